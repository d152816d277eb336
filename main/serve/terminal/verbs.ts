/**
 * Every verb, in the order the help shows.
 *
 * @module
 */

import type { ListAccounts } from '../../actions/accounts/list-accounts.ts'
import type { ListRoles } from '../../actions/accounts/list-roles.ts'
import type { OpenConsole } from '../../actions/console/open-console.ts'
import type { IssueCredentials } from '../../actions/credentials/issue-credentials.ts'
import type { IssueEnvironment } from '../../actions/credentials/issue-environment.ts'
import type { PrepareExec } from '../../actions/credentials/prepare-exec.ts'
import type { ImportSessions } from '../../actions/import/import-sessions.ts'
import type { AddProfile } from '../../actions/profiles/add-profile.ts'
import type { AddRoleProfile } from '../../actions/profiles/add-role-profile.ts'
import type { CompletionNames } from '../../actions/profiles/completion-names.ts'
import type { DefaultProfile } from '../../actions/profiles/default-profile.ts'
import type { ExplainProfile } from '../../actions/profiles/explain-profile.ts'
import type { GenerateProfiles } from '../../actions/profiles/generate-profiles.ts'
import type { ListProfiles } from '../../actions/profiles/list-profiles.ts'
import type { MarkProfiles } from '../../actions/profiles/mark-profiles.ts'
import type { ReadPrompt } from '../../actions/profiles/read-prompt.ts'
import type { RemoveProfiles } from '../../actions/profiles/remove-profiles.ts'
import type { RenameProfile } from '../../actions/profiles/rename-profile.ts'
import type { ShowProfile } from '../../actions/profiles/show-profile.ts'
import type { ListSessions } from '../../actions/sessions/list-sessions.ts'
import type { SignOut } from '../../actions/sessions/sign-out.ts'
import type { VaultDoor } from '../../actions/sessions/vault-door.ts'
import type { ReadStatus } from '../../actions/upkeep/read-status.ts'
import type { NetworkActions } from '../../actions/upkeep/set-network.ts'
import type { OpenTab } from '../../actions/window/open-tab.ts'
import type { Verb } from './verb.ts'
import { verbGroup } from './verb-group.ts'
import { accounts } from './verbs/accounts.ts'
import { type ActivityActions, activity } from './verbs/activity.ts'
import { type AgentControl, agent } from './verbs/agent.ts'
import { approve } from './verbs/approve.ts'
import { complete } from './verbs/complete.ts'
import { type ConfigActions, config } from './verbs/config.ts'
import { consoleVerb } from './verbs/console.ts'
import { type ConsoleAccessActions, consoleAccess } from './verbs/console-access.ts'
import { credentialProcess } from './verbs/credential-process.ts'
import { type DoctorActions, doctor } from './verbs/doctor.ts'
import { env } from './verbs/env.ts'
import { exec } from './verbs/exec.ts'
import { importVerb } from './verbs/import.ts'
import type { KeyActions } from './verbs/import-keys.ts'
import { lock } from './verbs/lock.ts'
import { type LoginActions, login } from './verbs/login.ts'
import { logout } from './verbs/logout.ts'
import { profiles } from './verbs/profiles.ts'
import { profilesAdd } from './verbs/profiles-add.ts'
import { profilesExplain } from './verbs/profiles-explain.ts'
import { profilesGenerate } from './verbs/profiles-generate.ts'
import { profilesPin, profilesTag } from './verbs/profiles-mark.ts'
import { type PolicyActions, profilesPolicy } from './verbs/profiles-policy.ts'
import { profilesRemove } from './verbs/profiles-remove.ts'
import { profilesRename } from './verbs/profiles-rename.ts'
import { profilesShow } from './verbs/profiles-show.ts'
import { prompt } from './verbs/prompt.ts'
import { roles } from './verbs/roles.ts'
import { sessions } from './verbs/sessions.ts'
import { type BrowserActions, sessionsBrowser } from './verbs/sessions-browser.ts'
import { settings } from './verbs/settings.ts'
import { shellInit } from './verbs/shell-init.ts'
import { status } from './verbs/status.ts'
import { type TokenActions, token } from './verbs/token.ts'
import { ui } from './verbs/ui.ts'
import { unlock } from './verbs/unlock.ts'
import { type UseActions, use } from './verbs/use.ts'
import { vault } from './verbs/vault.ts'
import { version } from './verbs/version.ts'

