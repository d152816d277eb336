/**
 * When a line was written, to the second: the time alone for today's, with its day before that. Pure.
 *
 * @param now - Says which day is today, in the person's zone.
 */
export function lineTime(language: string, now: number, timeZone?: string): (at: number) => string {
  const format = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
      ...options,
      ...(timeZone ? { timeZone } : {}),
    })
  const time = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const
  const day = format({ year: 'numeric', month: '2-digit', day: '2-digit' })
  const [short, long] = [format(time), format({ day: 'numeric', month: 'short', ...time })]
  const today = day.format(now)
  return (at) => (day.format(at) === today ? short : long).format(at)
}
