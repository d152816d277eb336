/**
 * The part of an agent that is about tokens: its actions, over rooms that `rooms.ts` has wired.
 *
 * @module
 */

import { profileRegion } from '../actions/credentials/profile-region.ts'
import { introspectToken } from '../actions/tokens/introspect-token.ts'
import { issueToken } from '../actions/tokens/issue-token.ts'
import { readToken } from '../actions/tokens/read-token.ts'
import { revokeSession } from '../actions/tokens/revoke-session.ts'
import { revokeToken } from '../actions/tokens/revoke-token.ts'
import { loadEndpoints } from '../aws/endpoints.ts'
import { type SigninOauth, signinOauth } from '../aws/signin-oauth.ts'
import type { Rooms } from './rooms.ts'

export function composeTokens(rooms: Rooms) {
  const { host, overrides, serverTime, grants, vault } = rooms
  const { http, clock, random, files } = host
  let made: Promise<SigninOauth> | undefined
  const oauth = () => {
    made ??= loadEndpoints('signin', overrides).then((endpoints) =>
      signinOauth({ http, serverTime, clock, random, endpoints }),
    )
    return made
  }
  const dependencies = { oauth, grants, regionOf: profileRegion(rooms), readToken: readToken(files) }
  return {
    /** For signing out everywhere. */
    revokeSession: revokeSession({ oauth, grants, vault }),
    actions: {
      issueToken: issueToken(dependencies),
      introspectToken: introspectToken(dependencies),
      revokeToken: revokeToken(dependencies),
    },
  }
}
