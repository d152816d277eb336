import type { SessionView, StatusView } from '../../../../preload/contract/views.ts'
import type { ReadStatus } from '../../../actions/upkeep/read-status.ts'
import { healthText } from '../activity-text.ts'
import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { noWords } from '../no-words.ts'
import { printableJson } from '../printable-json.ts'
import { printable, type Style, span, table } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet status` */
export function status(act: ReadStatus): Verb {
  return verb({
    name: 'status',
    summary: 'Who you are signed in as, and until when',
    options: { json: flag('as JSON') },
    async run({ json }, words, { io, style, now }) {
      noWords(words, 'signet status [--json]')
      const view = await act()
      io.out(json ? `${printableJson(view)}\n` : statusText(view, style, now()))
      return exitCodes.ok
    },
  })
}

function statusText(view: StatusView, style: Style, now: number): string {
  return [
    view.sessions.length > 0 ? sessionTable(view.sessions, style, now) : nobody(view),
    '\n',
    `Vault   ${vaultText(view, style)}\n`,
    `Agent   pid ${view.agent.pid}, version ${view.agent.version}, up ${span(now - view.agent.startedAt)}\n`,
    `Clock   ${clockText(view.clockOffsetInMilliseconds, style)}\n`,
    ...Object.entries(view.endpointOverrides).map(
      ([name, url]) =>
        `${style.warn('Endpoint')} ${name} = ${printable(url)} (from the agent's environment)\n`,
    ),
    ...networkLines(view, style),
    view.activity ? healthText(view.activity, style) : '',
    ...view.vault.notices.map((notice) => `${style.warn('Note')}    ${printable(notice)}\n`),
  ].join('')
}

/** What stands between the agent and AWS; nothing where that is nobody. */
function networkLines({ network }: StatusView, style: Style): readonly string[] {
  if (network === undefined) return []
  const { proxy, authorities, isNetworkReadable, path } = network
  if (!isNetworkReadable) {
    return [
      `Network ${style.bad(`${printable(path)} cannot be read, or is not yours alone: nothing is sent. See: signet doctor`)}\n`,
    ]
  }
  const urls = [...new Set([proxy.https, proxy.http])].filter((each) => each !== null).map(printable)
  const from = proxy.from === 'terminal' ? 'set by signet settings' : "from the agent's environment"
  const except = proxy.exceptions === null ? '' : `, not for ${printable(proxy.exceptions)}`
  return [
    ...(urls.length === 0 ? [] : [`Proxy   ${style.warn(urls.join(', '))} (${from})${except}\n`]),
    ...authorities.map(
      ({ subject, from }) =>
        `Trusts  ${style.warn(printable(subject))} (added from ${printable(from)}; see: signet settings)\n`,
    ),
  ]
}

function nobody(view: StatusView): string {
  return view.vault.state === 'locked'
    ? 'The vault is locked, so its sessions are not shown. Open it with: signet unlock\n'
    : 'Nobody is signed in. Start with: signet login\n'
}

function sessionTable(sessions: readonly SessionView[], style: Style, now: number): string {
  const rows = sessions.map((session) => [
    stateWord(session),
    session.accountId ?? '',
    session.principalArn === null ? `${session.name} (Identity Center)` : principalName(session.principalArn),
    session.region,
    credentialsText(session, now),
    profilesText(session.profiles),
  ])
  return table(
    [['STATE', 'ACCOUNT', 'PRINCIPAL', 'REGION', 'CREDENTIALS', 'PROFILES'], ...rows],
    (cell, column, row) => {
      if (row === 0) return style.dim(cell)
      if (column !== 0) return printable(cell)
      const state = sessions[row - 1]?.state
      return state === 'ended' ? style.bad(cell) : state === 'waiting' ? style.warn(cell) : style.good(cell)
    },
  )
}

const mostNamed = 3

function profilesText(profiles: readonly string[]): string {
  if (profiles.length === 0) return 'no profile'
  const more = profiles.length - mostNamed
  const named = profiles.slice(0, mostNamed).join(', ')
  return more > 0 ? `${named} and ${more} more` : named
}

function stateWord(session: SessionView): string {
  if (session.state === 'ended') return 'sign in again'
  return session.state === 'waiting' ? 'waiting' : session.state
}

function credentialsText(session: SessionView, now: number): string {
  if (session.state === 'ended') return session.fault ?? 'ended'
  const left = (session.credentialsExpireAt ?? 0) - now
  return left > 0 ? span(left) : 'on request'
}

/** The part of a principal's ARN after the account: `assumed-role/Dev/me`, `user/me`, `root`. */
function principalName(arn: string): string {
  return arn.split(':').slice(5).join(':') || arn
}

function vaultText({ vault }: StatusView, style: Style): string {
  if (vault.state === 'absent') return 'none yet; the first sign-in makes it'
  const key = vault.key === 'passphrase' ? 'passphrase' : 'key store'
  const state = vault.state === 'open' ? `open by ${key}` : style.warn(`locked (${key})`)
  return `${state}, ${printable(vault.path)}${vault.durable ? '' : style.bad(', not saved: a restart would lose changes')}`
}

function clockText(offset: number | null, style: Style): string {
  if (offset === null) return 'not compared with AWS yet'
  if (Math.abs(offset) < 2000) return 'agrees with AWS'
  const text = `${span(Math.abs(offset))} ${offset > 0 ? 'behind' : 'ahead of'} AWS`
  return Math.abs(offset) > 60_000 ? style.warn(`${text}; Signet corrects for it, other tools may not`) : text
}
