import { useEffect } from 'react'
import { useApp } from '../app-context.tsx'
import { strokeFor } from '../commands/key-strokes.ts'

/** How long the second of two keys may take. */
const patienceInMilliseconds = 1_000

/** Listens to the whole window. A dialog keeps its keys to itself. */
export function useKeyStrokes(): void {
  const { commands } = useApp()
  useEffect(() => {
    const isMac = navigator.platform.startsWith('Mac')
    let begun: string | undefined
    let forget: ReturnType<typeof setTimeout> | undefined
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]') !== null) return
      // Marked text is what somebody means to copy.
      if (
        (event.ctrlKey || event.metaKey) &&
        event.key === 'c' &&
        document.getSelection()?.isCollapsed === false
      )
        return
      const stroke = {
        key: event.key,
        ctrl: event.ctrlKey,
        meta: event.metaKey,
        alt: event.altKey,
        inText: isText(event.target),
      }
      const result = strokeFor(commands.getState().commands, stroke, begun, isMac)
      begun = result.kind === 'begun' ? result.prefix : undefined
      clearTimeout(forget)
      if (begun !== undefined)
        forget = setTimeout(() => {
          begun = undefined
        }, patienceInMilliseconds)
      if (result.kind === 'nothing') return
      event.preventDefault()
      if (result.kind === 'run') result.command.run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => {
      clearTimeout(forget)
      window.removeEventListener('keydown', onKeyDown)
    }
  }, [commands])
}

function isText(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  )
}
