/**
 * Everything that is known of one profile.
 *
 * @module
 */
import type { ProfileSettingView } from '../../../preload/contract/profile-views.ts'
import type { ProfileView, SessionView } from '../../../preload/contract/views.ts'
import { credentialSources, describeSource, sourceWords } from '../../config/credential-source.ts'
import type { Profile } from '../../config/profiles.ts'
import { shownLines } from '../../config/shown-lines.ts'
import { bindingOf } from '../../vault/profile-session.ts'
import type { ProfilePolicy } from '../../vault/session-record.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { type ListProfilesDependencies, profileView, whatIsKnown } from './list-profiles.ts'
import type { ProfileUses } from './profile-uses.ts'
import { policyOf } from './renamed-in-vault.ts'
import { assertKnown } from './usable-profile.ts'

export interface ShownProfile {
  readonly view: ProfileView
  /** Every source of credentials, in the order in which the AWS CLI takes them, with where it stands. */
  readonly sources: readonly string[]
  readonly session: SessionView | null
  /** For a role that is assumed with another profile's credentials. */
  readonly chain: { readonly source: string; readonly roleArn: string } | null
  readonly policy: ProfilePolicy | null
  readonly settings: readonly ProfileSettingView[]
  /** The vault is locked: session, role and policy are not known. */
  readonly isVaultLocked: boolean
  readonly configPath: string
  readonly credentialsPath: string
}

/** @throws {@link InputError} `profile-unknown` */
export type ShowProfile = (request: Asking & { readonly profile: string }) => Promise<ShownProfile>

export interface ShowProfileDependencies extends ListProfilesDependencies {
  readonly awsFiles: Pick<AwsFiles, 'read' | 'locations'>
  readonly uses: Pick<ProfileUses, 'read' | 'load'>
}

export function showProfile(dependencies: ShowProfileDependencies): ShowProfile {
  return async (request) => {
    const { shared } = await dependencies.awsFiles.read(request)
    await dependencies.uses.load()
    const known = await whatIsKnown(dependencies, shared)
    assertKnown(request.profile, shared, known.contents)
    const profile: Profile = shared.profiles.get(request.profile) ?? {
      name: request.profile,
      settings: new Map(),
    }
    const view = profileView(profile, known)
    const binding = known.contents && bindingOf(known.contents, request.profile)
    return {
      view,
      sources: credentialSources(profile).map((source) =>
        source.isOurs
          ? describeSource(source).replace(sourceWords[source.kind], 'Signet')
          : describeSource(source),
      ),
      session: [...known.sessions.values()].find(({ id }) => id === view.session) ?? null,
      chain:
        binding && binding.session === undefined
          ? { source: binding.source, roleArn: binding.roleArn }
          : null,
      policy: (known.contents && policyOf(known.contents, request.profile)) ?? null,
      settings: [...profile.settings].map(([name, setting]) => settingView(name, setting)),
      isVaultLocked: known.contents === undefined,
      ...dependencies.awsFiles.locations(request),
    }
  }
}

/** SECURITY: of a key no character is shown, and of any other value nothing that a diff would not show. */
function settingView(
  name: string,
  {
    value,
    file,
    line,
  }: { readonly value: string; readonly file: 'config' | 'credentials'; readonly line: number },
): ProfileSettingView {
  const isKey = name === 'aws_access_key_id' || name === 'aws_session_token' || name === 'aws_security_token'
  const [shown] = shownLines(`${name} = ${value.replaceAll(/\s*\n\s*/g, ' ')}`)
  const text = shown?.shown.slice(`${name} = `.length)
  return { name, value: isKey || text === undefined || text === '' ? null : text, file, line }
}
