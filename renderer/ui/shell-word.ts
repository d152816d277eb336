/** A name as one word of a POSIX shell, for a command that a person pastes. Pure. */
export function shellWord(name: string): string {
  // SECURITY (T25): no name ends the word or begins another command.
  return /^[\w@%+=:,./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`
}
