/**
 * What looks after an agent and its files: status, doctor, undo.
 *
 * @module
 */
import type { SessionView } from '../../preload/contract/views.ts'
import { cliCachesCheck } from '../actions/import/import-check.ts'
import { readDefault } from '../actions/profiles/read-default.ts'
import {
  keyStoreCheck,
  overridesCheck,
  type ReachableHost,
  reachabilityCheck,
  vaultCheck,
} from '../actions/upkeep/checks.ts'
import { defaultCheck } from '../actions/upkeep/default-check.ts'
import { diagnose } from '../actions/upkeep/diagnose.ts'
import { configCheck, diagnoseConfig } from '../actions/upkeep/diagnose-config.ts'
import { networkCheck } from '../actions/upkeep/network-check.ts'
import { readStatus } from '../actions/upkeep/read-status.ts'
import { resolveEndpoint } from '../actions/upkeep/resolve-endpoints.ts'
import { networkActions } from '../actions/upkeep/set-network.ts'
import { overrideVariables } from '../aws/endpoint-overrides.ts'
import { loadEndpoints } from '../aws/endpoints.ts'
import type { Rooms } from './rooms.ts'

export function composeUpkeep(rooms: Rooms) {
  const { host, overrides, serverTime, door, awsFiles, sessions, activity, preferences } = rooms
  const { http, files, clock, keyStore, homeFolder } = host
  const endpointOverrides = Object.fromEntries(
    Object.entries(overrides).map(([name, url]) => [name, url.href]),
  )
  const { readNetwork } = networkActions(host)
  return {
    readStatus: readStatus({
      ...{ door, sessions, serverTime, agent: host.agent, endpointOverrides, readNetwork, activity },
    }),
    diagnoseConfig: diagnoseConfig(awsFiles),
    resolveEndpoint: resolveEndpoint({ load: loadEndpoints, overrides }),
    diagnose: diagnose([
      vaultCheck(door),
      keyStoreCheck(keyStore, door),
      reachabilityCheck({ http, serverTime, hosts: () => hostsOf(rooms) }),
      networkCheck({ readNetwork, network: host.network, files, now: serverTime.now }),
      overridesCheck(endpointOverrides, overrideVariables(host.env)),
      configCheck(awsFiles),
      defaultCheck(readDefault({ awsFiles, preferences })),
      cliCachesCheck({ files, clock, homeFolder, awsFiles }),
    ]),
  }
}

/** What `doctor` tries to reach: the hosts of the sessions there are, or the one that a first sign-in would ask. */
async function hostsOf({ sessions, door, signin, overrides }: Rooms): Promise<readonly ReachableHost[]> {
  const found = door.view().state === 'open' ? sessions() : []
  const regionsOf = (kind: SessionView['kind']) =>
    [...new Set(found.filter((session) => session.kind === kind).map(({ region }) => region))].sort()
  const [signIns, centers] = [regionsOf('signin'), regionsOf('identity-center')]
  const usual = signIns.length + centers.length === 0 ? ['us-east-1'] : signIns
  const hosts = usual.map((region) => ({ subject: 'AWS Sign-In', url: signin.baseUrl(region) }))
  if (centers.length === 0) return hosts
  const oidc = await loadEndpoints('sso-oidc', overrides)
  const portal = await loadEndpoints('sso', overrides)
  return [
    ...hosts,
    ...centers.flatMap((region) => [
      { subject: 'IAM Identity Center', url: oidc({ region }) },
      { subject: 'access portal', url: portal({ region }) },
    ]),
  ]
}
