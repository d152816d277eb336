/**
 * What a host is to the rooms: the ports, and what only it knows of the machine.
 *
 * @module
 */
import type { Browser } from './kernel/ports/browser.ts'
import type { Clock } from './kernel/ports/clock.ts'
import type { Files } from './kernel/ports/files.ts'
import type { Http } from './kernel/ports/http.ts'
import type { KeyStore } from './kernel/ports/key-store.ts'
import type { Lock } from './kernel/ports/lock.ts'
import type { Log } from './kernel/ports/log.ts'
import type { Random } from './kernel/ports/random.ts'
import type { RedirectReceiver } from './kernel/ports/redirect-receiver.ts'
import type { PassphraseFile } from './vault/passphrase.ts'

/** What a host brings: the ports, and what only it knows. */
export interface Host {
  readonly clock: Clock
  readonly random: Random
  readonly http: Http
  readonly files: Files
  readonly lock: Lock
  readonly log: Log
  readonly keyStore: KeyStore
  readonly redirectReceiver: RedirectReceiver
  /** The browser of whoever asks: a terminal has its own screen. */
  readonly browserFor: (env: Readonly<Record<string, string>>) => Browser
  readonly passphraseFile: (path: string) => PassphraseFile
  /** The agent's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly homeFolder: string | undefined
  readonly stateFolder: string
  readonly agent: {
    readonly pid: number
    readonly version: string
    readonly startedAt: number
    readonly socket: string
  }
  readonly runtime: string
  /** Ends the agent soon: what is being answered is answered first. */
  readonly stop: () => void
}
