/**
 * `signet profiles pin`, `unpin`, `tag`.
 *
 * @module
 */
import { type ProfileColour, profileColourSchema } from '../../../../preload/contract/profile-views.ts'
import type { MarkProfiles, ProfileMarked } from '../../../actions/profiles/mark-profiles.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

export function profilesPin(act: MarkProfiles, word: 'pin' | 'unpin'): Verb {
  return verb({
    name: `profiles ${word}`,
    summary: word === 'pin' ? 'Make profiles favourites' : 'No favourites any more',
    usage: 'PROFILE…',
    options: { json: flag('the result as JSON') },
    completes: 'profiles',
    takesSeveral: true,
    async run({ json }, profiles, { request, io }) {
      if (profiles.length === 0) {
        throw new InputError('request-malformed', `Usage: signet profiles ${word} PROFILE…`, 'none')
      }
      const { env, cwd } = request
      const marked = await act({ profiles, isPinned: word === 'pin', env, cwd })
      io.out(json ? markedJson(marked) : marked.map(markedText).join(''))
      return exitCodes.ok
    },
  })
}

const colours = profileColourSchema.options

/** Words that begin with a dash take a tag away here, so they are sorted out before the options are read. */
export function profilesTag(act: MarkProfiles): Verb {
  const own = verb({
    name: 'profiles tag',
    summary: 'Tags and a colour for profiles',
    usage: 'PROFILE… [+TAG…] [-TAG…]',
    options: {
      add: text('TAGS', 'the same as +TAG; several with commas between them'),
      remove: text('TAGS', 'the same as -TAG'),
      colour: text('COLOUR', `${colours.join(', ')}, or none`),
      json: flag('the result as JSON'),
    },
    completes: 'profiles',
    takesSeveral: true,
    details: ['Tags and colours are kept by Signet and never written into the AWS config.'],
    async run({ add, remove, colour, json }, words, { request, io }) {
      const [first, ...others] = words
      if (first === undefined) throw usage()
      const isTag = (word: string) => /^[+-]./.test(word)
      const beginning = (sign: string) =>
        others.filter((word) => isTag(word) && word.startsWith(sign)).map((word) => word.slice(1))
      const marked = await act({
        profiles: [first, ...others.filter((word) => !isTag(word))],
        colour: colourOf(colour),
        addTags: [...beginning('+'), ...listed(add)],
        removeTags: [...beginning('-'), ...listed(remove)],
        ...{ env: request.env, cwd: request.cwd },
      })
      io.out(json ? markedJson(marked) : marked.map(markedText).join(''))
      return exitCodes.ok
    },
  })
  return {
    ...own,
    run(argv, context) {
      const isTag = (word: string) => /^-[^-]/.test(word)
      const tags = argv.filter(isTag)
      const others = argv.filter((word) => !isTag(word))
      return own.run(tags.length === 0 ? argv : [...others, '--', ...tags], context)
    },
  }
}

function usage(): InputError {
  return new InputError(
    'request-malformed',
    'Usage: signet profiles tag PROFILE… +TAG -TAG [--colour COLOUR]',
    'none',
  )
}

function colourOf(given: string | undefined): ProfileColour | 'none' | undefined {
  const chosen = given === 'none' ? given : colours.find((candidate) => candidate === given)
  if (given === undefined || chosen !== undefined) return chosen
  throw new InputError('request-malformed', `A colour is one of ${colours.join(', ')}, or none.`, 'none')
}

function listed(tags = ''): readonly string[] {
  return tags.split(',').filter((tag) => tag !== '')
}

/** Of one profile as it is, of several as a list. */
function markedJson(marked: readonly ProfileMarked[]): string {
  return `${printableJson(marked.length === 1 ? marked[0] : marked)}\n`
}

function markedText({ profile, isPinned, tags, colour }: ProfileMarked): string {
  const marks = [
    ...(isPinned ? ['pinned'] : []),
    ...(colour ? [colour] : []),
    ...tags.map((tag) => `#${tag}`),
  ]
  return `${printable(profile)}: ${printable(marks.join(' ')) || 'nothing on it'}\n`
}
