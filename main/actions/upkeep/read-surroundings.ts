/**
 * What the agent takes from its environment, and where its files lie: for reading, in the window's settings.
 *
 * @module
 */
import type { SurroundingsView } from '../../../preload/contract/settings-views.ts'
import type { Network, NetworkChoice } from '../../kernel/ports/network.ts'
import type { Asking, AwsFiles } from '../config/aws-files.ts'

export type ReadSurroundings = (asking: Asking) => SurroundingsView

export interface SurroundingsDependencies {
  readonly runtime: string
  /** The agent's own. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stateFolder: string
  readonly vaultPath: () => string
  readonly awsFiles: Pick<AwsFiles, 'locations'>
  readonly network: Pick<Network, 'choice'>
}

export function readSurroundings(dependencies: SurroundingsDependencies): ReadSurroundings {
  const { runtime, stateFolder, vaultPath, awsFiles, network } = dependencies
  return (asking) => {
    const { configPath, credentialsPath } = awsFiles.locations(asking)
    return {
      runtime,
      ...networkOf(network.choice(), dependencies.env),
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

type NetworkOf = Pick<SurroundingsView, 'proxy' | 'authorities' | 'isNetworkReadable'>

/** How the agent goes out, and who said so. */
export function networkOf(
  choice: NetworkChoice | 'damaged',
  env: Readonly<Record<string, string | undefined>>,
): NetworkOf {
  const read = (name: string) => env[name.toLowerCase()] || env[name] || null
  const [https, http] = [read('HTTPS_PROXY'), read('HTTP_PROXY')].map(withoutSecrets)
  const { proxy, authorities } = choice === 'damaged' ? { proxy: undefined, authorities: [] } : choice
  const exceptions = proxy?.except ?? read('NO_PROXY')
  const from = https || http ? 'environment' : 'nowhere'
  return {
    proxy: proxy
      ? { from: 'terminal', https: proxy.url, http: proxy.url, exceptions }
      : { from, https: https ?? null, http: http ?? null, exceptions },
    authorities: authorities.map(({ pem: _, ...shown }) => shown),
    isNetworkReadable: choice !== 'damaged',
  }
}

/** SECURITY (T15): a proxy's address often carries a password; host and port are all that is shown. */
function withoutSecrets(address: string | null): string | null {
  if (address === null) return null
  if (!URL.canParse(address)) return 'set, and not an address'
  const { protocol, host } = new URL(address)
  return `${protocol}//${host}`
}
