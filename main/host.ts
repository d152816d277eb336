/**
 * What a host is to the rooms: the ports, and what only it knows of the machine.
 *
 * @module
 */
import type { ActivityFile } from './kernel/ports/activity-file.ts'
import type { Browser } from './kernel/ports/browser.ts'
import type { Browsers } from './kernel/ports/browsers.ts'
import type { Clock } from './kernel/ports/clock.ts'
import type { DesktopShell } from './kernel/ports/desktop-shell.ts'
import type { Files } from './kernel/ports/files.ts'
import type { Http } from './kernel/ports/http.ts'
import type { KeyStore } from './kernel/ports/key-store.ts'
import type { Lock } from './kernel/ports/lock.ts'
import type { Log } from './kernel/ports/log.ts'
import type { Network } from './kernel/ports/network.ts'
import type { Processes } from './kernel/ports/processes.ts'
import type { Random } from './kernel/ports/random.ts'
import type { RedirectReceiver } from './kernel/ports/redirect-receiver.ts'
import type { TcpPeers } from './kernel/ports/tcp-peers.ts'
import type { WindowFiles } from './kernel/ports/window-files.ts'
import type { PassphraseFile } from './vault/passphrase.ts'

/** What a host brings: the ports, and what only it knows. */
export interface Host {
  readonly clock: Clock
  readonly random: Random
  readonly http: Http
  /** How {@link Host.http} goes out. */
  readonly network: Network
  readonly files: Files
  readonly lock: Lock
  readonly log: Log
  readonly keyStore: KeyStore
  readonly redirectReceiver: RedirectReceiver
  /** The browser of whoever asks: a terminal has its own screen. The system's own, or one by its name or full path. */
  readonly browserFor: (env: Readonly<Record<string, string>>, program?: string) => Browser
  /** Every browser of this machine with its profiles, and each of them by its id. */
  readonly browsers: Browsers
  /** Names of the variables that a process was started with, never their values; undefined where the system does not tell. */
  readonly variableNames?: (pid: number) => readonly string[] | undefined
  readonly passphraseFile: (path: string) => PassphraseFile
  readonly windowFiles: WindowFiles
  readonly activityFile: ActivityFile
  readonly processes: Processes
  readonly tcpPeers: TcpPeers
  /** Only of the desktop app: a headless agent has none. */
  readonly shell?: DesktopShell
  /** The agent's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly homeFolder: string | undefined
  readonly stateFolder: string
  /** Closed to others, and gone with the machine's next start as a rule. */
  readonly runFolder: string
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
