/**
 * The life of a headless agent: checks, and the signals that end it.
 *
 * @module
 */
import process from 'node:process'
import { AppError } from '../../kernel/errors.ts'
import { endOnMistakes, startAgent } from './agent-life.ts'
import { fileLog } from './file-log.ts'
import { guardProcess } from './guard-process.ts'
import { type Home, homeFor } from './home.ts'
import { makeHomeFolders } from './home-folders.ts'
import { nodeHost } from './host.ts'
import { refuseUnsafeTlsEnvironment } from './http.ts'

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
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
    process.once(signal, () => stopping.resolve())
  const serving = await startAgent({ home, host, launch })
  if (!serving) {
    process.stderr.write(
      'signet: another agent serves already, so this one ends. To have it here: signet agent stop; signet agent run\n',
    )
    await host.http.close()
    return
  }
  await serving.agent.warmUp()
  await stopping.promise
  await serving.end()
}
