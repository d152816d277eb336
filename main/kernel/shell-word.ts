/**
 * A text as one word of a POSIX shell, on one line: for a command that a person pastes.
 *
 * SECURITY: T25. Names come from files and from AWS; none may end the word or begin another command.
 */
export function shellWord(text: string): string {
  const line = text.replace(/\p{Cc}/gu, '?')
  return /^[\w.@:/+=,%-]+$/.test(line) ? line : `'${line.replaceAll("'", "'\\''")}'`
}
