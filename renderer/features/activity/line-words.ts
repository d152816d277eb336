/**
 * What a line of the log says in codes, in words. Pure.
 *
 * @module
 */

import type { ErrorCode } from '../../../preload/contract/errors.ts'
import { spoken } from '../../texts/spoken.ts'
import type { Texts } from '../../texts/texts.ts'

type Words = Pick<Texts, 'activity' | 'errors' | 'sayings'>

/** What went wrong, in the person's language where we have the words. */
export function codeText(code: ErrorCode, { errors }: Pick<Words, 'errors'>): string {
  return errors[code] ?? code.replaceAll('-', ' ')
}

/** The agent's note, in the person's language where we have the words; of a policy's change the agent writes down the values. */
export function noteText(
  note: string,
  { activity: { policy }, sayings }: Pick<Words, 'activity' | 'sayings'>,
): string {
  const words = spoken(note, sayings)
  if (words !== note) return words
  const wayOf = (value: string) =>
    Object.hasOwn(policy.uses, value) ? policy.uses[value as keyof typeof policy.uses] : value
  const leastOf = (value: string) => (value === 'none' ? policy.none : value)
  const productionOf = (value: string) => (value === 'production' ? policy.production : policy.notProduction)
  return note
    .split(', ')
    .map((part) => {
      const [, what, before, after] = change.exec(part) ?? []
      if (before === undefined || after === undefined) return part
      if (what === 'use: ') return policy.use(wayOf(before), wayOf(after))
      if (what === 'min-remaining: ') return policy.least(leastOf(before), leastOf(after))
      return `${productionOf(before)} → ${productionOf(after)}`
    })
    .join(', ')
}

const change = /^(use: |min-remaining: |(?=(?:not )?production))([\w ]+) → ([\w ]+)$/
