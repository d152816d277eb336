/**
 * Makes the credentials of a profile with a person's help, where no browser is needed: an MFA code for an IAM user, or for
 * a role.
 *
 * @module
 */
import type { Broker } from '../../broker/broker.ts'
import type { ReadConfig } from '../../broker/configured-steps.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { bindingOf, sessionIdOf } from '../../vault/profile-session.ts'
import type { VaultContents } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import type { Asking } from '../config/aws-files.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import type { Preferences } from '../window/preferences.ts'
import { servedProfile } from './served-profile.ts'

export interface SupplyRequest extends Asking {
  readonly profile: string
  readonly signal: AbortSignal
}

export interface Supplied {
  readonly profile: string
  readonly accountId: string
  /** Of the IAM user, or of the role. */
  readonly principal: string
  /** When these credentials end, epoch milliseconds. */
  readonly expiresAt: number
}

/**
 * Undefined for a profile that is signed in to in a browser, or not known at all.
 * @throws as {@link Broker.supply}
 */
export type SupplyCredentials = (request: SupplyRequest, prompts: Prompts) => Promise<Supplied | undefined>

export interface SupplyCredentialsDependencies {
  readonly door: Pick<VaultDoor, 'enter' | 'view'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly broker: Pick<Broker, 'supply'>
  readonly readConfig: ReadConfig
  /** Which profile a `[default]` of Signet's follows. */
  readonly preferences: Pick<Preferences, 'read'>
}

export function supplyCredentials({
  door,
  vault,
  broker,
  readConfig,
  preferences,
}: SupplyCredentialsDependencies): SupplyCredentials {
  return async ({ profile: asked, signal, env, cwd }, prompts) => {
    if (door.view().state === 'absent') return undefined
    await door.enter(prompts)
    const place = { env, cwd }
    const profile =
      asked === 'default' ? await servedProfile(asked, await readConfig(place), preferences) : asked
    const role = await roleOf(profile, vault.contents(), () => readConfig(place))
    if (role === undefined) return undefined
    await signInAgain(vault, profile)
    const { credentials } = await broker.supply(profile, { prompts, signal, place })
    const { accountId, expiration } = credentials
    return { profile, accountId, principal: role, expiresAt: expiration }
  }
}

/** Who the profile becomes; undefined where it is a session of a browser's. */
async function roleOf(
  profile: string,
  contents: VaultContents,
  readConfig: () => ReturnType<ReadConfig>,
): Promise<string | undefined> {
  const binding = bindingOf(contents, profile)
  if (binding && binding.session === undefined) return binding.roleArn
  if (binding) {
    const session = contents.sessions.find(({ id }) => id === binding.session)
    return session?.kind === 'iam-user' ? (session.principalArn ?? session.accessKeyId) : undefined
  }
  const settings = (await readConfig()).profiles.get(profile)?.settings
  const isChain = settings?.get('role_arn')?.value && settings.get('source_profile')?.value
  return isChain ? settings.get('role_arn')?.value : undefined
}

/** A user who had signed out is back: the key had stayed. */
async function signInAgain(vault: Pick<Vault, 'contents' | 'update'>, profile: string): Promise<void> {
  const id = sessionIdOf(vault.contents(), profile)
  const isOut = vault
    .contents()
    .sessions.some((session) => session.kind === 'iam-user' && session.id === id && session.ended)
  if (!isOut) return
  await vault.update((contents) => ({
    ...contents,
    sessions: contents.sessions.map((session) => {
      if (session.kind !== 'iam-user' || session.id !== id) return session
      const { ended: _, ...back } = session
      return back
    }),
  }))
}
