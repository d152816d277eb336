/**
 * What the agent takes from its environment, and where its files lie: for reading, in the window's settings.
 *
 * @module
 */
import type { SurroundingsView } from '../../../preload/contract/settings-views.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'

export type ReadSurroundings = (asking: Asking) => SurroundingsView

export interface SurroundingsDependencies {
  readonly runtime: string
  /** The agent's own. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stateFolder: string
  readonly vaultPath: () => string
  readonly awsFiles: Pick<AwsFiles, 'locations'>
}

export function readSurroundings(dependencies: SurroundingsDependencies): ReadSurroundings {
  const { runtime, env, stateFolder, vaultPath, awsFiles } = dependencies
  const read = (name: string) => env[name.toLowerCase()] || env[name] || null
  return (asking) => {
    const { configPath, credentialsPath } = awsFiles.locations(asking)
    return {
      runtime,
      proxy: {
        https: withoutSecrets(read('HTTPS_PROXY')),
        http: withoutSecrets(read('HTTP_PROXY')),
        exceptions: read('NO_PROXY'),
      },
      files: {
        config: configPath,
        credentials: credentialsPath,
        vault: vaultPath(),
        preferences: `${stateFolder}/preferences.json`,
        backups: `${stateFolder}/backups`,
        activity: `${stateFolder}/activity.log`,
        log: `${stateFolder}/agent.log`,
      },
    }
  }
}

/** SECURITY (T15): a proxy's address often carries a password; host and port are all that is shown. */
function withoutSecrets(address: string | null): string | null {
  if (address === null) return null
  if (!URL.canParse(address)) return 'set, and not an address'
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}`
}
