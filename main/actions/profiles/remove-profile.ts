/**
 * One profile taken away, as {@link removeProfiles} takes many.
 *
 * @module
 */
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { Asking } from '../config/aws-files.ts'
import type { FilePreview } from '../config/file-changes.ts'
import { type ProfilesRemoved, type RemoveProfilesDependencies, removeProfiles } from './remove-profiles.ts'

export interface RemoveProfileRequest extends Asking {
  readonly profile: string
  readonly dryRun: boolean
  readonly isConfirmed: boolean
}

export interface ProfileRemoved extends Omit<ProfilesRemoved, 'profiles' | 'idleSessions' | 'guarded'> {
  readonly profile: string
  /** The session that served it and now serves no profile; null where there is none. */
  readonly idleSession: string | null
}

/** @throws as {@link RemoveProfiles}. */
export type RemoveProfile = (
  request: RemoveProfileRequest,
  prompts: Prompts,
  show: (files: readonly FilePreview[]) => void,
) => Promise<ProfileRemoved>

export function removeProfile(dependencies: RemoveProfilesDependencies): RemoveProfile {
  const remove = removeProfiles(dependencies)
  return async ({ profile, ...request }, prompts, show) =>
    ofOne(profile, await remove({ ...request, profiles: [profile] }, prompts, show))
}

/** The result of a removal of one. */
export function ofOne(
  profile: string,
  { outcome, files, backupPaths, idleSessions }: ProfilesRemoved,
): ProfileRemoved {
  return { outcome, profile, files, backupPaths, idleSession: idleSessions[0] ?? null }
}
