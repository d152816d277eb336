/**
 * Node as a host: every port, for one home.
 *
 * @module
 */
import { homedir } from 'node:os'
import process from 'node:process'
import type { Host } from '../../host.ts'
import type { Log } from '../../kernel/ports/log.ts'
import { nodeActivityFile } from './activity-file.ts'
import { osLock } from './agent-lock.ts'
import { nodeBrowser } from './browser.ts'
import { nodeBrowsers } from './browser-finder.ts'
import { nodeClock } from './clock.ts'
import { createFiles } from './files.ts'
import type { Home } from './home.ts'
import { type NodeHttp, nodeHttp } from './http.ts'
import { createKeyStore } from './key-store.ts'
import { keyStoreOff } from './key-store-off.ts'
import { type NodeNetwork, nodeNetwork } from './network.ts'
import { createPassphraseFile } from './passphrase-file.ts'
import { tcpPeers } from './peer-of-tcp.ts'
import { nodeProcesses } from './processes.ts'
import { nodeRandom } from './random.ts'
import { nodeRedirectReceiver } from './redirect-receiver.ts'
import { variableNames } from './variable-names.ts'
import { productVersion } from './version.ts'
import { builtWindow } from './window-files.ts'

export interface NodeHost extends Host {
  readonly http: NodeHttp
  readonly network: NodeNetwork
}

/** @param stop - Ends the agent soon. */
export function nodeHost(home: Home, log: Log, stop: () => void): NodeHost {
  const { env } = process
  const peers = tcpPeers()
  const files = createFiles()
  const network = nodeNetwork(home.stateDir, files)
  return {
    clock: nodeClock(),
    random: nodeRandom(),
    http: nodeHttp({ env, network }),
    ...{ network, files },
    lock: osLock(),
    log,
    keyStore: env.SIGNET_KEY_STORE === 'off' ? keyStoreOff() : createKeyStore({ folder: home.stateDir }),
    redirectReceiver: nodeRedirectReceiver(undefined, peers),
    browserFor: (asking, program) => nodeBrowser({ env: screenOf(asking, env), program }),
    browsers: nodeBrowsers({ homeFolder: homedir() }, (asking) => screenOf(asking, env)),
    variableNames,
    passphraseFile: createPassphraseFile,
    windowFiles: builtWindow(),
    activityFile: nodeActivityFile(home.stateDir),
    processes: nodeProcesses(home.socketPath),
    tcpPeers: peers,
    env,
    homeFolder: homedir(),
    stateFolder: home.stateDir,
    runFolder: home.runDir,
    agent: { pid: process.pid, version: productVersion(), startedAt: Date.now(), socket: home.socketPath },
    runtime: `Node ${process.versions.node}, ${process.platform} ${process.arch}`,
    stop,
  }
}

/** The agent may have been started over SSH, and be asked from a desktop, or the other way round. */
const screenNames = ['DISPLAY', 'WAYLAND_DISPLAY', 'SSH_CONNECTION', 'SSH_TTY', 'SSH_CLIENT'] as const

function screenOf(
  asking: Readonly<Record<string, string>>,
  own: Readonly<Record<string, string | undefined>>,
): Record<string, string | undefined> {
  return { ...own, ...Object.fromEntries(screenNames.map((name) => [name, asking[name]])) }
}
