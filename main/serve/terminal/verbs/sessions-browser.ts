import type { BrowserOptionView, SessionBrowserView } from '../../../../preload/contract/browser-views.ts'
import type {
  BrowserChosen,
  BrowsersListed,
  ChooseBrowser,
  ListBrowsers,
} from '../../../actions/sessions/choose-browser.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable, type Style, table } from '../style.ts'
import { type Verb, verb } from '../verb.ts'

export interface BrowserActions {
  readonly listBrowsers: ListBrowsers
  readonly chooseBrowser: ChooseBrowser
}

/** `signet sessions browser` */
export function sessionsBrowser({ listBrowsers, chooseBrowser }: BrowserActions): Verb {
  return verb({
    name: 'sessions browser',
    summary: 'In which browser, or browser profile, the pages of each session open',
    usage: '[SESSION [CHOICE]]',
    options: {
      default: flag("the system's own browser again"),
      json: flag('as JSON'),
    },
    completes: 'sessions',
    details: [
      'Sign-ins of that session and consoles of its profiles then open there, so that cookies of two identities do not meet.\n' +
        'SESSION is a name of "signet sessions", or a profile that the session serves. CHOICE is an id of the list below it:\n' +
        '  signet sessions browser\n' +
        "  signet sessions browser client-a 'google-chrome:Profile 2'\n" +
        '  signet sessions browser client-b --default',
      'If the chosen browser or profile is gone, Signet says so and shows the address: no other browser is started.\n' +
        'Private windows of one browser share their cookies as long as one of them is open.',
    ],
    async run(values, words, { io, style, prompts }) {
      const [session, choice, ...more] = words
      if (more.length > 0 || (values.default && (session === undefined || choice !== undefined)))
        throw usage()
      if (session === undefined || (choice === undefined && !values.default)) {
        const listed = await listBrowsers(prompts, session)
        io.out(values.json ? `${printableJson(listed)}\n` : listedText(listed, style))
        return exitCodes.ok
      }
      const chosen = await chooseBrowser({ session, choice: choice ?? null }, prompts)
      io.out(values.json ? `${printableJson(chosen)}\n` : chosenText(chosen))
      return exitCodes.ok
    },
  })
}

function usage(): InputError {
  return new InputError(
    'request-malformed',
    'Usage: signet sessions browser [SESSION [CHOICE | --default]]',
    'none',
  )
}

const usual = "the system's own browser"

function listedText({ sessions, options, folders }: BrowsersListed, style: Style): string {
  const dimHead = (cell: string, _column: number, row: number) =>
    row === 0 ? style.dim(cell) : printable(cell)
  const ofSessions =
    sessions.length === 0
      ? 'Nobody is signed in.\n'
      : table(
          [['SESSION', 'OPENS IN'], ...sessions.map((each) => [each.name, opensIn(each)])],
          (cell, column, row) =>
            row > 0 && column === 1 && sessions[row - 1]?.isHere === false
              ? style.bad(printable(cell))
              : dimHead(cell, column, row),
        )
  const ofOptions =
    options.length === 0
      ? 'No browser was found on this machine where programs are installed.\n'
      : table(
          [['CHOICE', 'BROWSER', 'PROFILE'], ...options.map((each) => [each.id, each.browser, part(each)])],
          dimHead,
        )
  const looked = folders.length === 0 ? '' : `Also looked in: ${folders.map(printable).join(', ')}\n`
  return `${ofSessions}\n${ofOptions}${style.dim(looked)}`
}

function opensIn({ choice, isHere }: SessionBrowserView): string {
  return isHere ? words(choice) : `${words(choice)}: not on this machine any more`
}

function words(choice: BrowserOptionView | null): string {
  if (choice === null) return usual
  const { browser, profile, isPrivate } = choice
  return profile === null && !isPrivate ? browser : `${browser} · ${part(choice)}`
}

function part({ profile, isPrivate }: BrowserOptionView): string {
  return isPrivate ? 'a private window' : (profile ?? 'the one used last')
}

function chosenText({ name, before, after }: BrowserChosen): string {
  const now = `${printable(name)} opens in ${printable(words(after))}.`
  return before?.id === after?.id ? `${now}\n` : `${now} Before: ${printable(words(before))}.\n`
}
