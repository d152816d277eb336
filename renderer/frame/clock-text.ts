/**
 * How this machine's clock stands to AWS's, in a few words. Pure.
 *
 * @module
 */
import type { Texts } from '../texts/texts.ts'
import { spanText } from '../ui/span-text.ts'

export interface ClockText {
  readonly words: string
  /** So far off that programs which trust this clock get into trouble. */
  readonly isFarOff: boolean
}

/** AWS refuses what was signed five minutes off; from here on it is told in minutes. */
const farInMilliseconds = 120_000

/** @param offset - AWS's clock minus this machine's, milliseconds; null until AWS has answered once. */
export function clockText(offset: number | null, texts: Texts): ClockText {
  const { frame } = texts
  if (offset === null) return { words: frame.clockUnknown, isFarOff: false }
  const size = Math.abs(offset)
  if (size < 1_000) return { words: frame.clockSame, isFarOff: false }
  if (size < farInMilliseconds) {
    const seconds = `${offset > 0 ? '+' : '−'}${(size / 1_000).toFixed(1)}`
    return { words: frame.clockOff(seconds), isFarOff: false }
  }
  const span = spanText(size, texts)
  return { words: offset > 0 ? frame.clockBehind(span) : frame.clockAhead(span), isFarOff: true }
}
