/**
 * What `doctor` looks at, beside the config.
 *
 * @module
 */
import type { FindingView } from '../../../preload/contract/views.ts'
import { AppError, VaultError } from '../../kernel/errors.ts'
import type { Http } from '../../kernel/ports/http.ts'
import type { KeyStore } from '../../kernel/ports/key-store.ts'
import type { VaultDoor } from '../sessions/vault-door.ts'
import type { Check } from './diagnose.ts'

const finding = (
  subject: string,
  verdict: FindingView['verdict'],
  text: string,
  advice: string | null = null,
): FindingView => ({ subject, verdict, text, advice })

export function vaultCheck(door: Pick<VaultDoor, 'enter' | 'view'>): Check {
  return {
    subject: 'vault',
    async look() {
      if (door.view().state === 'absent') {
        return [
          finding('vault', 'note', `none yet at ${door.view().path}`, 'The first "signet login" makes it.'),
        ]
      }
      await door.enter({})
      const { path, key, durable, notices } = door.view()
      const opened = `open by ${key === 'passphrase' ? 'passphrase' : 'the key store'}, ${path}`
      return [
        durable
          ? finding('vault', 'ok', opened)
          : finding(
              'vault',
              'problem',
              `${opened}; the last change is not saved`,
              'Make room or make the disk writable.',
            ),
        ...notices.map((notice) => finding('vault', 'warning', notice)),
      ]
    },
  }
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
            entry === undefined ? 'answers; it has no entry of Signet' : 'answers, and has the vault’s key',
          ),
        ]
      } catch (thrown) {
        if (!(thrown instanceof VaultError)) throw thrown
        // With a passphrase the vault does not need it.
        const needed = door.view().key !== 'passphrase'
        return [finding('key store', needed ? 'warning' : 'note', thrown.message)]
      }
    },
  }
}

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
    return finding(subject, 'ok', `${url.host} answers`)
  } catch (thrown) {
    if (thrown instanceof AppError) return finding(subject, 'problem', thrown.message)
    throw thrown
  }
}

function clockFinding(offset: number | undefined): FindingView {
  if (offset === undefined) return finding('clock', 'note', 'AWS told no time to compare with')
  const seconds = Math.round(Math.abs(offset) / 1000)
  if (seconds <= 2) return finding('clock', 'ok', 'agrees with AWS')
  const text = `${seconds} s ${offset > 0 ? 'behind' : 'ahead of'} AWS`
  // AWS refuses signatures that are more than five minutes off, and sign-in proofs sooner.
  return seconds < 60
    ? finding('clock', 'note', text)
    : finding(
        'clock',
        'warning',
        `${text}. Signet corrects for it; other AWS tools may not`,
        'Set this machine’s clock.',
      )
}

export function overridesCheck(overrides: Readonly<Record<string, string>>): Check {
  return {
    subject: 'endpoints',
    async look() {
      const names = Object.entries(overrides)
      return names.length === 0
        ? [finding('endpoints', 'ok', 'AWS’s own')]
        : names.map(([name, url]) =>
            finding(
              'endpoints',
              'warning',
              `${name} sends Signet to ${url}`,
              'Unset it and restart the agent if you did not set it.',
            ),
          )
    },
  }
}
