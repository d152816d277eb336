/**
 * Who used what, and answers to the programs that ask, in a window.
 *
 * @module
 */
import type { CallName } from '../../../preload/contract/calls.ts'
import type { ReadActivity, VerifyActivity } from '../../actions/activity/read-activity.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Handlers } from './handlers.ts'

export interface ActivityHandlerNeeds {
  readonly readActivity: ReadActivity
  readonly verifyActivity: VerifyActivity
  /** False when the question waits no more. */
  readonly answer: (
    id: string,
    answer: { readonly answer: 'yes' | 'no'; readonly remember: boolean },
  ) => boolean
}

type ActivityHandlers = Pick<Handlers, Extract<CallName, `activity.${string}` | `consent.${string}`>>

export function activityHandlers({
  readActivity,
  verifyActivity,
  answer,
}: ActivityHandlerNeeds): ActivityHandlers {
  return {
    async 'activity.read'({ profile, sinceInMilliseconds, limit }) {
      const { lines, health } = await readActivity({
        profile: profile ?? undefined,
        sinceInMilliseconds: sinceInMilliseconds ?? undefined,
        limit,
      })
      return { lines: [...lines], health }
    },
    'activity.verify': () => verifyActivity(),
    'consent.answer'({ id, ...given }) {
      if (!answer(id, given)) throw new InputError('not-found', 'This question waits no more.', 'none')
      return {}
    },
  }
}
