/**
 * What `doctor` looks at, beside the config.
 *
 * @module
 */
import type { Said } from '../../../preload/contract/said.ts'
import type { FindingView } from '../../../preload/contract/views.ts'
import { AppError, VaultError } from '../../kernel/errors.ts'
import type { Http } from '../../kernel/ports/http.ts'
import type { KeyStore } from '../../kernel/ports/key-store.ts'
import { say } from '../../kernel/say.ts'
import { shellWord } from '../../kernel/shell-word.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import type { Check } from './diagnose.ts'
import { finding, saidError } from './finding.ts'

export function vaultCheck(door: Pick<VaultDoor, 'enter' | 'view'>): Check {
  return {
    subject: 'vault',
    async look() {
      if (door.view().state === 'absent') {
        const { path } = door.view()
        const advice = say('vault-is-made', {}, 'The first "signet login" makes it.')
        return [finding('vault', 'note', say('vault-none', { path }, `none yet at ${path}`), advice)]
      }
      await door.enter({})
      const { path, key, durable, notices } = door.view()
      const by = key === 'passphrase' ? 'passphrase' : 'key-store'
      const opened = `open by ${by === 'passphrase' ? 'passphrase' : 'the key store'}, ${path}`
      return [
        durable
          ? finding('vault', 'ok', say('vault-open', { by, path }, opened))
          : finding(
              'vault',
              'problem',
              say('vault-unsaved', { by, path }, `${opened}; the last change is not saved`),
              makeRoom(path),
            ),
        ...notices.map((notice) => finding('vault', 'warning', notice)),
      ]
    },
  }
}

function makeRoom(path: string): Said {
  const command = `df -h ${shellWord(path)}; ls -l ${shellWord(path)}`
  const text = `Make room on its disk, or make it writable. What is there, and who may write:\n${command}`
  return say('vault-make-room', { commands: [command] }, text)
}

export function keyStoreCheck(keyStore: Pick<KeyStore, 'read'>, door: Pick<VaultDoor, 'view'>): Check {
  return {
    subject: 'key store',
    async look() {
      try {
        const entry = await keyStore.read()
        return [
          finding(
            'key store',
            'ok',
            entry === undefined
              ? say('key-store-empty', {}, 'answers; it has no entry of Signet')
              : say('key-store-has-key', {}, 'answers, and has the vault’s key'),
          ),
        ]
      } catch (thrown) {
        if (!(thrown instanceof VaultError)) throw thrown
        // With a passphrase the vault does not need it.
        const needed = door.view().key !== 'passphrase'
        const isFirst = thrown.code === 'key-store-absent' && door.view().state === 'absent'
        const advice = isFirst ? usePassphrase : null
        return [finding('key store', needed ? 'warning' : 'note', saidError(thrown), advice)]
      }
    },
  }
}

const usePassphrase = say(
  'key-store-instead',
  {},
  'Without one, a passphrase seals the vault: the first sign-in asks for it, or reads the file that SIGNET_PASSPHRASE_FILE names.',
)

/** One of AWS's hosts that sessions need. */
export interface ReachableHost {
  /** As a person knows the service: `AWS Sign-In`. */
  readonly subject: string
  readonly url: URL
}

export interface ReachabilityDependencies {
  readonly http: Http
  readonly serverTime: { learn(date: string | undefined): void; offsetInMilliseconds(): number | undefined }
  /** Those of the sessions there are, or of the region that a first sign-in would take. */
  readonly hosts: () => Promise<readonly ReachableHost[]>
}

/** One small request to each host: is it there, and what time is it there. */
export function reachabilityCheck({ http, serverTime, hosts }: ReachabilityDependencies): Check {
  return {
    subject: 'AWS Sign-In',
    async look(_asking, signal) {
      const found = await Promise.all(
        (await hosts()).map((host) => reached({ http, serverTime }, host, signal)),
      )
      const isAnyThere = found.some(({ verdict }) => verdict === 'ok')
      return isAnyThere ? [...found, clockFinding(serverTime.offsetInMilliseconds())] : found
    },
  }
}

/** Any answer will do: without a token there is no other than a refusal. */
async function reached(
  { http, serverTime }: Pick<ReachabilityDependencies, 'http' | 'serverTime'>,
  { subject, url }: ReachableHost,
  signal: AbortSignal,
): Promise<FindingView> {
  try {
    const { headers } = await http.send({ method: 'GET', url, headers: { accept: 'text/html' }, signal })
    serverTime.learn(headers.date)
    return finding(subject, 'ok', say('host-answers', { host: url.host }, `${url.host} answers`))
  } catch (thrown) {
    if (thrown instanceof AppError) return finding(subject, 'problem', saidError(thrown))
    throw thrown
  }
}

function clockFinding(offset: number | undefined): FindingView {
  if (offset === undefined) {
    return finding('clock', 'note', say('clock-unknown', {}, 'AWS told no time to compare with'))
  }
  const seconds = Math.round(Math.abs(offset) / 1000)
  if (seconds <= 2) return finding('clock', 'ok', say('clock-agrees', {}, 'agrees with AWS'))
  const isBehind = offset > 0
  // AWS refuses signatures that are more than five minutes off, and sign-in proofs sooner.
  const isFar = seconds >= 60
  const far = isFar ? '. Signet corrects for it; other AWS tools may not' : ''
  const text = `${seconds} s ${isBehind ? 'behind' : 'ahead of'} AWS${far}`
  const off = say('clock-off', { seconds, isBehind, isFar }, text)
  return isFar ? finding('clock', 'warning', off, setClock) : finding('clock', 'note', off)
}

const clockCommand = 'sudo timedatectl set-ntp true'
const setClock = say(
  'clock-set',
  { commands: [clockCommand] },
  `Have this machine set its clock by itself. On Linux with systemd:\n${clockCommand}`,
)

/**
 * @param overrides - URLs by service.
 * @param variables - What sets each of them in the agent's environment.
 */
export function overridesCheck(
  overrides: Readonly<Record<string, string>>,
  variables: Readonly<Record<string, string>> = {},
): Check {
  return {
    subject: 'endpoints',
    async look() {
      const names = Object.entries(overrides)
      return names.length === 0
        ? [finding('endpoints', 'ok', say('endpoints-own', {}, 'AWS’s own'))]
        : names.map(([service, url]) => replaced(variables[service] ?? service, service, url))
    },
  }
}

function replaced(variable: string, service: string, url: string): FindingView {
  const command = `unset ${variable}; signet agent stop`
  return finding(
    'endpoints',
    'warning',
    say(
      'endpoint-replaced',
      { variable, service, url },
      `${variable} sends what is for ${service} to ${url}`,
    ),
    say(
      'endpoint-unset',
      { commands: [command] },
      `If you did not set it, unset it where Signet is started, and end the agent; the next command starts it anew:\n${command}`,
    ),
  )
}
