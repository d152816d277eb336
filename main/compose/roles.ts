/**
 * Roles that are assumed, and IAM users' keys: their actions, over rooms that `rooms.ts` has wired.
 *
 * @module
 */

import { supplyCredentials } from '../actions/credentials/supply-credentials.ts'
import { moveKeys } from '../actions/import/move-keys.ts'
import { restoreKeys } from '../actions/import/restore-keys.ts'
import { addRoleProfile } from '../actions/profiles/add-role-profile.ts'
import type { Rooms } from './rooms.ts'

export function composeRoles(rooms: Rooms) {
  const { host, door, vault, broker, awsFiles, readConfig, sts, serverTime, preferences } = rooms
  const keys = { door, vault, awsFiles, files: host.files, backupFolder: `${host.stateFolder}/backups` }
  return {
    addRoleProfile: addRoleProfile({ door, vault, awsFiles, readConfig }),
    supplyCredentials: supplyCredentials({ door, vault, broker, readConfig, preferences }),
    moveKeys: moveKeys({ ...keys, sts, now: serverTime.now }),
    restoreKeys: restoreKeys({ ...keys, broker, browsers: rooms.sessionBrowsers }),
  }
}
