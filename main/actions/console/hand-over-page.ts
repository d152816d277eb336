/**
 * Takes the browser to an address that is a secret, by way of a page on this machine that works once.
 *
 * SECURITY: a browser is started with its page as an argument, and the arguments of a program can be read by every user of
 * the machine. So the argument is a loopback address of no worth: the first request that comes for it within 30 seconds,
 * from a process of this person where the system tells, is sent on to the secret, and nobody after it.
 *
 * @module
 */

import { equalInConstantTime } from '../../kernel/constant-time.ts'
import { UnavailableError } from '../../kernel/errors.ts'
import { hex } from '../../kernel/hex.ts'
import type { Browser } from '../../kernel/ports/browser.ts'
import type { Clock } from '../../kernel/ports/clock.ts'
import type { Random } from '../../kernel/ports/random.ts'
import type {
  OpenReceiver,
  RedirectReceiver,
  RedirectReply,
  RedirectRequest,
} from '../../kernel/ports/redirect-receiver.ts'
import { replyPage } from '../../sign-in/reply-pages.ts'
import { waitWithin } from '../../sign-in/wait-within.ts'
import { printCommand } from './print-command.ts'

export interface HandOverNeeds {
  readonly redirectReceiver: RedirectReceiver
  readonly random: Pick<Random, 'bytes'>
  readonly clock: Clock
}

/** `not-taken`: a browser was started, and did not come for the page. */
export type HandedOver = 'taken' | 'not-taken' | 'no-browser'

const patienceInMilliseconds = 30_000

/**
 * @throws {@link UnavailableError} `loopback-unavailable` when no port can be had. An abort throws the signal's reason.
 */
export async function handOver(
  secret: URL,
  browser: Browser,
  { redirectReceiver, random, clock }: HandOverNeeds,
  { profile, signal }: { readonly profile: string; readonly signal: AbortSignal },
): Promise<HandedOver> {
  signal.throwIfAborted()
  const path = `/open/${hex(random.bytes(16))}`
  const taken = Promise.withResolvers<HandedOver>()
  let isThere = true
  const answer = (request: RedirectRequest, port: number): RedirectReply => {
    const fault = faultOf(request, port, path)
    if (fault) return fault
    if (!isThere) return over
    isThere = false
    taken.resolve('taken')
    return sentOn(secret)
  }
  const receiver = await opened(redirectReceiver, answer, profile)
  try {
    const page = new URL(`http://127.0.0.1:${receiver.port}${path}`)
    // Some browsers only return when they are closed: what counts is that the page was fetched.
    void browser.open(page).then((isStarted) => {
      if (!isStarted) taken.resolve('no-browser')
    })
    const deadline = clock.elapsed() + patienceInMilliseconds
    const waited = await waitWithin(taken.promise, { clock, deadline, signal })
    if (waited.kind === 'cancelled') signal.throwIfAborted()
    return waited.kind === 'came' ? waited.value : 'not-taken'
  } finally {
    isThere = false
    await receiver.close()
  }
}

async function opened(
  receiver: RedirectReceiver,
  answer: Parameters<RedirectReceiver['open']>[0],
  profile: string,
): Promise<OpenReceiver> {
  try {
    return await receiver.open(answer, { looksAtPeers: true })
  } catch (cause) {
    throw new UnavailableError(
      'loopback-unavailable',
      `Signet could not listen on 127.0.0.1 to hand the console of "${profile}" to the browser. Nothing was opened. Try again. In a terminal the address can be printed: ${printCommand(profile)}`,
      { cause },
    )
  }
}

/** As for a sign-in: a name that was made to resolve to 127.0.0.1, and a page's own request, are refused. */
function faultOf(
  { method, target, hosts, origins, isOurs }: RedirectRequest,
  port: number,
  path: string,
): RedirectReply | undefined {
  if (hosts.length !== 1 || hosts[0] !== `127.0.0.1:${port}`) return wrong(421)
  if (origins.length > 0 || isOurs === false) return wrong(403)
  if (!equalInConstantTime(path, target)) return wrong(404)
  return method === 'GET' ? undefined : wrong(405)
}

/** SECURITY: the secret is in the header alone, and no page learns where its visitor came from. */
function sentOn(secret: URL): RedirectReply {
  const page = replyPage(303, 'ok', 'Opening the AWS console', ['Your browser goes on by itself.'])
  return { ...page, headers: { ...page.headers, location: secret.href } }
}

const over = replyPage(410, 'warn', 'This page works once', [
  'It has been opened already. You can close this tab.',
  'To open the console again, begin anew in Signet’s window, or with <code>signet console</code>.',
])

function wrong(status: number): RedirectReply {
  return replyPage(status, 'warn', 'There is nothing here', ['You can close this tab.'])
}
