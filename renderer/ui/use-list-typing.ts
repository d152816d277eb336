import { type KeyboardEvent, useEffect, useMemo, useRef } from 'react'
import { useApp } from '../app-context.tsx'
import { meaningOf, neverTyped } from '../commands/list-typing.ts'

/** Who types a word is quicker than this from letter to letter. */
const restInMilliseconds = 500
/** How long the second of two keys may take. */
const patienceInMilliseconds = 800
const modifiers: ReadonlySet<string> = new Set(['Shift', 'CapsLock', 'Control', 'Alt', 'AltGraph', 'Meta'])

/**
 * Typing on a list filters it. Letters that are a key are kept back for a moment: the key counts when nothing else is typed
 * at once, else they are the beginning of a word.
 *
 * @param onType - Gets what is for the filter: a letter, or several that were kept back.
 * @returns Whether a stroke was taken.
 */
export function useListTyping(
  onType: ((text: string) => void) | undefined,
): (event: KeyboardEvent) => boolean {
  const { commands } = useApp()
  const latest = useRef(onType)
  latest.current = onType
  const typing = useMemo(() => {
    let held = ''
    let timer: ReturnType<typeof setTimeout> | undefined
    const release = () => {
      clearTimeout(timer)
      const text = held
      held = ''
      return text
    }
    const give = (text: string) => text !== '' && latest.current?.(text)
    const hold = (text: string) => {
      release()
      const meaning = meaningOf(commands.getState().commands, text)
      if (meaning.kind === 'text') return give(text)
      held = text
      if (meaning.kind === 'begun') timer = setTimeout(() => give(release()), patienceInMilliseconds)
      else
        timer = setTimeout(() => {
          release()
          meaning.command.run()
        }, restInMilliseconds)
    }
    return {
      release,
      take(event: KeyboardEvent): boolean {
        if (latest.current === undefined || modifiers.has(event.key)) return false
        const isWithModifier = event.ctrlKey || event.metaKey || event.altKey
        if (event.key.length === 1 && !isWithModifier && (held !== '' || !neverTyped.has(event.key))) {
          hold(held + event.key)
          return true
        }
        if (held === '') return false
        if (event.key === 'Escape') release()
        else give(release())
        return true
      },
    }
  }, [commands])
  useEffect(() => () => void typing.release(), [typing])
  return typing.take
}
