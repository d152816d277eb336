/**
 * Roles that are assumed, and IAM users' keys: their actions, over rooms that `rooms.ts` has wired.
 *
 * @module
 */
import { addRoleProfile } from '../actions/add-role-profile.ts'
import { moveKeys } from '../actions/move-keys.ts'
import { restoreKeys } from '../actions/restore-keys.ts'
import { supplyCredentials } from '../actions/supply-credentials.ts'
import type { Rooms } from './rooms.ts'

export function composeRoles({ host, door, vault, broker, awsFiles, readConfig, sts, serverTime }: Rooms) {
  const keys = { door, vault, awsFiles, files: host.files, backupFolder: `${host.stateFolder}/backups` }
  return {
    addRoleProfile: addRoleProfile({ door, vault, awsFiles, readConfig }),
    supplyCredentials: supplyCredentials({ door, vault, broker, readConfig }),
    moveKeys: moveKeys({ ...keys, sts, now: serverTime.now }),
    restoreKeys: restoreKeys({ ...keys, broker }),
  }
}
