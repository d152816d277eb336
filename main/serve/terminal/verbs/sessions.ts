import type { SessionSummaryView } from '../../../../preload/contract/views.ts'
import type { ListSessions } from '../../../actions/sessions/list-sessions.ts'
import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { noWords } from '../no-words.ts'
import { printableJson } from '../printable-json.ts'
import { printable, type Style, span, table } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

const kinds: Readonly<Record<SessionSummaryView['kind'], string>> = {
  signin: 'AWS Sign-In',
  'identity-center': 'Identity Center',
  'iam-user': 'IAM user',
}
const states: Readonly<Record<SessionSummaryView['state'], string>> = {
  active: 'active',
  renewing: 'renewing',
  waiting: 'waiting',
  ended: 'sign in again',
}

/** `signet sessions` */
export function sessions(act: ListSessions): Verb {
  return verb({
    name: 'sessions',
    summary: 'Every session you are signed in to',
    options: { json: flag('as JSON') },
    async run({ json }, words, { io, style, prompts, now }) {
      noWords(words, 'signet sessions [--json], or: signet sessions browser')
      const views = await act(prompts)
      io.out(json ? `${printableJson(views)}\n` : sessionsText(views, style, now()))
      return exitCodes.ok
    },
  })
}

function sessionsText(views: readonly SessionSummaryView[], style: Style, now: number): string {
  if (views.length === 0) return 'Nobody is signed in. Start with: signet login\n'
  const rows = views.map((view) => [
    states[view.state],
    view.name,
    kinds[view.kind],
    view.where,
    view.region,
    untilText(view, now),
    String(view.profiles),
  ])
  return table(
    [['STATE', 'NAME', 'KIND', 'WHERE', 'REGION', 'UNTIL', 'PROFILES'], ...rows],
    (cell, column, row) => {
      if (row === 0) return style.dim(cell)
      if (column !== 0) return printable(cell)
      const state = views[row - 1]?.state
      return state === 'ended' ? style.bad(cell) : state === 'waiting' ? style.warn(cell) : style.good(cell)
    },
  )
}

/** AWS alone knows when a session that renews itself ends: what is shown then is when the next renewal is due at the latest. */
function untilText({ state, expiresAt, renews, fault }: SessionSummaryView, now: number): string {
  if (state === 'ended') return fault ?? 'ended'
  const left = (expiresAt ?? 0) - now
  if (left <= 0) return renews ? 'renews on request' : 'sign in again'
  return renews ? `${span(left)}, then renews` : span(left)
}
