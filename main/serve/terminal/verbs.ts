/**
 * Every verb, in the order the help shows.
 *
 * @module
 */
import type { AddProfile } from '../../actions/add-profile.ts'
import type { GenerateProfiles } from '../../actions/generate-profiles.ts'
import type { ImportSessions } from '../../actions/import-sessions.ts'
import type { IssueCredentials } from '../../actions/issue-credentials.ts'
import type { ListAccounts } from '../../actions/list-accounts.ts'
import type { ListProfiles } from '../../actions/list-profiles.ts'
import type { ListRoles } from '../../actions/list-roles.ts'
import type { ListSessions } from '../../actions/list-sessions.ts'
import type { ReadStatus } from '../../actions/read-status.ts'
import type { SignOut } from '../../actions/sign-out.ts'
import type { UndoConfig } from '../../actions/undo-config.ts'
import type { VaultDoor } from '../../actions/vault-door.ts'
import type { Verb } from './verb.ts'
import { accounts } from './verbs/accounts.ts'
import { type AgentControl, agent } from './verbs/agent.ts'
import { config } from './verbs/config.ts'
import { credentialProcess } from './verbs/credential-process.ts'
import { type DoctorActions, doctor } from './verbs/doctor.ts'
import { importVerb } from './verbs/import.ts'
import { lock } from './verbs/lock.ts'
import { type LoginActions, login } from './verbs/login.ts'
import { logout } from './verbs/logout.ts'
import { profiles } from './verbs/profiles.ts'
import { profilesAdd } from './verbs/profiles-add.ts'
import { profilesCommands } from './verbs/profiles-commands.ts'
import { profilesGenerate } from './verbs/profiles-generate.ts'
import { roles } from './verbs/roles.ts'
import { sessions } from './verbs/sessions.ts'
import { status } from './verbs/status.ts'
import { unlock } from './verbs/unlock.ts'
import { version } from './verbs/version.ts'

export interface TerminalActions extends DoctorActions, LoginActions {
  readonly signOut: SignOut
  readonly readStatus: ReadStatus
  readonly listProfiles: ListProfiles
  readonly addProfile: AddProfile
  readonly generateProfiles: GenerateProfiles
  readonly listSessions: ListSessions
  readonly listAccounts: ListAccounts
  readonly listRoles: ListRoles
  readonly importSessions: ImportSessions
  readonly undoConfig: UndoConfig
  readonly issueCredentials: IssueCredentials
  readonly door: VaultDoor
  readonly control: AgentControl
  readonly product: { readonly version: string; readonly runtime: string }
}

export function verbs(actions: TerminalActions): readonly Verb[] {
  return [
    ...area('Sign in', [
      login(actions),
      logout(actions.signOut),
      status(actions.readStatus),
      sessions(actions.listSessions),
      importVerb(actions.importSessions),
      unlock(actions.door),
      lock(actions.door),
    ]),
    ...area('Accounts and profiles', [
      accounts(actions.listAccounts),
      roles(actions.listRoles),
      profilesCommands(profiles(actions.listProfiles), [
        profilesAdd(actions.addProfile),
        profilesGenerate(actions.generateProfiles),
      ]),
      config(actions.undoConfig),
    ]),
    ...area('Credentials for tools', [credentialProcess(actions.issueCredentials)]),
    ...area('Signet itself', [agent(actions.control), doctor(actions), version(actions.product)]),
  ]
}

function area(title: string, verbs: readonly Verb[]): readonly Verb[] {
  return verbs.map((verb) => ({ ...verb, area: title }))
}
