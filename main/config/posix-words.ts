/**
 * A line as words, by the rules that botocore uses on POSIX (Python's `shlex.split`): the rules of a shell for quotes
 * and backslashes, without its expansions.
 *
 * @returns undefined where a quote or a backslash is left open.
 */
export function splitPosixWords(line: string): string[] | undefined {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index)
    if (character === '\\' && quote !== "'") {
      index += 1
      if (index === line.length) return undefined
      const escaped = line.charAt(index)
      // In double quotes a backslash is itself unless a quote or another one follows.
      word = (word ?? '') + (quote === '"' && escaped !== '"' && escaped !== '\\' ? character : '') + escaped
    } else if (quote !== '') {
      if (character === quote) quote = ''
      else word += character
    } else if (character === "'" || character === '"') {
      quote = character
      word ??= ''
    } else if (character === ' ' || character === '\t' || character === '\r' || character === '\n') {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }
  if (quote !== '') return undefined
  if (word !== undefined) words.push(word)
  return words
}
