/**
 * What `doctor` looks at, beside the config.
 *
 * @module
 */
import type { FindingView } from '../../preload/contract/views.ts'
import { VaultError } from '../kernel/errors.ts'
import type { Files } from '../kernel/ports/files.ts'
import type { Http } from '../kernel/ports/http.ts'
import type { KeyStore } from '../kernel/ports/key-store.ts'
import type { Check } from './diagnose.ts'
import type { VaultDoor } from './vault-door.ts'

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

export interface ReachabilityDependencies {
  readonly http: Http
  readonly serverTime: { learn(date: string | undefined): void; offsetInMilliseconds(): number | undefined }
  /** Where sessions live, or the region that a sign-in would take. */
  readonly regions: () => readonly string[]
  readonly baseUrl: (region: string) => URL
}

/** One small request to each sign-in host: is it there, and what time is it there. */
export function reachabilityCheck(dependencies: ReachabilityDependencies): Check {
  const { http, serverTime, regions, baseUrl } = dependencies
  return {
    subject: 'AWS Sign-In',
    async look(_asking, signal) {
      const found: FindingView[] = []
      for (const region of regions()) {
        const url = baseUrl(region)
        const { headers } = await http.send({ method: 'GET', url, headers: { accept: 'text/html' }, signal })
        serverTime.learn(headers.date)
        found.push(finding('AWS Sign-In', 'ok', `${url.host} answers`))
      }
      return [...found, clockFinding(serverTime.offsetInMilliseconds())]
    },
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

/** The AWS CLI keeps its own sign-ins as readable files; Signet never does. Looks at names only. */
export function plainCachesCheck(files: Pick<Files, 'list'>, homeFolder: string | undefined): Check {
  return {
    subject: 'AWS CLI caches',
    async look({ env }) {
      const home = env.HOME || homeFolder
      if (!home) return []
      const found: FindingView[] = []
      for (const folder of [
        env.AWS_LOGIN_CACHE_DIRECTORY || `${home}/.aws/login/cache`,
        `${home}/.aws/sso/cache`,
      ]) {
        const names = (await files.list(folder)).filter((name) => name.endsWith('.json'))
        if (names.length === 0) continue
        const text = `${names.length} file${names.length === 1 ? '' : 's'} of the AWS CLI in ${folder}: its sign-ins, readable to any program of yours`
        // Signing out with the AWS CLI would end at AWS what Signet has taken over.
        found.push(
          finding(
            'AWS CLI caches',
            'warning',
            text,
            'Take them over with "signet import", then delete the files.',
          ),
        )
      }
      return found.length > 0 ? found : [finding('AWS CLI caches', 'ok', 'no sign-ins kept in the clear')]
    },
  }
}
