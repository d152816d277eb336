/**
 * How a profile may be used: who may have its credentials, how much life they must have left, and whether it is one to be
 * careful with.
 *
 * @module
 */
import type { PolicyView } from '../../../preload/contract/activity-views.ts'
import type { Activity } from '../../broker/activity.ts'
import type { ConsumerClaim } from '../../broker/consumer.ts'
import type { Grants } from '../../broker/grants.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { bindingOf } from '../../vault/profile-session.ts'
import type { ProfilePolicy, VaultContents } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import { confirmTyped } from '../confirm-typed.ts'
import { policyOf } from '../profiles/renamed-in-vault.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'

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

export interface SetPolicyRequest {
  readonly profile: string
  /** What is left out stays as it is. */
  readonly use?: PolicyView['use'] | undefined
  /** 0 takes the limit away. */
  readonly minRemainingSeconds?: number | undefined
  readonly isProduction?: boolean | undefined
  /** Who changes it, by its own word. */
  readonly consumer?: ConsumerClaim | undefined
}

export interface PolicySet {
  readonly before: PolicyView
  readonly after: PolicyView
}

/**
 * @throws {@link InputError} `profile-unknown`; {@link RefusalError} `consent-denied` when a production profile is to be
 * guarded less and its name is not typed; {@link VaultError} `vault-unwritable` and others.
 */
export type SetPolicy = (request: SetPolicyRequest, prompts: Prompts) => Promise<PolicySet>

export interface SetPolicyDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly grants: Pick<Grants, 'forget'>
  readonly activity: Pick<Activity, 'record'>
}

export function setPolicy({ door, vault, grants, activity }: SetPolicyDependencies): SetPolicy {
  return async (request, prompts) => {
    await door.enter(prompts)
    const { profile, consumer } = request
    const before = knownPolicy(vault.contents(), profile)
    const after = changed(before, request)
    const result = { before: viewOf(profile, before), after: viewOf(profile, after) }
    const changes = differences(result)
    if (changes.length === 0) return result
    if (before.isProduction && isLooser(result)) {
      await confirmTyped(
        prompts,
        profile,
        `${profile} is marked as production, and this guards it less: ${changes.join(', ')}.`,
      )
    }
    const saving = vault.update((contents) => withPolicy(contents, profile, after))
    // In memory it counts at once, whatever the disk says: who asks now is judged anew.
    grants.forget(profile)
    activity.record({ event: 'policy-changed', profile, note: changes.join(', '), by: consumer })
    await saving
    return result
  }
}

/** @throws {@link InputError} `profile-unknown` */
function knownPolicy(contents: VaultContents, profile: string): ProfilePolicy {
  const policy = policyOf(contents, profile)
  if (policy || bindingOf(contents, profile)) return policy ?? {}
  throw new InputError(
    'profile-unknown',
    `Signet does not serve a profile ${JSON.stringify(profile)}, so there is nothing to guard. See: signet profiles`,
  )
}

function viewOf(profile: string, policy: ProfilePolicy): PolicyView {
  const { use = 'allow', minRemainingSeconds = null, isProduction = false } = policy
  return { profile, use, minRemainingSeconds, isProduction }
}

function changed(before: ProfilePolicy, request: SetPolicyRequest): ProfilePolicy {
  const {
    use = before.use,
    minRemainingSeconds = before.minRemainingSeconds,
    isProduction = before.isProduction,
  } = request
  // Only what guards is kept: a profile that anybody may use has no entry, and costs nothing when it is used.
  return {
    ...(use === undefined || use === 'allow' ? {} : { use }),
    ...(minRemainingSeconds ? { minRemainingSeconds } : {}),
    ...(isProduction ? { isProduction } : {}),
  }
}

function withPolicy(contents: VaultContents, profile: string, policy: ProfilePolicy): VaultContents {
  const { [profile]: _, ...others } = contents.policies ?? {}
  const policies = Object.keys(policy).length === 0 ? others : { ...others, [profile]: policy }
  return { ...contents, policies }
}

const strictness: Readonly<Record<PolicyView['use'], number>> = { allow: 0, notify: 1, ask: 2, deny: 3 }

function isLooser({ before, after }: PolicySet): boolean {
  return (
    strictness[after.use] < strictness[before.use] ||
    (before.isProduction && !after.isProduction) ||
    (after.minRemainingSeconds ?? 0) < (before.minRemainingSeconds ?? 0)
  )
}

/** In words, for the log and the person. */
function differences({ before, after }: PolicySet): readonly string[] {
  const word = (isProduction: boolean) => (isProduction ? 'production' : 'not production')
  const least = (seconds: number | null) => (seconds === null ? 'none' : `${seconds} s`)
  return [
    ...(before.use === after.use ? [] : [`use: ${before.use} → ${after.use}`]),
    ...(before.minRemainingSeconds === after.minRemainingSeconds
      ? []
      : [`min-remaining: ${least(before.minRemainingSeconds)} → ${least(after.minRemainingSeconds)}`]),
    ...(before.isProduction === after.isProduction
      ? []
      : [`${word(before.isProduction)} → ${word(after.isProduction)}`]),
  ]
}
