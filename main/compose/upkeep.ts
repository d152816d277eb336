/**
 * What looks after an agent and its files: status, doctor, undo.
 *
 * @module
 */
import {
  keyStoreCheck,
  overridesCheck,
  plainCachesCheck,
  reachabilityCheck,
  vaultCheck,
} from '../actions/checks.ts'
import { diagnose } from '../actions/diagnose.ts'
import { configCheck, diagnoseConfig } from '../actions/diagnose-config.ts'
import { cliCachesCheck } from '../actions/import-check.ts'
import { readStatus } from '../actions/read-status.ts'
import { resolveEndpoint } from '../actions/resolve-endpoints.ts'
import { undoConfig } from '../actions/undo-config.ts'
import { loadEndpoints } from '../aws/endpoints.ts'
import type { Rooms } from './rooms.ts'

export function composeUpkeep({ host, overrides, serverTime, signin, door, awsFiles, sessions }: Rooms) {
  const { http, files, clock, keyStore, homeFolder } = host
  const endpointOverrides = Object.fromEntries(
    Object.entries(overrides).map(([name, url]) => [name, url.href]),
  )
  return {
    undoConfig: undoConfig({ files, awsFiles, backupFolder: `${host.stateFolder}/backups` }),
    readStatus: readStatus({ door, sessions, serverTime, agent: host.agent, endpointOverrides }),
    diagnoseConfig: diagnoseConfig(awsFiles),
    resolveEndpoint: resolveEndpoint({ load: loadEndpoints, overrides }),
    diagnose: diagnose([
      vaultCheck(door),
      keyStoreCheck(keyStore, door),
      reachabilityCheck({
        http,
        serverTime,
        regions: () => regionsOf(sessions, door),
        baseUrl: signin.baseUrl,
      }),
      overridesCheck(endpointOverrides),
      configCheck(awsFiles),
      plainCachesCheck(files, homeFolder),
      cliCachesCheck({ files, clock, homeFolder, awsFiles }),
    ]),
  }
}

/** Where `doctor` looks: the regions that sessions live in, or the one that a first sign-in would take. */
function regionsOf(
  sessions: () => readonly { readonly region: string }[],
  door: { view(): { readonly state: string } },
): readonly string[] {
  const found = door.view().state === 'open' ? sessions().map(({ region }) => region) : []
  return found.length > 0 ? [...new Set(found)].sort() : ['us-east-1']
}
