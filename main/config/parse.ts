/**
 * The shared config file as typed lines. Lossless: {@link joinLines} gives back every character.
 *
 * A line's kind is told from the line alone, as the specification of the AWS SDKs tells it. What the lines mean
 * together is told by `sections.ts`.
 *
 * @see {@link https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html Shared config and credentials files}
 * @module
 */

interface AnyLine {
  /** Without its end. */
  readonly text: string
  /** `\n`, `\r\n`, or nothing for a last line without one. */
  readonly end: string
}

/** `[profile a]`. `inside` is what stands between the brackets, trimmed; undefined where the closing one is missing. */
export interface HeaderLine extends AnyLine {
  readonly kind: 'header'
  readonly inside: string | undefined
}

/** `name = value`. The value is `text.slice(valueStart, valueEnd)`: trimmed, without a comment after it. */
export interface KeyLine extends AnyLine {
  readonly kind: 'key'
  readonly name: string
  readonly valueStart: number
  readonly valueEnd: number
}

/** `continuation`: any indented line. `other`: neither a header nor `name = value`. */
export interface PlainLine extends AnyLine {
  readonly kind: 'blank' | 'comment' | 'continuation' | 'other'
}

export type Line = HeaderLine | KeyLine | PlainLine

export interface ParsedConfig {
  /** U+FEFF where the file starts with it, else nothing. */
  readonly byteOrderMark: string
  readonly lines: readonly Line[]
}

export function parseConfig(text: string): ParsedConfig {
  const byteOrderMark = text.charCodeAt(0) === 0xfeff ? '\ufeff' : ''
  const lines: Line[] = []
  for (let start = byteOrderMark.length; start < text.length; ) {
    const feed = text.indexOf('\n', start)
    const next = feed === -1 ? text.length : feed + 1
    const end = feed === -1 ? '' : feed > start && text.charCodeAt(feed - 1) === 13 ? '\r\n' : '\n'
    lines.push(parseLine(text.slice(start, next - end.length), end))
    start = next
  }
  return { byteOrderMark, lines }
}

export function joinLines(parsed: ParsedConfig): string {
  let text = parsed.byteOrderMark
  for (const line of parsed.lines) text += line.text + line.end
  return text
}

/** One line, without and with its end. */
export function parseLine(text: string, end: string): Line {
  const first = text.charCodeAt(0)
  if (first === hash || first === semicolon) return { kind: 'comment', text, end }
  if (first === openBracket) return { kind: 'header', text, end, inside: insideOf(text) }
  if (Number.isNaN(first)) return { kind: 'blank', text, end }
  if (isSpace(first)) return { kind: trimmed(text) === '' ? 'blank' : 'continuation', text, end }
  return keyLine(text, end) ?? { kind: 'other', text, end }
}

/** An indented line as it would be without its indent; what it stands for is told by the lines before it. */
export function parseIndented({ text, end }: PlainLine): Line {
  const first = text.charCodeAt(indentWidth(text))
  if (first === hash || first === semicolon) return { kind: 'comment', text, end }
  if (first === openBracket) return { kind: 'header', text, end, inside: insideOf(trimmed(text)) }
  return keyLine(text, end) ?? { kind: 'other', text, end }
}

/** How many spaces and tabs a line starts with. */
export function indentWidth(text: string): number {
  let width = 0
  while (isSpace(text.charCodeAt(width))) width += 1
  return width
}

/** Without the spaces and tabs round it: the only white space that the specification knows. */
export function trimmed(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isSpace(text.charCodeAt(start))) start += 1
  while (end > start && isSpace(text.charCodeAt(end - 1))) end -= 1
  return text.slice(start, end)
}

/** Where a comment after a value starts (its `#` or `;`), or the length of the text. It needs white space before it. */
export function commentStart(text: string): number {
  if (!hasCommentSign(text)) return text.length
  for (let index = 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if ((code === hash || code === semicolon) && isSpace(text.charCodeAt(index - 1))) return index
  }
  return text.length
}

function keyLine(text: string, end: string): KeyLine | undefined {
  const equals = text.indexOf('=')
  const name = trimmed(text.slice(0, Math.max(equals, 0)))
  let valueEnd = commentStart(text)
  if (name === '' || equals >= valueEnd) return undefined
  let valueStart = equals + 1
  while (valueStart < valueEnd && isSpace(text.charCodeAt(valueStart))) valueStart += 1
  while (valueEnd > valueStart && isSpace(text.charCodeAt(valueEnd - 1))) valueEnd -= 1
  return { kind: 'key', text, end, name, valueStart, valueEnd }
}

/** A comment may follow a header without white space, so a `#` or `;` ends it wherever it stands. */
function insideOf(text: string): string | undefined {
  let end = hasCommentSign(text) ? text.search(/[#;]/) : text.length
  while (end > 1 && isSpace(text.charCodeAt(end - 1))) end -= 1
  return end > 1 && text.charCodeAt(end - 1) === closeBracket ? trimmed(text.slice(1, end - 1)) : undefined
}

/** Nearly every line has none, and this is the fastest way to know. */
function hasCommentSign(text: string): boolean {
  return text.includes('#') || text.includes(';')
}

const hash = 0x23
const semicolon = 0x3b
const openBracket = 0x5b
const closeBracket = 0x5d

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09
}
