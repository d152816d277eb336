/**
 * The life of a headless agent: checks, lock, rooms, socket, and an orderly end.
 *
 * @module
 */
import process from 'node:process'
import { type Agent, compose } from '../../compose.ts'
import { AppError } from '../../kernel/errors.ts'
import { placeOf } from '../../kernel/place-of.ts'
import type { Log } from '../../kernel/ports/log.ts'
import { type RelayServer, serveRelay } from '../../serve/relay/server.ts'
import { removeEndpoint, writeEndpoint } from './endpoint.ts'
import { fileLog } from './file-log.ts'
import { sweepTemporary } from './files.ts'
import { guardProcess } from './guard-process.ts'
import { type Home, homeFor } from './home.ts'
import { makeHomeFolders } from './home-folders.ts'
import { type NodeHost, nodeHost } from './host.ts'
import { refuseUnsafeTlsEnvironment } from './http.ts'
import { writeLaunch } from './launch.ts'
import { listenPrivately } from './socket.ts'

/**
 * Runs until told to stop. The exit code is 0 for an orderly end and for a second agent, 1 when it could not start.
 *
 * @param launch - The command that starts this agent again, for relays.
 * @param makeHost - For tests and demos: another set of ports.
 */
export async function runAgent(
  launch: readonly string[],
  makeHost: typeof nodeHost = nodeHost,
): Promise<void> {
  try {
    guardProcess()
    refuseUnsafeTlsEnvironment(process.env)
    const home = homeFor(process.env, process.platform)
    makeHomeFolders(home)
    await serve(home, launch, makeHost)
  } catch (thrown) {
    process.stderr.write(`signet: ${thrown instanceof AppError ? thrown.message : String(thrown)}\n`)
    process.exitCode = 1
  }
}

async function serve(home: Home, launch: readonly string[], makeHost: typeof nodeHost): Promise<void> {
  const log = fileLog(home.logPath, Date.now)
  endOnMistakes(log)
  const stopping = Promise.withResolvers<void>()
  const host = makeHost(home, log, stopping.resolve)
  // SECURITY (M6): a socket is touched only by who holds the lock, so that no two agents ever serve.
  const release = await host.lock.acquire(home.lockPath, 0)
  if (!release) {
    process.stderr.write('signet: another agent serves already.\n')
    await host.http.close()
    return
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.once(signal, () => stopping.resolve())
  for (const folder of [home.stateDir, `${home.stateDir}/vault`, `${home.stateDir}/backups`])
    await sweepTemporary(folder).catch(() => 0)
  const agent = await compose(host)
  const server = await serveRelay({
    socketPath: home.socketPath,
    listen: listenPrivately,
    handle: agent.handle,
  })
  writeLaunch(home, launch)
  writeEndpoint(home, host.agent.version)
  log.note('agent.started', { pid: process.pid })
  await agent.warmUp()
  await stopping.promise
  await end(home, host, agent, server)
  log.note('agent.stopped', { pid: process.pid })
  release()
}

async function end(home: Home, host: NodeHost, agent: Agent, server: RelayServer): Promise<void> {
  removeEndpoint(home, host.agent.version)
  await server.close()
  await agent.close()
  await host.http.close()
}

/**
 * A mistake of our own ends the agent: what it holds may be half done, and what it has kept is on disk. The next tool
 * starts another. Its text may hold anything, so only its place is written down (R32, T23).
 */
function endOnMistakes(log: Log): void {
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(event, (thrown: unknown) => {
      const place = placeOf(thrown)
      log.note('agent.crashed', { place, pid: process.pid })
      process.stderr.write(`signet: the agent ended by a mistake of its own, ${place}\n`)
      process.exit(1)
    })
  }
}
