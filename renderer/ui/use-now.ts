import { useEffect, useState } from 'react'

/**
 * Now, epoch milliseconds: moves each minute, each second while something ends within two minutes, and not at all while
 * nobody can see it.
 */
export function useNow(endsAt?: number | null): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const plan = () => {
      clearTimeout(timer)
      if (document.visibilityState === 'hidden') return
      const time = Date.now()
      // Drawn just now: the same minute, or the same second, needs no second drawing.
      setNow((before) => (time - before < 500 ? before : time))
      const isClose = endsAt !== undefined && endsAt !== null && endsAt > time && endsAt - time < 120_000
      timer = setTimeout(plan, isClose ? 1_000 : 60_000 - (time % 60_000))
    }
    plan()
    document.addEventListener('visibilitychange', plan)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', plan)
    }
  }, [endsAt])
  return now
}
