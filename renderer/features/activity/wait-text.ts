import type { Texts } from '../../texts/texts.ts'
import { spanText } from '../../ui/span-text.ts'

/** How long somebody waited: `85 ms`, `2.4 s`, `45 s`, `3 min`. Pure. */
export function waitText(milliseconds: number, texts: Pick<Texts, 'frame' | 'language'>): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`
  if (milliseconds >= 9_950) return spanText(milliseconds, texts)
  const seconds = new Intl.NumberFormat(texts.language === 'en' ? 'en-GB' : texts.language, {
    maximumFractionDigits: 1,
  })
  return `${seconds.format(milliseconds / 1_000)} s`
}
