import type { Said } from '../../preload/contract/said.ts'
import { say } from '../kernel/say.ts'

/** One line over all rules: whether they count. */
export function policySummary(count: number, isInert: boolean, isKnown: boolean): Said {
  if (!isKnown) {
    return say(
      'policy-unknown',
      {},
      'It is not known whether console authorization is on, so it is not known whether the rules count.',
    )
  }
  if (count === 0) {
    return isInert
      ? say(
          'policy-open-and-off',
          {},
          'Nobody is refused: console authorization is off, and there are no rules.',
        )
      : say('policy-open', {}, 'Nobody is refused: there are no rules.')
  }
  const rules = count === 1 ? 'The rule below is' : `The ${count} rules below are`
  if (isInert) return say('policy-inert', { count }, `${rules} inert until console authorization is on.`)
  const text =
    count === 1
      ? 'The rule below counts.'
      : `The ${count} rules below count, and a sign-in has to pass all of them.`
  return say('policy-counts', { count }, text)
}
