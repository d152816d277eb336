/**
 * JSON that is safe to print: control and format characters of names, which could move the cursor or turn text around,
 * are written as escapes. It reads back as the same value.
 */
export function printableJson(value: unknown): string {
  // Outside of strings JSON has none of these.
  return JSON.stringify(value).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escaped)
}

/** Each UTF-16 unit by itself: beyond U+FFFF there are two. */
function escaped(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('')
}
