/**
 * Profiles as a person handles them: the default one, one for a terminal, names and marks, and the way back of every
 * change in the AWS files.
 *
 * @module
 */
import type { AccountView } from '../../preload/contract/views.ts'
import { completionNames } from '../actions/completion-names.ts'
import { diffConfig, listConfigBackups } from '../actions/config-backups.ts'
import { defaultProfile } from '../actions/default-profile.ts'
import { explainProfile } from '../actions/explain-profile.ts'
import { keptDefaults } from '../actions/kept-default.ts'
import { listProfiles } from '../actions/list-profiles.ts'
import { markProfile } from '../actions/mark-profile.ts'
import { readDefault } from '../actions/read-default.ts'
import { readPrompt } from '../actions/read-prompt.ts'
import { removeProfile } from '../actions/remove-profile.ts'
import { renameProfile } from '../actions/rename-profile.ts'
import { restoreDefault } from '../actions/restore-default.ts'
import { showProfile } from '../actions/show-profile.ts'
import { switchDefault } from '../actions/switch-default.ts'
import { switchHere } from '../actions/switch-here.ts'
import { undoConfig } from '../actions/undo-config.ts'
import type { Rooms } from './rooms.ts'

export function composeProfiles(rooms: Rooms, keptAccounts: () => Promise<readonly AccountView[]>) {
  const { host, vault, door, awsFiles, sessions, preferences } = rooms
  const { files } = host
  const now = () => host.clock.now()
  const backupFolder = `${host.stateFolder}/backups`
  const backups = { files, awsFiles, backupFolder }
  const lists = { door, awsFiles, sessions, contents: () => vault.contents(), preferences, now }
  const changes = { door, vault, awsFiles, preferences, keptDefaults: keptDefaults(files, backupFolder) }
  return {
    listProfiles: listProfiles(lists),
    showProfile: showProfile(lists),
    explainProfile: explainProfile({ ...lists, variableNames: host.variableNames }),
    markProfile: markProfile({ awsFiles, preferences }),
    renameProfile: renameProfile(changes),
    removeProfile: removeProfile(changes),
    switchDefault: switchDefault({ ...changes, sessions, now }),
    switchHere: switchHere({ ...changes, now }),
    restoreDefault: restoreDefault(changes),
    readDefault: readDefault({ awsFiles, preferences }),
    defaultProfile: defaultProfile(preferences),
    readPrompt: readPrompt({ vault, preferences }),
    completionNames: completionNames({ files, awsFiles, vault, preferences, keptAccounts }),
    undoConfig: undoConfig({ ...backups, door, vault, preferences }),
    listConfigBackups: listConfigBackups(backups),
    diffConfig: diffConfig(backups),
  }
}