export interface TerminalActions
  extends DoctorActions,
    LoginActions,
    TokenActions,
    ActivityActions,
    ConsoleAccessActions,
    PolicyActions,
    UseActions,
    KeyActions,
    BrowserActions,
    NetworkActions,
    ConfigActions {
  readonly signOut: SignOut
  readonly readStatus: ReadStatus
  readonly listProfiles: ListProfiles
  readonly addProfile: AddProfile
  readonly addRoleProfile: AddRoleProfile
  readonly generateProfiles: GenerateProfiles
  readonly listSessions: ListSessions
  readonly listAccounts: ListAccounts
  readonly listRoles: ListRoles
  readonly importSessions: ImportSessions
  readonly showProfile: ShowProfile
  readonly explainProfile: ExplainProfile
  readonly markProfiles: MarkProfiles
  readonly renameProfile: RenameProfile
  readonly removeProfiles: RemoveProfiles
  readonly readPrompt: ReadPrompt
  readonly completionNames: CompletionNames
  readonly defaultProfile: DefaultProfile
  readonly issueCredentials: IssueCredentials
  readonly prepareExec: PrepareExec
  readonly issueEnvironment: IssueEnvironment
  readonly door: VaultDoor
  readonly openTab: OpenTab
  readonly openConsole: OpenConsole
  readonly control: AgentControl
  readonly product: { readonly version: string; readonly runtime: string }
}

export function verbs(actions: TerminalActions): readonly Verb[] {
  const all: readonly Verb[] = [
    ...area('Sign in', [
      login(actions),
      logout(actions.signOut),
      status(actions.readStatus),
      verbGroup(sessions(actions.listSessions), [sessionsBrowser(actions)]),
      importVerb(actions.importSessions, actions),
      unlock(actions.door),
      lock(actions.door),
      vault(actions.door),
    ]),
    ...area('Accounts and profiles', [
      accounts(actions.listAccounts),
      roles(actions.listRoles),
      use(actions),
      verbGroup(profiles(actions.listProfiles), [
        profiles(actions.listProfiles, 'profiles list'),
        profilesShow(actions.showProfile),
        profilesExplain(actions.explainProfile),
        profilesAdd(actions.addProfile, actions.addRoleProfile),
        profilesGenerate(actions.generateProfiles),
        profilesRename(actions.renameProfile),
        profilesRemove(actions.removeProfiles),
        profilesPin(actions.markProfiles, 'pin'),
        profilesPin(actions.markProfiles, 'unpin'),
        profilesTag(actions.markProfiles),
        profilesPolicy(actions),
      ]),
      config(actions),
    ]),
    ...area('Credentials for tools', [
      exec(actions.prepareExec),
      env(actions.issueEnvironment),
      credentialProcess(actions.issueCredentials, actions.defaultProfile),
      token(actions),
    ]),
    ...area('The AWS console', [consoleVerb(actions.openConsole), consoleAccess(actions)]),
    ...area('Who uses what', [activity(actions), approve(actions.answerConsent)]),
    ...area('Signet itself', [
      ui(actions.openTab),
      settings(actions),
      shellInit(),
      agent(actions.control),
      doctor(actions),
      version(actions.product),
      prompt(actions.readPrompt),
      complete(actions.completionNames, () => all),
    ]),
  ]
  return all
}

function area(title: string, verbs: readonly Verb[]): readonly Verb[] {
  return verbs.map((verb) => ({ ...verb, area: title }))
}
