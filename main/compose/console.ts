/**
 * The part of an agent that opens the AWS console.
 *
 * @module
 */
import { openConsole } from '../actions/console/open-console.ts'
import { type Endpoints, loadEndpoints } from '../aws/endpoints.ts'
import { federation } from '../aws/federation.ts'
import type { Rooms } from './rooms.ts'

export function composeConsole(rooms: Rooms) {
  const { host, overrides, serverTime, grants, awsFiles, preferences, door, vault, sessionBrowsers } = rooms
  const { http, clock, random, redirectReceiver, browserFor } = host
  let read: Promise<Endpoints> | undefined
  return {
    openConsole: openConsole({
      ...{ grants, awsFiles, preferences, door, vault, clock, random, redirectReceiver, browserFor },
      sessionBrowsers,
      awsNow: () => serverTime.now(),
      standIn: overrides.federation,
      federation: federation({ http, serverTime, clock, random }, overrides.federation),
      // The console's hosts are AWS's own, whatever stands in for Sign-In.
      rules: () => {
        read ??= loadEndpoints('signin')
        return read
      },
    }),
  }
}
