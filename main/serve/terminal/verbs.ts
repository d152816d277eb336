/**
 * Every verb, in the order the help shows.
 *
 * @module
 */
import type { IssueCredentials } from '../../actions/issue-credentials.ts'
import type { ListProfiles } from '../../actions/list-profiles.ts'
import type { ReadStatus } from '../../actions/read-status.ts'
import type { SignInToProfile } from '../../actions/sign-in-to-profile.ts'
import type { SignOut } from '../../actions/sign-out.ts'
import type { VaultDoor } from '../../actions/vault-door.ts'
import type { Verb } from './verb.ts'
import { type AgentControl, agent } from './verbs/agent.ts'
import { credentialProcess } from './verbs/credential-process.ts'
import { type DoctorActions, doctor } from './verbs/doctor.ts'
import { lock } from './verbs/lock.ts'
import { login } from './verbs/login.ts'
import { logout } from './verbs/logout.ts'
import { profiles } from './verbs/profiles.ts'
import { status } from './verbs/status.ts'
import { unlock } from './verbs/unlock.ts'
import { version } from './verbs/version.ts'

export interface TerminalActions extends DoctorActions {
  readonly signIn: SignInToProfile
  readonly signOut: SignOut
  readonly readStatus: ReadStatus
  readonly listProfiles: ListProfiles
  readonly issueCredentials: IssueCredentials
  readonly door: VaultDoor
  readonly control: AgentControl
  readonly product: { readonly version: string; readonly runtime: string }
}

export function verbs(actions: TerminalActions): readonly Verb[] {
  return [
    login(actions.signIn),
    logout(actions.signOut),
    status(actions.readStatus),
    profiles(actions.listProfiles),
    credentialProcess(actions.issueCredentials),
    unlock(actions.door),
    lock(actions.door),
    agent(actions.control),
    doctor(actions),
    version(actions.product),
  ]
}
