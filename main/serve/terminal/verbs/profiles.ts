import type { ProfileView } from '../../../../preload/contract/views.ts'
import type { ListProfiles } from '../../../actions/list-profiles.ts'
import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printable, type Style, table } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

const words: Readonly<Record<ProfileView['state'], string>> = {
  active: 'active',
  renewing: 'active',
  waiting: 'waiting',
  ended: 'sign in again',
  'not-signed-in': 'not signed in',
  other: '',
}

/** `signet profiles` */
export function profiles(act: ListProfiles): Verb {
  return verb({
    name: 'profiles',
    summary: 'The profiles of your AWS config, and which of them Signet serves',
    options: { json: flag('as JSON') },
    async run({ json }, _words, { request, io, style }) {
      const views = await act(request)
      io.out(json ? `${JSON.stringify(views)}\n` : profilesText(views, style))
      return exitCodes.ok
    },
  })
}

function profilesText(views: readonly ProfileView[], style: Style): string {
  if (views.length === 0) return 'The AWS config has no profiles yet. Make one: signet login --profile NAME\n'
  const rows = views.map((view) => [
    view.name,
    view.source,
    view.accountId ?? '',
    view.region ?? '',
    words[view.state],
  ])
  return table([['PROFILE', 'SOURCE', 'ACCOUNT', 'REGION', 'STATE'], ...rows], (cell, column, row) => {
    if (row === 0) return style.dim(cell)
    if (column !== 4) return printable(cell)
    const state = views[row - 1]?.state
    return state === 'active' || state === 'renewing' ? style.good(cell) : style.warn(cell)
  })
}
