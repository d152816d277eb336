import { staticKeysOf } from '../../config/default-change.ts'
import { shown } from '../../config/names.ts'
import type { SharedConfig } from '../../config/profiles.ts'
import { InputError } from '../../kernel/errors.ts'
import type { VaultContents } from '../../vault/session-record.ts'

export interface Surroundings {
  readonly shared: SharedConfig
  readonly contents: VaultContents
  /** The default profile. */
  readonly pointer: string | undefined
}

const mostReasons = 3

/**
 * Makes sure that these profiles may go together: the default one stays, so do access keys, and what others begin with.
 *
 * @throws {@link InputError} `profile-conflict`, with the first reasons.
 */
export function assertRemovable(profiles: readonly string[], surroundings: Surroundings): void {
  const dependents = dependentsBySource(surroundings, new Set(profiles))
  const reasons = profiles.flatMap((profile) => reasonToStay(profile, surroundings, dependents) ?? [])
  if (reasons.length === 0) return
  const left = reasons.length - mostReasons
  const more = left > 0 ? ` So it is with ${left} more.` : ''
  throw new InputError(
    'profile-conflict',
    `${reasons.slice(0, mostReasons).join(' ')}${more} Nothing was changed.`,
  )
}

function reasonToStay(
  profile: string,
  { shared, pointer }: Surroundings,
  dependents: ReadonlyMap<string, ReadonlySet<string>>,
): string | undefined {
  if (profile === pointer) {
    return `${shown(profile)} is the default profile. Choose another first: signet use NAME, or give [default] back: signet use --restore.`
  }
  const [key] = staticKeysOf(shared.profiles.get(profile))?.keys ?? []
  if (key) {
    return (
      `${shown(profile)} has access keys (${key.file} file line ${key.line}). They may be kept nowhere else, so Signet does ` +
      'not remove them. Move them into the vault first: signet import --move-keys.'
    )
  }
  const own = [...(dependents.get(profile) ?? [])].sort()
  return own.length > 0 ? `${shown(profile)} is what ${own.map(shown).join(', ')} begins with.` : undefined
}

/** Which profiles that stay begin with which. One that goes too is no hindrance. */
function dependentsBySource(
  { shared, contents }: Surroundings,
  gone: ReadonlySet<string>,
): ReadonlyMap<string, ReadonlySet<string>> {
  const configured = [...shared.profiles.values()].map(
    ({ name, settings }) => [name, settings.get('source_profile')?.value] as const,
  )
  const chained = Object.entries(contents.profiles).map(
    ([name, binding]) => [name, binding.session === undefined ? binding.source : undefined] as const,
  )
  const found = new Map<string, Set<string>>()
  for (const [name, source] of [...configured, ...chained]) {
    if (source === undefined || name === source || gone.has(name)) continue
    found.set(source, (found.get(source) ?? new Set()).add(name))
  }
  return found
}
