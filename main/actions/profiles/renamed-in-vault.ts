import { own } from '../../kernel/own.ts'
import { bindingOf } from '../../vault/profile-session.ts'
import type { ProfileBinding, ProfilePolicy, VaultContents } from '../../vault/session-record.ts'

/** What serves a profile, what guards it, and the chains that begin with it, under the new name. */
export function renamedInVault(contents: VaultContents, from: string, to: string): VaultContents {
  const { profiles, policies = {} } = contents
  const sourced = (binding: ProfileBinding): ProfileBinding =>
    binding.session === undefined && binding.source === from ? { ...binding, source: to } : binding
  const binding = bindingOf(contents, from)
  const kept = Object.entries(profiles).filter(([name]) => name !== from)
  const bindings = binding ? [...kept.filter(([name]) => name !== to), [to, binding] as const] : kept
  const policy = policyOf(contents, from)
  const { [from]: _, ...others } = policies
  return {
    ...contents,
    profiles: Object.fromEntries(bindings.map(([name, bound]) => [name, sourced(bound)])),
    ...(policy ? { policies: { ...others, [to]: policy } } : {}),
  }
}

export function policyOf({ policies = {} }: VaultContents, profile: string): ProfilePolicy | undefined {
  return own(policies, profile)
}
