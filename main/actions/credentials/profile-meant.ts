import { asksForDefault } from '../../config/credential-process.ts'
import type { SharedConfig } from '../../config/profiles.ts'
import type { DefaultProfile } from '../profiles/default-profile.ts'

/** The profile behind a name: where `[default]` is Signet's own, the one that a person chose with `signet use`. */
export async function profileMeant(
  name: string,
  shared: SharedConfig,
  defaultProfile: DefaultProfile,
): Promise<string> {
  const process = shared.profiles.get(name)?.settings.get('credential_process')?.value
  return process !== undefined && asksForDefault(process) ? defaultProfile() : name
}
