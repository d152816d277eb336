/**
 * Which profile a person means, and whether Signet can stand behind it.
 *
 * @module
 */
import { inWords } from '../../../preload/contract/said-forms.ts'
import type { SessionView } from '../../../preload/contract/views.ts'
import { configuredSteps } from '../../broker/configured-steps.ts'
import { credentialSources, describeSource } from '../../config/credential-source.ts'
import { shown } from '../../config/names.ts'
import type { SharedConfig } from '../../config/profiles.ts'
import { InputError } from '../../kernel/errors.ts'
import { bindingOf } from '../../vault/profile-session.ts'
import type { VaultContents } from '../../vault/session-record.ts'
import type { PreferencesContents } from '../window/preferences-file.ts'
import { fuzzyMatch } from './fuzzy-match.ts'
import { policyOf } from './renamed-in-vault.ts'

/** `-` is the one before. @throws {@link InputError} `not-found` */
export function namedProfile(word: string, { default: pointer }: PreferencesContents): string {
  if (word !== '-') return word
  if (pointer?.previous !== undefined) return pointer.previous
  throw new InputError('not-found', 'There was no default profile before this one.', 'none')
}

/** @throws {@link InputError} `profile-unknown`, with names that are near. */
export function assertKnown(name: string, shared: SharedConfig, contents?: VaultContents): void {
  if (shared.profiles.has(name) || (contents && bindingOf(contents, name))) return
  const near = [...shared.profiles.keys()]
    .flatMap((candidate) => {
      const fit = fuzzyMatch(name.toLowerCase(), candidate)
      return fit === undefined ? [] : [{ candidate, fit }]
    })
    .sort((a, b) => b.fit - a.fit)
    .slice(0, 3)
  const hint =
    near.length === 0
      ? 'All of them: signet profiles list'
      : `Did you mean ${near.map(({ candidate }) => shown(candidate)).join(' or ')}?`
  throw new InputError('profile-unknown', `There is no profile ${shown(name)}. ${hint}`)
}

/**
 * The profile that a session serves: itself, or the one that its chain of roles begins with.
 *
 * @throws {@link InputError} `profile-unknown`, `profile-conflict` for a profile that something else serves, or
 * `config-invalid` for a chain that cannot be followed; {@link SessionError} for one that leads to nobody.
 */
export function servingProfile(name: string, shared: SharedConfig, contents: VaultContents): string {
  const bound = bindingOf(contents, name)
  const profile = shared.profiles.get(name)
  if (bound === undefined) assertKnown(name, shared)
  if (bound === undefined && !profile?.settings.has('role_arn')) throw notServed(name, shared)
  const index = {
    isBound: (candidate: string) => bindingOf(contents, candidate)?.session !== undefined,
    stepOf: (candidate: string) => bindingOf(contents, candidate),
  }
  const steps = configuredSteps(name, index, shared)
  return [...steps.values()].at(-1)?.source ?? name
}

function notServed(name: string, shared: SharedConfig): InputError {
  const profile = shared.profiles.get(name)
  const [source] = profile ? credentialSources(profile).filter(({ isOurs }) => !isOurs) : []
  const why = source ? `has ${describeSource(source)}, which Signet does not serve` : 'is not signed in'
  return new InputError(
    'profile-conflict',
    `Profile ${shown(name)} ${why}, so it cannot stand behind [default]. Let Signet serve it: signet login --profile ${name}. ` +
      `Or use it as it is, in this terminal alone: signet use ${name} --here`,
  )
}

/**
 * Why a profile that Signet serves would give nothing right now, in words with the next step.
 *
 * @param serving - As {@link servingProfile} says.
 */
export function readinessOf(
  name: string,
  serving: string,
  contents: VaultContents,
  sessions: readonly SessionView[],
): readonly string[] {
  const refused =
    policyOf(contents, name)?.use === 'deny' ? [inWords('not-ready-denied', { profile: name })] : []
  const id = bindingOf(contents, serving)?.session
  const session = sessions.find((view) => view.id === id)
  if (session && session.state !== 'ended') return refused
  const portal = /^identity-center:(.*)$/.exec(id ?? '')?.[1]
  const command =
    portal === undefined ? `signet login --profile ${serving}` : `signet login --sso --session ${portal}`
  const isOut =
    serving === name
      ? inWords('not-ready', { profile: name })
      : inWords('not-ready-through', { profile: name, serving })
  return [...refused, `${isOut} Run: ${command}`]
}

export function isProduction(name: string, contents: VaultContents): boolean {
  return policyOf(contents, name)?.isProduction === true
}
