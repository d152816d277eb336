/**
 * What a program would get with a yes: whose credentials. Pure.
 *
 * @module
 */
import type { ProfileView, SessionView } from '../../../preload/contract/views.ts'

export interface AskedFor {
  readonly accountId: string | undefined
  /** A role, or who signed in: as people say it. */
  readonly principal: string | undefined
}

/** As far as it is known here: a profile may have gone since, and a locked vault tells nothing. */
export function askedFor(
  name: string,
  profiles: readonly ProfileView[],
  sessions: readonly SessionView[],
): AskedFor {
  const profile = profiles.find((each) => each.name === name)
  const session = sessions.find(({ id }) => id === profile?.session)
  const arn = session?.principalArn?.split(':').slice(5).join(':')
  return {
    accountId: profile?.accountId ?? session?.accountId ?? undefined,
    principal: profile?.roleName ?? (arn === undefined ? undefined : whoOf(arn)),
  }
}

/** `assumed-role/AWSReservedSSO_ReadOnly_0123456789abcdef/alice`: the role as Identity Center calls it, and who has it. */
function whoOf(resource: string): string {
  return resource.replace(/^assumed-role\//, '').replace(/^AWSReservedSSO_(.+)_[0-9a-f]{16}(?=\/)/, '$1')
}
