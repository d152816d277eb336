/**
 * How the agent goes out: by which proxy, and whose certificates it takes beside the system's.
 *
 * SECURITY (T14, T17): for a terminal only. A window that was taken over could else send everything past somebody who reads
 * along; so no call of a window leads here, and what counts is shown in every window.
 *
 * @module
 */
import type { AuthorityView, NetworkView } from '../../../preload/contract/settings-views.ts'
import { diskWords } from '../../kernel/disk-words.ts'
import { InputError } from '../../kernel/errors.ts'
import { FileError, type Files } from '../../kernel/ports/files.ts'
import type { Log } from '../../kernel/ports/log.ts'
import type { Network, NetworkChoice } from '../../kernel/ports/network.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { confirmChange } from '../confirm-change.ts'
import { networkOf } from './read-surroundings.ts'

export interface NetworkActions {
  readNetwork(): NetworkView
  /**
   * @param proxy - Undefined: as the environment has it.
   * @throws {@link InputError} `request-malformed` for what is no proxy's address, `preferences-unwritable`.
   */
  setProxy(proxy: NetworkChoice['proxy']): Promise<NetworkView>
  /**
   * Trusts every authority of a PEM file from now on, when the person has looked at them.
   *
   * @param path - Absolute.
   * @returns Undefined when the person said no.
   * @throws {@link InputError} `request-malformed` for a file without authorities, `preferences-unwritable`;
   * {@link RefusalError} `consent-denied` where nobody can be asked.
   */
  trustAuthorities(
    path: string,
    isConfirmed: boolean,
    prompts: Prompts,
    show: (found: readonly AuthorityView[]) => void,
  ): Promise<NetworkView | undefined>
  /** Trusts those of the system only. @throws {@link InputError} `preferences-unwritable` */
  trustSystemOnly(): Promise<NetworkView>
}

export interface NetworkDependencies {
  readonly network: Network
  readonly files: Pick<Files, 'read'>
  /** The agent's own. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly log: Log
}

export function networkActions({ network, files, env, log }: NetworkDependencies): NetworkActions {
  const view = (): NetworkView => ({ ...networkOf(network.choice(), env), path: network.path })
  async function change(part: Partial<NetworkChoice>): Promise<NetworkView> {
    const before = network.choice()
    // Of a file that cannot be read nothing is taken along: who sets it anew says all of it.
    const kept = before === 'damaged' ? { authorities: [] } : before
    try {
      await network.change({ ...kept, ...part })
    } catch (thrown) {
      throw thrown instanceof FileError ? unwritable(thrown) : thrown
    }
    log.note('network.changed', { count: part.authorities?.length ?? kept.authorities.length })
    return view()
  }
  return {
    readNetwork: view,
    setProxy: async (proxy) => change({ proxy: proxy && { ...proxy, url: proxyAddress(proxy.url) } }),
    async trustAuthorities(path, isConfirmed, prompts, show) {
      const file = await files.read(path).catch((thrown: unknown) => {
        throw thrown instanceof FileError ? unreadable(thrown) : thrown
      })
      if (file === undefined) throw malformed(`There is no file ${path}. Nothing was changed.`)
      const found = network.authorities(new TextDecoder().decode(file.bytes))
      if (found === undefined) throw noAuthorities(path)
      const added = found.map((each) => ({ ...each, from: path }))
      show(added.map(({ pem: _, ...shown }) => shown))
      const question = 'Whoever has their keys can answer as AWS to this agent.'
      const next = 'If these are the ones you want, add --yes.'
      if (!(await confirmChange(prompts, isConfirmed, question, next))) return undefined
      const before = network.choice()
      const others = before === 'damaged' ? [] : before.authorities
      const isNew = (fingerprint: string) => !added.some((each) => each.fingerprint === fingerprint)
      return change({
        authorities: [...others.filter(({ fingerprint }) => isNew(fingerprint)), ...added],
      })
    },
    trustSystemOnly: () => change({ authorities: [] }),
  }
}

/** SECURITY: a password has no place here: arguments are seen by other programs, and the file is not sealed. */
function proxyAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    // It may hold a password, so it is not shown.
    throw malformed('That is no address of a proxy. Name it like http://gateway.example.com:3128')
  }
  if (url.username !== '' || url.password !== '') {
    throw malformed(
      'A proxy’s user and password are not kept here. Set HTTPS_PROXY where the agent starts, and: signet settings proxy --reset',
    )
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    throw malformed('A proxy’s address ends with its port. Name it like http://gateway.example.com:3128')
  }
  return url.origin
}

function unreadable({ path, fault }: FileError): InputError {
  return malformed(`${path} cannot be read: ${diskWords(fault)}. Nothing was changed.`)
}

function noAuthorities(path: string): InputError {
  return malformed(
    `${path} must hold certificates of authorities in PEM, and nothing else. Nothing was changed. Ask whoever runs the network for the root certificate.`,
  )
}

function malformed(message: string): InputError {
  return new InputError('request-malformed', message, 'none')
}

function unwritable({ path, fault }: FileError): InputError {
  return new InputError(
    'preferences-unwritable',
    `${path} could not be changed: ${diskWords(fault)}. Everything is as it was.`,
    'retry',
  )
}
