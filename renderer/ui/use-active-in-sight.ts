import { type RefObject, useEffect, useRef } from 'react'

/**
 * Keeps the active row of a list in sight where another became that otherwise than by a press, such as by the palette. Also
 * where the list became lower, such as by a sheet under it; whoever scrolled away from it is left there.
 *
 * @param active - The key of the row, as another order of the rows is no reason to scroll, and where its top is in what
 * scrolls, CSS pixels; undefined where it is not in the list.
 */
export function useActiveInSight(
  list: RefObject<Element | null>,
  { key, top }: { readonly key: string | undefined; readonly top: number | undefined },
  scrollToActive: () => void,
): void {
  const latest = useRef({ top, scrollToActive })
  latest.current = { top, scrollToActive }
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another active row is followed
  useEffect(() => {
    const element = list.current
    const now = latest.current
    if (element !== null && !isWithin(now.top, element.scrollTop, element.clientHeight)) now.scrollToActive()
  }, [key])
  useEffect(() => {
    const element = list.current
    if (element === null) return
    let before = element.clientHeight
    const observer = new ResizeObserver(() => {
      const now = latest.current
      if (isWithin(now.top, element.scrollTop, before)) now.scrollToActive()
      before = element.clientHeight
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [list])
}

function isWithin(top: number | undefined, from: number, height: number): boolean {
  return top !== undefined && top >= from && top < from + height
}
