import type { ShellTexts } from './english.ts'

/** A span for a person: `52 min`, `3 h 5 min`, `2 d 1 h`. Never a false minute: what is begun is not counted. */
export function spanWords(milliseconds: number, { span }: Pick<ShellTexts, 'span'>): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000))
  if (seconds < 120) return span.seconds(seconds)
  const minutes = Math.floor(seconds / 60)
  if (minutes < 120) return span.minutes(minutes)
  const hours = Math.floor(minutes / 60)
  const [whole, rest] =
    hours < 48
      ? [span.hours(hours), minutes % 60 && span.minutes(minutes % 60)]
      : [span.days(Math.floor(hours / 24)), hours % 24 && span.hours(hours % 24)]
  return rest ? `${whole} ${rest}` : whole
}
