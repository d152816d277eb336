/**
 * How the agent goes out, for `doctor`: by which proxy, whose certificates it takes, and what has become of the files that
 * those were taken from. What was confirmed is a copy, so a file that changes counts for nothing; but whoever adds it again
 * would take what others have written.
 *
 * @module
 */
import type { AuthorityFileState } from '../../../preload/contract/sayings-findings.ts'
import type { AuthorityView, NetworkView } from '../../../preload/contract/settings-views.ts'
import type { FindingView } from '../../../preload/contract/views.ts'
import { FileError, type Files } from '../../kernel/ports/files.ts'
import type { Network } from '../../kernel/ports/network.ts'
import { say } from '../../kernel/say.ts'
import { shellWord } from '../../kernel/shell-word.ts'
import type { Check } from './diagnose.ts'
import { finding } from './finding.ts'

export interface NetworkCheckDependencies {
  readonly readNetwork: () => NetworkView
  readonly network: Pick<Network, 'authorities'>
  readonly files: Pick<Files, 'read'>
  /** Epoch milliseconds. */
  readonly now: () => number
}

const resetAuthorities = 'signet settings ca-file --reset'

export function networkCheck(dependencies: NetworkCheckDependencies): Check {
  return {
    subject: 'network',
    async look() {
      const view = dependencies.readNetwork()
      if (!view.isNetworkReadable) return [unreadable(view.path)]
      const paths = [...new Set(view.authorities.map(({ from }) => from))]
      const files = await Promise.all(paths.map((path) => fileFindings(path, view, dependencies)))
      return [
        proxyFinding(view),
        ...view.authorities.map((authority) => authorityFinding(authority, dependencies.now())),
        ...files.flat(),
      ]
    },
  }
}

function unreadable(path: string): FindingView {
  const commands = [`ls -l ${shellWord(path)}`, 'signet settings proxy --reset']
  return finding(
    'network',
    'problem',
    say('network-unreadable', { path }, `${path} cannot be read, or is not yours alone: nothing is sent`),
    say(
      'network-set-anew',
      { commands },
      `Look who wrote it. To begin anew, and then add again what it had:\n${commands.join('\n')}`,
    ),
  )
}

function proxyFinding({ proxy, authorities, path }: NetworkView): FindingView {
  const urls = [...new Set([proxy.https, proxy.http])].filter((each) => each !== null).join(', ')
  if (urls === '') {
    return authorities.length === 0
      ? finding('network', 'ok', say('network-plain', {}, 'no proxy, and the certificates of the system'))
      : finding('network', 'ok', say('network-no-proxy', {}, 'no proxy'))
  }
  if (proxy.from === 'terminal') {
    const text = `goes out by ${urls}, set by signet settings proxy (${path})`
    return finding('network', 'note', say('network-proxy-set', { urls, path }, text))
  }
  const text = `goes out by ${urls}, from the agent’s environment`
  return finding('network', 'note', say('network-proxy-environment', { urls }, text))
}

function authorityFinding({ subject, from, endsAt }: AuthorityView, now: number): FindingView {
  const until = new Date(endsAt).toISOString().slice(0, 10)
  if (endsAt > now) {
    const text = `takes certificates of ${subject} too, added from ${from}, until ${until}`
    return finding('network', 'note', say('network-authority', { authority: subject, from, until }, text))
  }
  return finding(
    'network',
    'warning',
    say(
      'network-authority-ended',
      { authority: subject, until },
      `the added authority ${subject} ended on ${until}: what it vouches for is refused`,
    ),
    say(
      'network-authority-anew',
      { commands: ['signet settings ca-file FILE', resetAuthorities] },
      `Add the one that came after it, or take out all that were added:\nsignet settings ca-file FILE\n${resetAuthorities}`,
    ),
  )
}

async function fileFindings(
  path: string,
  { authorities }: NetworkView,
  { files, network }: NetworkCheckDependencies,
): Promise<readonly FindingView[]> {
  const found = await files.read(path).catch((thrown: unknown) => {
    if (thrown instanceof FileError) return undefined
    throw thrown
  })
  if (found === undefined) return [fileFinding(path, 'gone')]
  const now = network.authorities(new TextDecoder().decode(found.bytes)) ?? []
  const kept = authorities.filter(({ from }) => from === path).map(({ fingerprint }) => fingerprint)
  // What was added before stays when the file is added again.
  const isSame = now.length > 0 && now.every(({ fingerprint }) => kept.includes(fingerprint))
  return [
    ...((found.mode & 0o022) === 0 ? [] : [fileFinding(path, 'open')]),
    ...(isSame ? [] : [fileFinding(path, 'changed')]),
  ]
}

const fileWords: Readonly<Record<AuthorityFileState, string>> = {
  gone: 'is gone, or cannot be read',
  open: 'can be changed by others',
  changed: 'has changed since then',
}

function fileFinding(path: string, state: AuthorityFileState): FindingView {
  const command = {
    gone: resetAuthorities,
    open: `chmod go-w ${shellWord(path)}`,
    changed: `signet settings ca-file ${shellWord(path)}`,
  }[state]
  const advice = {
    gone: 'To take certificates of the system only:',
    open: 'Close it, before it is added again:',
    changed: 'To look at what it has now, and be asked:',
  }[state]
  return finding(
    'network',
    'warning',
    say(
      'network-file',
      { path, state },
      `${path}, which authorities were taken from, ${fileWords[state]}; what you confirmed then still counts`,
    ),
    say('network-file-next', { state, commands: [command] }, `${advice}\n${command}`),
  )
}
