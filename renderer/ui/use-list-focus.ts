import { type RefObject, useEffect, useRef } from 'react'
import { useView } from '../app-context.tsx'

/**
 * The keys are the list's as soon as there is one at a place, and again when a dialog has gone that left the focus nowhere.
 * Whoever is elsewhere with it, in a field or at a button of the place, keeps it.
 *
 * @returns What gives it to the list: at once, or when there is one again.
 */
export function useListFocus(list: RefObject<HTMLElement | null>, isShown: boolean): () => void {
  const hasDialog = useView(({ dialog }) => dialog !== undefined)
  const hasArrived = useRef(false)
  const isWanted = useRef(false)
  useEffect(() => {
    if (!isShown || hasDialog) return
    const at = document.activeElement
    if (isWanted.current || isNowhere(at) || (!hasArrived.current && isOnTheWay(at)))
      list.current?.focus({ preventScroll: true })
    hasArrived.current = true
    isWanted.current = false
  }, [list, isShown, hasDialog])
  return () => {
    isWanted.current = list.current === null
    list.current?.focus({ preventScroll: true })
  }
}

function isNowhere(element: Element | null): boolean {
  return element === null || element === document.body
}

/** At what led here: the side bar, or the content as a whole. */
function isOnTheWay(element: Element | null): boolean {
  return element !== null && (element.id === 'content' || element.closest('nav') !== null)
}
