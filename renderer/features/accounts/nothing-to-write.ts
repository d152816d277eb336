import type { GenerationShown } from './use-generation.ts'

/**
 * Why generating would write nothing; undefined where it would write something. Pure.
 *
 * @returns `noFit`: no role is meant. `onlyConflicts`: what is meant has names that are somebody else's. `nothing`: it is done.
 */
export function nothingToWrite(
  { added, changed, kept, conflict, gone }: GenerationShown['counts'],
  changes: number,
): 'noFit' | 'onlyConflicts' | 'nothing' | undefined {
  if (changes > 0) return undefined
  if (added + changed + kept + conflict + gone === 0) return 'noFit'
  return kept + gone === 0 && conflict > 0 ? 'onlyConflicts' : 'nothing'
}
