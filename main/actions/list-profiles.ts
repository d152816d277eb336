/**
 * The profiles of the AWS config, with what Signet knows of each.
 *
 * @module
 */
import type { ProfileView, SessionView } from '../../preload/contract/views.ts'
import { profileOfCredentialProcess } from '../config/credential-process.ts'
import { credentialSources } from '../config/credential-source.ts'
import type { Profile } from '../config/profiles.ts'
import { AppError } from '../kernel/errors.ts'
import type { Asking, AwsFiles } from './aws-files.ts'
import type { VaultDoor } from './vault-door.ts'

export type ListProfiles = (asking: Asking) => Promise<readonly ProfileView[]>

export interface ListProfilesDependencies {
  readonly door: Pick<VaultDoor, 'enter' | 'view'>
  readonly awsFiles: Pick<AwsFiles, 'read'>
  readonly sessions: () => readonly SessionView[]
  /** Which account a profile is bound to, where it is a role of Identity Center. */
  readonly accountOf: (profile: string) => string | undefined
}

export function listProfiles({
  door,
  awsFiles,
  sessions,
  accountOf,
}: ListProfilesDependencies): ListProfiles {
  return async (asking) => {
    const { shared } = await awsFiles.read(asking)
    const open = await isOpen(door)
    const byProfile = new Map(
      (open ? sessions() : []).flatMap((view) => view.profiles.map((name) => [name, view])),
    )
    return [...shared.profiles.values()].map((profile) =>
      profileView(profile, byProfile, open ? accountOf : none),
    )
  }
}

/** A locked vault leaves the list without states; the list itself is in the config. */
async function isOpen(door: Pick<VaultDoor, 'enter' | 'view'>): Promise<boolean> {
  try {
    if (door.view().state === 'locked') await door.enter({})
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
  }
  return door.view().state === 'open'
}

const none = () => undefined

function profileView(
  profile: Profile,
  byProfile: ReadonlyMap<string, SessionView>,
  accountOf: (profile: string) => string | undefined,
): ProfileView {
  const process = profile.settings.get('credential_process')?.value
  const served = process === undefined ? undefined : profileOfCredentialProcess(process)
  const session = served === undefined ? undefined : byProfile.get(served)
  return {
    name: profile.name,
    region: profile.settings.get('region')?.value ?? null,
    source: served === undefined ? (credentialSources(profile)[0]?.kind ?? 'none') : 'signet',
    session: session?.id ?? null,
    accountId:
      session?.accountId ??
      (served && accountOf(served)) ??
      profile.settings.get('sso_account_id')?.value ??
      null,
    state: served === undefined ? 'other' : (session?.state ?? 'not-signed-in'),
  }
}
