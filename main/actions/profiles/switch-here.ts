/**
 * A profile for one terminal: what its shell has to set. Nothing is written but that it was used.
 *
 * @module
 */
import { everyProfileName } from '../../config/every-profile-name.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'
import { confirmTyped } from '../confirm-typed.ts'
import type { Preferences } from '../window/preferences.ts'
import { noteUse } from './note-use.ts'
import { type OpenContentsDependencies, openContents } from './open-contents.ts'
import { assertKnown, isProduction, namedProfile } from './usable-profile.ts'

export interface SwitchHereRequest extends Asking {
  readonly profile: string
}

export interface HereSwitched {
  readonly profile: string
  readonly region: string | null
  readonly isProduction: boolean
}

/** @throws {@link InputError} `profile-unknown`; {@link RefusalError} `consent-denied` for a production profile. */
export type SwitchHere = (request: SwitchHereRequest, prompts: Prompts) => Promise<HereSwitched>

export interface SwitchHereDependencies extends OpenContentsDependencies {
  readonly awsFiles: Pick<AwsFiles, 'read'>
  readonly preferences: Preferences
  readonly now: () => number
}

export function switchHere(dependencies: SwitchHereDependencies): SwitchHere {
  const { awsFiles, preferences, now } = dependencies
  return async (request, prompts) => {
    // The vault says which profiles are production: while it is locked nobody knows.
    const contents = await openContents(dependencies, prompts)
    const profile = namedProfile(request.profile, await preferences.read())
    const { config, credentials, shared } = await awsFiles.read(request)
    // Any profile of any tool will do here: nothing is written, and Signet need not serve it.
    if (!everyProfileName(config.text, credentials.text).includes(profile)) assertKnown(profile, shared)
    const production = isProduction(profile, contents)
    if (production) {
      await confirmTyped(prompts, profile, `${profile} is marked as production. This terminal will use it.`)
    }
    await noteUse(preferences, profile, now())
    const region = shared.profiles.get(profile)?.settings.get('region')?.value ?? null
    return { profile, region, isProduction: production }
  }
}
