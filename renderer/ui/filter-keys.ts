import type { KeyboardEvent } from 'react'

/** Keys of a field that filters a list: down and Enter lead to the list. */
export function filterKeys(toList: () => void): (event: KeyboardEvent) => void {
  return (event) => {
    const leads = event.key === 'ArrowDown' || event.key === 'Enter'
    // An input method's own Enter ends a word.
    if (!leads || event.nativeEvent.isComposing) return
    event.preventDefault()
    toList()
  }
}
