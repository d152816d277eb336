/**
 * An agent that only talks: the real home, lock, socket and relay server around a handler that shows what came.
 * Started as a program by tests that need a process.
 */
import process from 'node:process'
import { osLock } from '../../main/hosts/node/agent-lock.ts'
import { removeEndpoint, writeEndpoint } from '../../main/hosts/node/endpoint.ts'
import { guardProcess } from '../../main/hosts/node/guard-process.ts'
import { homeFor } from '../../main/hosts/node/home.ts'
import { makeHomeFolders } from '../../main/hosts/node/home-folders.ts'
import { writeLaunch } from '../../main/hosts/node/launch.ts'
import { listenPrivately } from '../../main/hosts/node/socket.ts'
import { errorView } from '../../main/kernel/errors.ts'
import { serveRelay } from '../../main/serve/relay/server.ts'
import type { TerminalHandler, TerminalIo, TerminalRequest } from '../../main/serve/terminal/request.ts'

const version = 'echo'

async function main(): Promise<void> {
  guardProcess()
  const home = homeFor(process.env, process.platform)
  makeHomeFolders(home)
  const release = await osLock().acquire(home.lockPath, 0)
  if (release === undefined) {
    process.stderr.write('An agent is running already.\n')
    return
  }
  const stop = async () => {
    await server.close()
    removeEndpoint(home, version)
    release()
    process.exit(0)
  }
  const handle: TerminalHandler = async (request, io) => {
    if (request.argv[0] !== 'agent' || request.argv[1] !== 'stop') return say(request, io)
    io.out('Stopped.\n')
    setTimeout(() => void stop(), 1)
    return 0
  }
  const server = await serveRelay({ socketPath: home.socketPath, listen: listenPrivately, handle })
  writeLaunch(home, [process.execPath, ...process.execArgv, import.meta.filename])
  writeEndpoint(home, version)
  process.stdout.write(`Serving as ${process.pid}.\n`)
}

async function say(request: TerminalRequest, io: TerminalIo): Promise<number> {
  const [verb = '', text = ''] = request.argv
  switch (verb) {
    case 'pid':
      io.out(`${process.pid}\n`)
      return 0
    case 'many':
      io.out('x'.repeat(Number(text)))
      return 0
    case 'sleep':
      await new Promise((resolve) => setTimeout(resolve, Number(text)))
      return 0
    case 'block': {
      const end = performance.now() + Number(text)
      while (performance.now() < end);
      return 0
    }
    case 'ask': {
      const answer = await io.ask({ message: `${text}: `, secret: request.argv[2] === 'secret' })
      io.out(`answer=${answer ?? 'none'}\n`)
      return 0
    }
    case 'exec':
      io.exec(request.argv.slice(1), { ADDED: 'by the agent' })
      return 0
    case 'credential-process':
      io.out(
        `${JSON.stringify({ Version: 1, AccessKeyId: 'AKIDEXAMPLE', SessionToken: 'T'.repeat(1200) })}\n`,
      )
      return 0
    default:
      io.out(`${JSON.stringify(request)}\n`)
      io.err('said so\n')
      return 7
  }
}

main().catch((thrown: unknown) => {
  process.stderr.write(`${errorView(thrown).message}\n`)
  process.exit(1)
})
