/**
 * The part of an agent that is console access: who may sign in to the AWS console, and from where.
 *
 * @module
 */
import type { ConsoleAccessDependencies } from '../actions/console-access/console-access-account.ts'
import { changeConsoleAccess } from '../actions/console-access/console-access-change.ts'
import { compareConsoleAccess } from '../actions/console-access/console-access-drift.ts'
import { exportConsoleAccess } from '../actions/console-access/console-access-export.ts'
import { listConsoleAccessChanges } from '../actions/console-access/console-access-history.ts'
import { readConsoleAccess } from '../actions/console-access/console-access-status.ts'
import { undoConsoleAccess } from '../actions/console-access/console-access-undo.ts'
import { profileRegion } from '../actions/credentials/profile-region.ts'
import { loadEndpoints } from '../aws/endpoints.ts'
import { signinControl } from '../aws/signin-control.ts'
import type { SigninControl } from '../aws/signin-control-types.ts'
import { changeHistory } from '../console-access/change-history.ts'
import { sessionIdOf } from '../vault/profile-session.ts'
import type { Rooms } from './rooms.ts'

export function composeConsoleAccess(rooms: Rooms) {
  const { host, overrides, serverTime, sts, vault, grants } = rooms
  const { clock, random, http, files } = host
  let made: Promise<SigninControl> | undefined
  const dependencies: ConsoleAccessDependencies = {
    ...{ grants, files, clock, random },
    control() {
      made ??= loadEndpoints('signin', overrides).then((endpoints) =>
        signinControl({ http, serverTime, clock, random, endpoints }),
      )
      return made
    },
    whoIs: (by) => sts.getCallerIdentity(by),
    regionOf: profileRegion(rooms),
    sessionKindOf(profile) {
      const contents = vault.contents()
      const id = sessionIdOf(contents, profile)
      return contents.sessions.find((session) => session.id === id)?.kind
    },
    history: changeHistory({ files, folder: `${host.stateFolder}/console-access` }),
    now: serverTime.now,
  }
  return {
    readConsoleAccess: readConsoleAccess(dependencies),
    changeConsoleAccess: changeConsoleAccess(dependencies),
    undoConsoleAccess: undoConsoleAccess(dependencies),
    listConsoleAccessChanges: listConsoleAccessChanges(dependencies),
    exportConsoleAccess: exportConsoleAccess(dependencies),
    compareConsoleAccess: compareConsoleAccess(dependencies),
  }
}
