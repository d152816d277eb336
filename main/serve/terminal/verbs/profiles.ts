import type { ProfileView } from '../../../../preload/contract/views.ts'
import type { ListProfiles } from '../../../actions/profiles/list-profiles.ts'
import { searchProfiles } from '../../../actions/profiles/profile-search.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, nearest, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { profileMarks } from '../profile-marks-text.ts'
import { printable, type Style, span, table } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** On a terminal: more is no list that anybody reads. */
const mostOnTerminal = 200

/** What a word that fits no profile may have been meant as. */
const commandWords = [
  'list',
  'show',
  'explain',
  'add',
  'generate',
  'rename',
  'remove',
  'unpin',
  'tag',
  'policy',
]

/** `signet profiles list`, and `signet profiles` alone. */
export function profiles(act: ListProfiles, name: 'profiles' | 'profiles list' = 'profiles'): Verb {
  return verb({
    name,
    summary: 'The profiles of your AWS config, and which of them Signet serves',
    usage: '[WORDS]',
    options: {
      tag: text('TAG', 'only those with this tag'),
      favourites: flag('only those that are pinned'),
      all: flag(`on a terminal: more than ${mostOnTerminal}`),
      json: flag('as JSON'),
    },
    async run({ tag, favourites, all, json }, words, { request, io, style, now }) {
      if (words.length > 8) throw new InputError('request-malformed', 'Too many words to look for.', 'none')
      const query = words.join(' ')
      const found = searchProfiles(await act(request), { query, tag, onlyPinned: favourites })
      if (json) {
        io.out(`${printableJson(found)}\n`)
        return exitCodes.ok
      }
      const isNarrowed = query !== '' || tag !== undefined || favourites
      const shown = all || !request.isTerminal.stdout ? found : found.slice(0, mostOnTerminal)
      io.out(profilesText(shown, style, isNarrowed, now()))
      const meant =
        found.length === 0 && name === 'profiles' ? nearest(words[0] ?? '', commandWords) : undefined
      if (meant !== undefined) io.err(`Did you mean: signet profiles ${meant}\n`)
      const left = found.length - shown.length
      if (left > 0) io.err(`… and ${left} more. All of them: --all. Some: signet profiles list WORDS\n`)
      return exitCodes.ok
    },
  })
}

function profilesText(views: readonly ProfileView[], style: Style, isNarrowed: boolean, now: number): string {
  if (views.length === 0) {
    return isNarrowed
      ? 'No profile fits.\n'
      : 'The AWS config has no profiles yet. Make one: signet login --profile NAME\n'
  }
  const rows = views.map((view) => [
    view.name,
    view.source,
    view.accountId ?? '',
    view.region ?? '',
    stateText(view, now),
    profileMarks(view),
  ])
  const header = ['PROFILE', 'SOURCE', 'ACCOUNT', 'REGION', 'STATE', '']
  return table([header, ...rows], (cell, column, row) => {
    if (row === 0) return style.dim(cell)
    if (column !== 4) return printable(cell)
    const state = views[row - 1]?.state
    return state === 'active' || state === 'renewing' ? style.good(cell) : style.warn(cell)
  })
}

/** How it stands, and how long its own credentials live, where some are at hand. */
export function stateText({ state, use }: ProfileView, now: number): string {
  const left = (use?.credentials?.expiresAt ?? 0) - now
  return left > 0 ? `${stateWords[state]}, ${span(left)} left` : stateWords[state]
}

const stateWords: Readonly<Record<ProfileView['state'], string>> = {
  active: 'active',
  renewing: 'active',
  waiting: 'waiting',
  ended: 'sign in again',
  'not-signed-in': 'not signed in',
  locked: 'vault locked',
  other: '',
}
