/**
 * How one profile may be used: read, and changed as {@link setPolicies} changes many.
 *
 * @module
 */
import type { PolicyView } from '../../../preload/contract/activity-views.ts'
import type { ConsumerClaim } from '../../broker/consumer.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { Vault } from '../../vault/vault.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import {
  knownPolicy,
  type PolicySet,
  type PolicyWish,
  type SetPoliciesDependencies,
  setPolicies,
  viewOf,
} from './set-policies.ts'

/** @throws {@link InputError} `profile-unknown`; {@link VaultError}. */
export type ReadPolicy = (profile: string, prompts: Prompts) => Promise<PolicyView>

export function readPolicy(needs: {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents'>
}): ReadPolicy {
  const { door, vault } = needs
  return async (profile, prompts) => {
    await door.enter(prompts)
    return viewOf(profile, knownPolicy(vault.contents(), profile))
  }
}

export interface SetPolicyRequest extends PolicyWish {
  readonly profile: string
  /** Who changes it, by its own word. */
  readonly consumer?: ConsumerClaim | undefined
}

/** @throws as {@link SetPolicies}. */
export type SetPolicy = (request: SetPolicyRequest, prompts: Prompts) => Promise<PolicySet>

export function setPolicy(dependencies: SetPoliciesDependencies): SetPolicy {
  const set = setPolicies(dependencies)
  return async ({ profile, ...request }, prompts) => {
    const { sets } = await set({ ...request, profiles: [profile], dryRun: false }, prompts)
    const [done] = sets
    if (done === undefined) throw new TypeError('a change of one profile without a result')
    return done
  }
}
