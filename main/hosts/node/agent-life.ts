/**
 * The life of an agent, whatever holds it: lock, rooms, socket, and an orderly end.
 *
 * @module
 */
import process from 'node:process'
import { type Agent, compose } from '../../compose.ts'
import type { Host } from '../../host.ts'
import { placeOf } from '../../kernel/place-of.ts'
import type { Log } from '../../kernel/ports/log.ts'
import { serveRelay } from '../../serve/relay/server.ts'
import { removeEndpoint, writeEndpoint } from './endpoint.ts'
import { sweepTemporary } from './files.ts'
import type { Home } from './home.ts'
import { writeLaunch } from './launch.ts'
import { listenPrivately } from './socket.ts'

export interface AgentStart {
  readonly home: Home
  readonly host: Host & { readonly http: { close(): Promise<void> } }
  /** The command that starts this agent again, for relays. Left out: the one that stands is left as it is. */
  readonly launch?: readonly string[] | undefined
  /** Another agent may be on its way out. */
  readonly lockWithinMilliseconds?: number
}

export interface ServingAgent {
  readonly agent: Agent
  /** What is being answered is answered; renewals end, what is held is durable, the lock is free. */
  end(): Promise<void>
}

/** Serves, or gives undefined where another agent does. Its folders were checked before. */
export async function startAgent(start: AgentStart): Promise<ServingAgent | undefined> {
  const { home, host, launch, lockWithinMilliseconds = 0 } = start
  // SECURITY (M6): a socket is touched only by who holds the lock, so that no two agents ever serve.
  const release = await host.lock.acquire(home.lockPath, lockWithinMilliseconds)
  if (!release) return undefined
  for (const folder of [home.stateDir, `${home.stateDir}/vault`, `${home.stateDir}/backups`])
    await sweepTemporary(folder).catch(() => 0)
  const agent = await compose(host)
  const server = await serveRelay({
    socketPath: home.socketPath,
    listen: listenPrivately,
    handle: agent.handle,
  })
  if (launch) writeLaunch(home, launch)
  writeEndpoint(home, host.agent.version)
  host.log.note('agent.started', { pid: process.pid })
  return {
    agent,
    async end() {
      removeEndpoint(home, host.agent.version)
      await server.close()
      await agent.close()
      await host.http.close()
      host.log.note('agent.stopped', { pid: process.pid })
      release()
    },
  }
}

/**
 * A mistake of our own ends the agent: what it holds may be half done, and what it has kept is on disk. The next tool
 * starts another. Its text may hold anything, so only its place is written down (R32, T23).
 */
export function endOnMistakes(log: Log, exit: (code: number) => void = process.exit): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (thrown: unknown) => {
      const place = placeOf(thrown)
      log.note('agent.crashed', { place, pid: process.pid })
      process.stderr.write(`signet: the agent ended by a mistake of its own, ${place}\n`)
      exit(1)
    })
  }
}
