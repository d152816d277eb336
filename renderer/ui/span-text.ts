import type { Texts } from '../texts/texts.ts'

/** A span for a person: `45 s`, `12 min`, `3 h 5 min`, `2 d 1 h`. */
export function spanText(milliseconds: number, { frame: { span } }: Pick<Texts, 'frame'>): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000))
  if (seconds < 120) return span.seconds(seconds)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 120) return span.minutes(minutes)
  const hours = Math.floor(minutes / 60)
  const rest = hours < 48 ? span.minutes(minutes % 60) : span.hours(hours % 24)
  const whole = hours < 48 ? span.hours(hours) : span.days(Math.floor(hours / 24))
  const isEven = hours < 48 ? minutes % 60 === 0 : hours % 24 === 0
  return isEven ? whole : `${whole} ${rest}`
}
