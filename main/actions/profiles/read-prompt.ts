/**
 * The profile that a terminal's tools take, for its prompt. From memory: a prompt is drawn after each command.
 *
 * @module
 */
import type { Vault } from '../../vault/vault.ts'
import type { Preferences } from '../window/preferences.ts'
import { isProduction } from './usable-profile.ts'

/** Undefined where nothing was chosen. */
export type ReadPrompt = (asking: {
  readonly env: Readonly<Record<string, string>>
}) => Promise<{ readonly profile: string; readonly isProduction: boolean } | undefined>

export function readPrompt({
  vault,
  preferences,
}: {
  readonly vault: Pick<Vault, 'contents' | 'status'>
  readonly preferences: Pick<Preferences, 'read'>
}): ReadPrompt {
  return async ({ env }) => {
    const own = env.AWS_PROFILE || env.AWS_DEFAULT_PROFILE
    const profile = own || (await preferences.read()).default?.profile
    if (!profile) return undefined
    const isKnown = vault.status().state === 'open'
    return { profile, isProduction: isKnown && isProduction(profile, vault.contents()) }
  }
}
