import process from 'node:process'
import { utilityProcess } from 'electron'
import type { KeyStoreProcess } from '../node/key-store.ts'
import type { KeyStoreReply } from '../node/key-store-answers.ts'

/** The key store's child where Electron is the host: its fuses forbid it to run as Node (D8). */
export function startKeyStore(childPath: string, env: Record<string, string>): KeyStoreProcess {
  // SECURITY: the identity goes over the channel, so it stands in no argument list and no environment.
  const child = utilityProcess.fork(childPath, [], {
    env,
    execArgv: [],
    stdio: 'ignore',
    serviceName: 'Signet key store',
  })
  return {
    send: (request) => child.postMessage(request),
    onReply: (listener) => child.on('message', (reply: KeyStoreReply) => listener(reply)),
    onEnd: (listener) => child.once('exit', () => listener()),
    kill() {
      try {
        // A child that hangs in the system's library hears no milder word.
        if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
      } catch {
        // It went by itself.
      }
    },
  }
}
