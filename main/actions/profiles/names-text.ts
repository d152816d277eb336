import { shown } from '../../config/names.ts'

const mostNamed = 4

/** A few names as they are, of many the first and how many more. */
export function namesText(names: readonly string[], between = ', '): string {
  const named = names.slice(0, names.length > mostNamed ? mostNamed - 1 : mostNamed)
  const left = names.length - named.length
  return `${named.map(shown).join(between)}${left > 0 ? ` and ${left} more` : ''}`
}
