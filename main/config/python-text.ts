/**
 * Python's `str` methods where they differ from JavaScript's: what white space is, and what ends a line.
 *
 * @see {@link https://docs.python.org/3/library/stdtypes.html#str.isspace str.isspace}
 * @module
 */

/** `str.isspace` of one UTF-16 unit. A byte order mark is none, unlike in JavaScript. */
function isPythonSpace(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code >= 0x1c && code <= 0x1f)
  return (
    code === 0x85 ||
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000
  )
}

/** `str.strip`. */
export function stripped(text: string): string {
  const indent = indentOf(text)
  return strippedEnd(indent === 0 ? text : text.slice(indent))
}

/** `str.rstrip`. */
export function strippedEnd(text: string): string {
  let end = text.length
  while (end > 0 && isPythonSpace(text.charCodeAt(end - 1))) end -= 1
  return end === text.length ? text : text.slice(0, end)
}

/** How many characters of white space a text starts with. */
export function indentOf(text: string): number {
  let indent = 0
  while (indent < text.length && isPythonSpace(text.charCodeAt(indent))) indent += 1
  return indent
}

/** `str.splitlines`, which knows more line ends than a file does. */
export function splitPythonLines(text: string): string[] {
  const lines: string[] = []
  let start = 0
  for (let index = 0; index < text.length; index += 1) {
    if (!endsPythonLine(text.charCodeAt(index))) continue
    lines.push(text.slice(start, index))
    start = index + 1
  }
  return [...lines, text.slice(start)]
}

function endsPythonLine(code: number): boolean {
  return (
    (code >= 0x0a && code <= 0x0d) ||
    (code >= 0x1c && code <= 0x1e) ||
    code === 0x85 ||
    code === 0x2028 ||
    code === 0x2029
  )
}
