import type { Said } from '../../preload/contract/said.ts'

/** Words that no German sentence has; what AWS spells is taken out before. */
const english =
  /\b(the|is|are|not|and|or|of|to|from|sign-in|refused|before|after|it|no|with|rule|you|turn|add|remove)\b/i

/** Those of the texts that are not German altogether. */
export function englishIn(texts: readonly string[]): readonly string[] {
  return texts.filter((text) => english.test(text.replaceAll(/AWS Sign-In|"[^"]*"|\S*[:/[\]{}*]\S*/g, '')))
}

/** All that is said, with all that it is made of. */
export function idsIn(all: readonly Said[]): readonly string[] {
  return all.flatMap(({ id, values }) => [
    id,
    ...idsIn(
      Object.values(values)
        .flat()
        .filter((value) => typeof value === 'object') as readonly Said[],
    ),
  ])
}
