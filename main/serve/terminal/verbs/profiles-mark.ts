/**
 * `signet profiles pin`, `unpin`, `tag`.
 *
 * @module
 */
import { profileColourSchema } from '../../../../preload/contract/profile-views.ts'
import type {
  MarkProfile,
  MarkProfileRequest,
  ProfileMarked,
} from '../../../actions/profiles/mark-profile.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, text } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

export function profilesPin(act: MarkProfile, word: 'pin' | 'unpin'): Verb {
  return verb({
    name: `profiles ${word}`,
    summary: word === 'pin' ? 'Make a profile a favourite' : 'No favourite any more',
    usage: 'PROFILE',
    options: { json: flag('the result as JSON') },
    completes: 'profiles',
    async run({ json }, words, { request, io }) {
      const [profile, ...more] = words
      if (profile === undefined || more.length > 0) {
        throw new InputError('request-malformed', `Usage: signet profiles ${word} PROFILE`, 'none')
      }
      const { env, cwd } = request
      const marked = await act({ profile, isPinned: word === 'pin', env, cwd })
      io.out(json ? `${printableJson(marked)}\n` : markedText(marked))
      return exitCodes.ok
    },
  })
}

const colours = profileColourSchema.options

/** Words that begin with a dash take a tag away here, so they are sorted out before the options are read. */
export function profilesTag(act: MarkProfile): Verb {
  const own = verb({
    name: 'profiles tag',
    summary: 'Tags and a colour for a profile',
    usage: 'PROFILE [+TAG…] [-TAG…]',
    options: {
      colour: text('COLOUR', `${colours.join(', ')}, or none`),
      json: flag('the result as JSON'),
    },
    completes: 'profiles',
    details: ['Tags and colours are kept by Signet and never written into the AWS config.'],
    async run({ colour, json }, words, { request, io }) {
      const [profile, ...tags] = words
      const chosen = colour === 'none' ? colour : colours.find((candidate) => candidate === colour)
      if (profile === undefined || tags.some((tag) => !/^[+-]./.test(tag))) throw usage()
      if (colour !== undefined && chosen === undefined) {
        throw new InputError(
          'request-malformed',
          `A colour is one of ${colours.join(', ')}, or none.`,
          'none',
        )
      }
      const { env, cwd } = request
      const beginning = (sign: string) =>
        tags.filter((tag) => tag.startsWith(sign)).map((tag) => tag.slice(1))
      const change: MarkProfileRequest = {
        ...{ profile, env, cwd, colour: chosen },
        ...{ addTags: beginning('+'), removeTags: beginning('-') },
      }
      const marked = await act(change)
      io.out(json ? `${printableJson(marked)}\n` : markedText(marked))
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
    'Usage: signet profiles tag PROFILE +TAG -TAG [--colour COLOUR]',
    'none',
  )
}

function markedText({ profile, isPinned, tags, colour }: ProfileMarked): string {
  const marks = [
    ...(isPinned ? ['pinned'] : []),
    ...(colour ? [colour] : []),
    ...tags.map((tag) => `#${tag}`),
  ]
  return `${printable(profile)}: ${printable(marks.join(' ')) || 'nothing on it'}\n`
}
