const dayInMilliseconds = 86_400_000

/** A moment for a person, as short as it stays clear: `18:40`, `Tue 18:40`, `3 Dec 18:40`, `3 Dec 2027`. */
export function whenText(at: number, now: number, language: string, timeZone?: string): string {
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      ...options,
      ...(timeZone ? { timeZone } : {}),
    })
  const day = format({ year: 'numeric', month: '2-digit', day: '2-digit' })
  const isToday = day.format(at) === day.format(now)
  if (isToday) return format(time).format(at)
  const isNear = Math.abs(at - now) < 6 * dayInMilliseconds
  if (isNear) return format({ weekday: 'short', ...time }).format(at)
  const isThisYear = format({ year: 'numeric' }).format(at) === format({ year: 'numeric' }).format(now)
  return format(isThisYear ? { day: 'numeric', month: 'short', ...time } : { dateStyle: 'medium' }).format(at)
}

/** The whole moment, for a title. */
export function wholeWhenText(at: number, language: string): string {
  return wholeWhen(language)(at)
}

/** The same for many: what formats it is made once, when the first is asked for. */
export function wholeWhen(language: string): (at: number) => string {
  let format: Intl.DateTimeFormat | undefined
  return (at) => {
    format ??= new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      dateStyle: 'full',
      timeStyle: 'long',
    })
    return format.format(at)
  }
}
