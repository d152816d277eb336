/**
 * Profiles as a person handles them: the default one, one for a terminal, names and marks, and the way back of every
 * change in the AWS files.
 *
 * @module
 */
import type { AccountView } from '../../preload/contract/views.ts'
import { diffConfig, listConfigBackups } from '../actions/config/config-backups.ts'
import { undoConfig } from '../actions/config/undo-config.ts'
import { completionNames } from '../actions/profiles/completion-names.ts'
import { defaultProfile } from '../actions/profiles/default-profile.ts'
import { explainProfile } from '../actions/profiles/explain-profile.ts'
import { keptDefaults } from '../actions/profiles/kept-default.ts'
import { listProfiles } from '../actions/profiles/list-profiles.ts'
import { markProfiles } from '../actions/profiles/mark-profiles.ts'
import { readDefault } from '../actions/profiles/read-default.ts'
import { readPrompt } from '../actions/profiles/read-prompt.ts'
import { removeProfile } from '../actions/profiles/remove-profile.ts'
import { removeProfiles } from '../actions/profiles/remove-profiles.ts'
import { renameProfile } from '../actions/profiles/rename-profile.ts'
import { restoreDefault } from '../actions/profiles/restore-default.ts'
import { showProfile } from '../actions/profiles/show-profile.ts'
import { switchDefault } from '../actions/profiles/switch-default.ts'
import { switchHere } from '../actions/profiles/switch-here.ts'
import type { Rooms } from './rooms.ts'

export function composeProfiles(rooms: Rooms, keptAccounts: () => Promise<readonly AccountView[]>) {
  const { host, vault, door, awsFiles, sessions, preferences, uses, remembered } = rooms
  const { files } = host
  const now = () => host.clock.now()
  const backupFolder = `${host.stateFolder}/backups`
  const backups = { files, awsFiles, backupFolder }
  const contents = () => vault.contents()
  const lists = { door, awsFiles, sessions, contents, preferences, now, uses, remembered }
  const changes = { door, vault, awsFiles, preferences, keptDefaults: keptDefaults(files, backupFolder) }
  return {
    listProfiles: listProfiles(lists),
    showProfile: showProfile(lists),
    explainProfile: explainProfile({ ...lists, variableNames: host.variableNames }),
    markProfiles: markProfiles({ awsFiles, preferences }),
    renameProfile: renameProfile(changes),
    removeProfile: removeProfile(changes),
    removeProfiles: removeProfiles(changes),
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
