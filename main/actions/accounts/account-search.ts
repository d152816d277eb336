/** Whether the fields of one thing have what was searched for. */
export type Match = (fields: readonly string[]) => boolean

/**
 * Search as people type it: words in any order, each a part of some field, case and width of letters aside.
 * No words match everything.
 */
export function accountSearch(search: string | undefined): Match {
  const words = fold(search ?? '')
    .split(/\s+/u)
    .filter((word) => word !== '')
  return (fields) => {
    // No word has a line end in it, so none matches across two fields.
    const text = fold(fields.join('\n'))
    return words.every((word) => text.includes(word))
  }
}

/** Upper case, not lower: it has one form of sigma, and `ß` is found by `ss`. */
function fold(text: string): string {
  return text.normalize('NFKC').toUpperCase()
}
