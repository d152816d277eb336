/**
 * Everything a window may ask for: name → shape of the request, shape of the reply. Handlers, bridge, client and test
 * doubles are derived from this table, and no name is written twice. No reply has a field that can hold a secret.
 *
 * @module
 */
import type * as z from 'zod/mini'
import { accountCalls } from './calls-accounts.ts'
import { activityCalls } from './calls-activity.ts'
import { configCalls } from './calls-config.ts'
import { consoleAccessCalls } from './calls-console-access.ts'
import { profileCalls } from './calls-profiles.ts'
import { sessionCalls } from './calls-sessions.ts'
import { settingsCalls } from './calls-settings.ts'
import { stateCalls } from './calls-state.ts'

export const calls = {
  ...stateCalls,
  ...sessionCalls,
  ...profileCalls,
  ...activityCalls,
  ...settingsCalls,
  ...consoleAccessCalls,
  ...accountCalls,
  ...configCalls,
}

export type CallName = keyof typeof calls
export type CallRequest<Name extends CallName> = z.infer<(typeof calls)[Name]['request']>
export type CallReply<Name extends CallName> = z.infer<(typeof calls)[Name]['reply']>

export function isCallName(name: string): name is CallName {
  return Object.hasOwn(calls, name)
}
