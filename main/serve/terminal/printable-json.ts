/**
 * JSON that is safe to print: control and format characters of names, which could move the cursor or turn text around,
 * are written as escapes. It reads back as the same value, but for `said`: what windows make their own language's sentences of
 * stands in English beside it.
 */
export function printableJson(value: unknown): string {
  // Outside of strings JSON has none of these.
  const text = JSON.stringify(value, (key, part: unknown) => (key === 'said' ? undefined : part))
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped)
}

/** Each UTF-16 unit by itself: beyond U+FFFF there are two. */
function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
