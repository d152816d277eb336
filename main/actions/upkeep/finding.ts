import type { Said } from '../../../preload/contract/said.ts'
import type { FindingSubject } from '../../../preload/contract/sayings-findings.ts'
import type { FindingView } from '../../../preload/contract/views.ts'
import { errorView } from '../../kernel/errors.ts'
import { say, textOf } from '../../kernel/say.ts'

/** One thing that was looked at. What is said of it can be said in a window's language too. */
export function finding(
  subject: string,
  verdict: FindingView['verdict'],
  text: string | Said,
  advice: string | Said | null = null,
): FindingView {
  const named = isNamed(subject) ? say('finding-subject', { subject }, subject) : subject
  const said = [named, text, advice].filter((part) => part !== null && typeof part !== 'string')
  const texts = { text: textOf(text), advice: advice === null ? null : textOf(advice) }
  return { subject, verdict, ...texts, ...(said.length === 0 ? {} : { said }) }
}

/** What was thrown, by its code, with its own words. */
export function saidError(thrown: unknown): Said {
  const { code, message } = errorView(thrown)
  return say('finding-error', { code, words: message }, message)
}

const subjects: Readonly<Record<FindingSubject, true>> = {
  vault: true,
  'key store': true,
  clock: true,
  endpoints: true,
  'AWS config': true,
  'AWS CLI sign-ins': true,
  'access portal': true,
  network: true,
}

function isNamed(subject: string): subject is FindingSubject {
  return Object.hasOwn(subjects, subject)
}
