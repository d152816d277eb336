/** A container endpoint on a real port, with credentials that are easy to find in whatever it says. */
import { connect } from 'node:net'
import type { Issued } from '../../main/broker/held-credentials.ts'
import { nodeClock } from '../../main/hosts/node/clock.ts'
import { tcpPeers } from '../../main/hosts/node/peer-of-tcp.ts'
import { nodeRandom } from '../../main/hosts/node/random.ts'
import type { Clock } from '../../main/kernel/ports/clock.ts'
import type { TcpPeers } from '../../main/kernel/ports/tcp-peers.ts'
import {
  type Admission,
  type ContainerEndpoint,
  containerEndpoint,
} from '../../main/serve/container/endpoint.ts'
import { type ContainerLimits, containerListener, sha256 } from '../../main/serve/container/server.ts'
import { MemoryLog } from './memory-log.ts'

export const canaries = {
  accessKeyId: 'ASIACANARYCANARYCANA',
  secretAccessKey: 'canarySecretCanarySecretCanarySecretCana',
  sessionToken: 'canaryTokenCanaryToken==',
}

export const issuedCanaries: Issued = {
  credentials: { ...canaries, expiration: Date.parse('2036-01-02T03:19:05.999Z'), accountId: '111122223333' },
  sessionId: 'session',
  renewedAt: 0,
}

export interface EndpointScene {
  readonly endpoint: ContainerEndpoint
  readonly admission: Admission
  readonly address: { readonly port: number; readonly path: string; readonly token: string }
  readonly log: MemoryLog
  /** Pids of consumers that are alive, with their times of start. */
  readonly processes: Map<number, string>
  readonly ended: number[]
  admit(changes?: {
    readonly pid?: number
    readonly sessionId?: string
    readonly isValid?: () => boolean
  }): Promise<Admission>
  close(): Promise<void>
}

export interface EndpointSceneOptions {
  readonly issue?: () => Promise<Issued>
  readonly peers?: TcpPeers
  readonly clock?: Clock
  readonly limits?: Partial<ContainerLimits>
}

export async function endpointScene(options: EndpointSceneOptions = {}): Promise<EndpointScene> {
  const { issue = async () => issuedCanaries, peers = tcpPeers(), clock = nodeClock(), limits = {} } = options
  const log = new MemoryLog()
  const processes = new Map([[4242, '1']])
  const ended: number[] = []
  const endpoint = containerEndpoint({
    ...{ clock, log, random: nodeRandom(), digest: sha256, grants: { issue } },
    processes: { startedAt: (pid) => processes.get(pid) },
    listener: containerListener({ peers, log, limits }),
  })
  const admit: EndpointScene['admit'] = ({ pid = 4242, sessionId = 'session', isValid = () => true } = {}) =>
    endpoint.admit({ permit: { profile: 'p', isValid }, sessionId, pid, onEnd: () => ended.push(pid) })
  const admission = await admit()
  const { port, pathname } = new URL(admission.uri)
  const address = { port: Number(port), path: pathname, token: admission.token }
  return { endpoint, admission, address, log, processes, ended, admit, close: () => endpoint.close() }
}

/** Sends these bytes and gives back everything that came, however it ended. */
export function sendRaw(port: number, bytes: string, host = '127.0.0.1'): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host })
    let received = ''
    socket.setEncoding('latin1').on('data', (piece: string) => {
      received += piece
    })
    socket.on('error', () => undefined)
    socket.once('close', () => resolve(received))
    socket.write(Buffer.from(bytes, 'latin1'))
  })
}

/** How many of the credentials are in a text, in any case. */
export function leaked(text: string): number {
  const found = text.toLowerCase()
  return Object.values(canaries).filter((canary) => found.includes(canary.toLowerCase())).length
}
