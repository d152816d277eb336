/**
 * `signet complete -- WORDS…`: what may stand in the place of the last word. One line each, for the functions of
 * `signet shell-init`.
 *
 * @module
 */
import type { Asking } from '../../../actions/config/aws-files.ts'
import type { CompletionNames, NameKind } from '../../../actions/profiles/completion-names.ts'
import { AppError } from '../../../kernel/errors.ts'
import { exitCodes } from '../exit-codes.ts'
import { printable } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

/** @param verbs - All of them, once they are made. */
export function complete(names: CompletionNames, verbs: () => readonly Verb[]): Verb {
  return verb({
    name: 'complete',
    summary: 'Completions of a command line, for the functions of "signet shell-init"',
    isHidden: true,
    options: {},
    async run(_values, words, { request, io }) {
      const found = await candidates(verbs(), words, names, request)
      // SECURITY: one line is one candidate. A name that a terminal would obey is offered by nobody.
      const safe = found.filter((candidate) => candidate !== '' && printable(candidate) === candidate)
      io.out(safe.map((candidate) => `${candidate}\n`).join(''))
      return exitCodes.ok
    },
  })
}

const namesOfOptions: Readonly<Record<string, NameKind>> = {
  profile: 'profile',
  session: 'session',
  account: 'account',
  role: 'role',
  tag: 'tag',
}

async function candidates(
  verbs: readonly Verb[],
  words: readonly string[],
  names: CompletionNames,
  asking: Asking,
): Promise<readonly string[]> {
  const typed = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  const beginning = (found: readonly string[]) =>
    [...new Set(found)].filter((name) => name.startsWith(typed)).sort()
  const { found, rest } = verbOf(verbs, before)
  if (!found) return before.length === 0 ? beginning(wordsOf(verbs, '')) : []
  const inline = /^--([a-z-]+)=/.exec(typed)?.[1]
  if (inline !== undefined) {
    const values = await valuesOf(namesOfOptions[inline], names, asking)
    return beginning(values.map((value) => `--${inline}=${value}`))
  }
  const option = /^--([a-z-]+)$/.exec(rest.at(-1) ?? '')?.[1]
  if (option !== undefined && found.options[option]?.takes === 'text') {
    return beginning(await valuesOf(namesOfOptions[option], names, asking))
  }
  if (typed.startsWith('-')) return beginning(Object.keys(found.options).map((name) => `--${name}`))
  const commands = commandWords(found, rest)
  return beginning([...commands, ...(await positional(found, rest, verbs, names, asking))])
}

async function positional(
  { completes, takesSeveral, options }: Verb,
  rest: readonly string[],
  verbs: readonly Verb[],
  names: CompletionNames,
  asking: Asking,
): Promise<readonly string[]> {
  const isFirst = rest.every((word, index) => word.startsWith('-') || takesText(options, rest[index - 1]))
  if (completes === undefined || !(isFirst || takesSeveral)) return []
  if (completes === 'verbs') return wordsOf(verbs, '')
  if (completes === 'profiles') {
    return (await valuesOf('profile', names, asking)).filter((name) => !rest.includes(name))
  }
  if (completes !== 'sessions') return completes
  // A session is also meant by a profile that it serves.
  return [...(await valuesOf('session', names, asking)), ...(await valuesOf('profile', names, asking))]
}

function takesText(options: Verb['options'], word: string | undefined): boolean {
  return word?.startsWith('--') === true && options[word.slice(2)]?.takes === 'text'
}

/** The verb that the words lead to, down to the one below it, and what comes after. */
function verbOf(
  verbs: readonly Verb[],
  [first, ...rest]: readonly string[],
): { readonly found: Verb | undefined; readonly rest: readonly string[] } {
  if (first === 'help') return { found: helpVerb, rest }
  const own = verbs.find(({ name }) => name === first)
  for (const count of [2, 1]) {
    const name = [first, ...rest.slice(0, count)].join(' ')
    const below = rest.length >= count ? own?.commands?.find((command) => command.name === name) : undefined
    if (below) return { found: below, rest: rest.slice(count) }
  }
  return { found: own, rest }
}

/** The next word of the names of those below it that the words before begin. */
function commandWords({ name, commands = [] }: Verb, before: readonly string[]): readonly string[] {
  const paths = commands
    .filter(({ isHidden }) => !isHidden)
    .map((command) => command.name.slice(name.length + 1).split(' '))
  const fitting = paths.filter((path) => before.every((word, index) => path[index] === word))
  return fitting.flatMap((path) => path[before.length] ?? [])
}

const helpVerb: Verb = {
  ...{ name: 'help', summary: '', usage: '', options: {}, details: [], completes: 'verbs' },
  run: async () => exitCodes.ok,
}

function wordsOf(verbs: readonly Verb[], prefix: string): readonly string[] {
  const shown = verbs.filter(({ isHidden }) => !isHidden).map(({ name }) => name.slice(prefix.length))
  return prefix === '' ? [...shown, 'help'] : shown
}

/** A locked vault or an unreadable file is no reason for noise on a half typed line. */
async function valuesOf(
  kind: NameKind | undefined,
  names: CompletionNames,
  asking: Asking,
): Promise<readonly string[]> {
  if (kind === undefined) return []
  try {
    return await names(kind, asking)
  } catch (thrown) {
    if (thrown instanceof AppError) return []
    throw thrown
  }
}
