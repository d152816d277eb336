/**
 * How profiles may be used, changed alike for many at once: who may have their credentials, how much life these must have
 * left, and whether a profile is one to be careful with.
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

/** What is left out stays as it is. */
export interface PolicyWish {
  readonly use?: PolicyView['use'] | undefined
  /** 0 takes the limit away. */
  readonly minRemainingSeconds?: number | undefined
  readonly isProduction?: boolean | undefined
}

export interface SetPoliciesRequest extends PolicyWish {
  readonly profiles: readonly string[]
  readonly dryRun: boolean
  /** Who changes them, by its own word. */
  readonly consumer?: ConsumerClaim | undefined
}

export interface PolicySet {
  readonly before: PolicyView
  readonly after: PolicyView
}

export interface PoliciesSet {
  /** In the order asked, each profile once. */
  readonly sets: readonly PolicySet[]
  /** How many are another than before. */
  readonly changed: number
  /** Production profiles that are guarded less by it: these names are asked for, in this order. */
  readonly guarded: readonly string[]
}

/**
 * All of them or none, in one save. The name of each production profile that is to be guarded less is asked for, one after
 * another, before anything is changed.
 *
 * @throws {@link InputError} `profile-unknown`; {@link RefusalError} `consent-denied` when such a name is not typed;
 * {@link VaultError} `vault-unwritable` and others.
 */
export type SetPolicies = (request: SetPoliciesRequest, prompts: Prompts) => Promise<PoliciesSet>

export interface SetPoliciesDependencies {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  readonly grants: Pick<Grants, 'forget'>
  readonly activity: Pick<Activity, 'record'>
}

interface Change {
  readonly profile: string
  readonly policy: ProfilePolicy
  readonly result: PolicySet
  readonly words: string
}

export function setPolicies({ door, vault, grants, activity }: SetPoliciesDependencies): SetPolicies {
  return async ({ profiles, dryRun, consumer, ...wish }, prompts) => {
    await door.enter(prompts)
    const contents = vault.contents()
    const all = [...new Set(profiles)].map((profile) => changeOf(contents, profile, wish))
    const changes = all.filter(({ words }) => words !== '')
    const looser = changes.filter(({ result }) => result.before.isProduction && isLooser(result))
    const done = {
      sets: all.map(({ result }) => result),
      changed: changes.length,
      guarded: looser.map(({ profile }) => profile),
    }
    if (dryRun || changes.length === 0) return done
    for (const { profile, words } of looser) {
      const question = `${profile} is marked as production, and this guards it less: ${words}.`
      await confirmTyped(prompts, profile, question)
    }
    const saving = vault.update((now) => withPolicies(now, changes))
    // In memory it counts at once, whatever the disk says: who asks now is judged anew.
    for (const { profile, words } of changes) {
      grants.forget(profile)
      activity.record({ event: 'policy-changed', profile, note: words, by: consumer })
    }
    await saving
    return done
  }
}

function changeOf(contents: VaultContents, profile: string, wish: PolicyWish): Change {
  const before = knownPolicy(contents, profile)
  const policy = changed(before, wish)
  const result = { before: viewOf(profile, before), after: viewOf(profile, policy) }
  return { profile, policy, result, words: differences(result).join(', ') }
}

/** @throws {@link InputError} `profile-unknown` */
export function knownPolicy(contents: VaultContents, profile: string): ProfilePolicy {
  const policy = policyOf(contents, profile)
  if (policy || bindingOf(contents, profile)) return policy ?? {}
  throw new InputError(
    'profile-unknown',
    `Signet does not serve a profile ${JSON.stringify(profile)}, so there is nothing to guard. See: signet profiles`,
  )
}

export function viewOf(profile: string, policy: ProfilePolicy): PolicyView {
  const { use = 'allow', minRemainingSeconds = null, isProduction = false } = policy
  return { profile, use, minRemainingSeconds, isProduction }
}

function changed(before: ProfilePolicy, request: PolicyWish): ProfilePolicy {
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

function withPolicies(contents: VaultContents, changes: readonly Change[]): VaultContents {
  const policies = new Map(Object.entries(contents.policies ?? {}))
  for (const { profile, policy } of changes) {
    if (Object.keys(policy).length === 0) policies.delete(profile)
    else policies.set(profile, policy)
  }
  return { ...contents, policies: Object.fromEntries(policies) }
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
