import { cliProfiles, readAsAwsCli } from './cli-view.ts'
import { readSharedConfig } from './profiles.ts'

/**
 * Every name that some tool knows as a profile. The AWS CLI and Python's tools take names that no SDK does: with spaces,
 * or with signs that a shell would obey.
 */
export function everyProfileName(config: string, credentials: string): readonly string[] {
  const fromConfig = readAsAwsCli({ text: config, encoding: 'utf-8' })
  const fromCredentials = readAsAwsCli({ text: credentials, encoding: 'utf-8' })
  return [
    ...new Set([
      ...readSharedConfig(config, credentials).profiles.keys(),
      ...cliProfiles(fromConfig).keys(),
      ...fromCredentials.sections.keys(),
    ]),
  ]
}
