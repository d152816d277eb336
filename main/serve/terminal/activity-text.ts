/**
 * The activity log for a person: one line for each event, the same in a list and as it happens.
 *
 * @module
 */
import type {
  ActivityHealthView,
  ActivityView,
  ConsumerView,
  ProgramView,
} from '../../../preload/contract/activity-views.ts'
import { printable, type Style, shortened, span } from './style.ts'

const eventWidth = 14
const profileWidth = 18
const whoWidth = 36

/** With its end. @param isOfDays - Whether lines of several days may stand together: each then has its own. */
export function activityLine(
  view: ActivityView,
  style: Style,
  { isOfDays }: { readonly isOfDays: boolean },
): string {
  const { time, event, profile = '', consumer, by } = view
  const who = consumer ?? by
  const cells = [
    style.dim(isOfDays ? `${dayText(time)} ${clockText(time)}` : clockText(time)),
    eventWord(event, style),
    printable(shortened(profile, profileWidth)).padEnd(profileWidth),
    printable(shortened(who ? consumerText(who) : '', whoWidth)).padEnd(whoWidth),
    printable(detailText(view)),
  ]
  return `${cells.join('  ').trimEnd()}\n`
}

/** What is wrong with the log itself; empty as a rule. */
export function healthText({ fault, waiting, dropped }: ActivityHealthView, style: Style): string {
  return [
    fault === null ? '' : `${style.bad('Warning')} ${fault} Lines that wait: ${waiting}.\n`,
    dropped === 0
      ? ''
      : `${style.bad('Warning')} Lines that found no room and were not written: ${dropped}.\n`,
  ].join('')
}

/** The program that asked, in a word or two: `aws (python3.11) on pts/3, verified`. */
function consumerText({ program, tty, how }: ConsumerView): string {
  const where = tty === undefined ? '' : ` on ${tty.replace(/^\/dev\//, '')}`
  return `${program ? programName(program) : 'a program'}${where}, ${how}`
}

export function programName({ exe, script, pid }: ProgramView): string {
  const file = lastPart(exe)
  if (script === undefined) return file ?? `pid ${pid}`
  return `${lastPart(script) ?? script} (${file ?? `pid ${pid}`})`
}

function lastPart(path: string | undefined): string | undefined {
  return path?.split('/').at(-1) || undefined
}

function eventWord(event: ActivityView['event'], style: Style): string {
  const word = event.padEnd(eventWidth)
  switch (event) {
    case 'served':
    case 'approved':
    case 'signed-in':
      return style.good(word)
    case 'denied':
    case 'failed':
    case 'gap':
    case 'dropped':
      return style.bad(word)
    default:
      return style.warn(word)
  }
}

function detailText(view: ActivityView): string {
  const {
    event,
    channel,
    accountId,
    principal,
    key,
    expires,
    time,
    cached,
    milliseconds,
    noticed,
    code,
    note,
  } = view
  const parts = [
    channel,
    code,
    [accountId, principal && nameOf(principal)].filter(Boolean).join(' '),
    key && `key …${key}`,
    expires && `${span(expires - time)} left`,
    event === 'served' && cached !== true && milliseconds !== undefined && `took ${milliseconds} ms`,
    noticed && 'you are told, as the policy wants',
    note,
    view.count !== undefined && `${view.count} lines`,
    view.by && view.consumer && `by ${consumerText(view.by)}`,
  ]
  return parts.filter(Boolean).join(', ')
}

/** The part of an ARN after the account: `assumed-role/Dev/me`. */
function nameOf(principal: string): string {
  return principal.startsWith('arn:') ? principal.split(':').slice(5).join(':') : principal
}

/** By the clock and in the time zone of this machine, as the day is. */
function clockText(epochMilliseconds: number): string {
  const at = new Date(epochMilliseconds)
  return [at.getHours(), at.getMinutes(), at.getSeconds()].map(twoDigits).join(':')
}

function dayText(epochMilliseconds: number): string {
  const at = new Date(epochMilliseconds)
  return [at.getFullYear(), twoDigits(at.getMonth() + 1), twoDigits(at.getDate())].join('-')
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0')
}
