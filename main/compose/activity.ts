/**
 * Who uses what: the commands that show it, answer for it and set the rules.
 *
 * @module
 */
import { answerConsent } from '../actions/activity/answer-consent.ts'
import { followActivity } from '../actions/activity/follow-activity.ts'
import { readActivityLog, verifyActivityLog } from '../actions/activity/read-activity.ts'
import { setPolicies } from '../actions/activity/set-policies.ts'
import { readPolicy, setPolicy } from '../actions/activity/set-policy.ts'
import type { Rooms } from './rooms.ts'

export function composeActivity({ host, door, vault, grants, activity, consent }: Rooms) {
  const { clock, processes } = host
  const attest = { processes, clock }
  return {
    readActivity: readActivityLog({ activity, clock }),
    verifyActivity: verifyActivityLog(activity),
    followActivity: followActivity({ activity, consent }),
    answerConsent: answerConsent({ consent, attest }),
    readPolicy: readPolicy({ door, vault }),
    setPolicy: setPolicy({ door, vault, grants, activity }),
    setPolicies: setPolicies({ door, vault, grants, activity }),
  }
}
