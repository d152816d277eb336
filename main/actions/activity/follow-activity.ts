/**
 * What happens, as it happens, and the questions that wait for a person.
 *
 * @module
 */
import type { ActivityView, ConsentQuestionView } from '../../../preload/contract/activity-views.ts'
import type { Activity } from '../../broker/activity.ts'
import type { Consent } from '../../broker/consent.ts'

export interface ActivityListener {
  line(view: ActivityView): void
  /** All that wait, oldest first, whenever one comes or is over. */
  questions(pending: readonly ConsentQuestionView[]): void
}

/** Tells until `signal` aborts. */
export type FollowActivity = (
  request: { readonly profile?: string | undefined },
  listener: ActivityListener,
  signal: AbortSignal,
) => Promise<void>

export function followActivity(needs: {
  readonly activity: Pick<Activity, 'subscribe'>
  readonly consent: Consent
}): FollowActivity {
  const { activity, consent } = needs
  return ({ profile }, listener, signal) => {
    const isWanted = (view: { readonly profile?: string | undefined }) =>
      profile === undefined || view.profile === profile
    return new Promise((resolve) => {
      const ends = [
        activity.subscribe((view) => {
          if (isWanted(view)) listener.line(view)
        }),
        consent.subscribe((pending) => listener.questions(pending.filter(isWanted))),
      ]
      const over = () => {
        for (const end of ends) end()
        resolve()
      }
      if (signal.aborted) over()
      else signal.addEventListener('abort', over, { once: true })
      listener.questions(consent.pending().filter(isWanted))
    })
  }
}
