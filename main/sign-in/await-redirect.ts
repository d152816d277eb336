/**
 * A page in a browser on this machine, and the wait for what it brings back over a loopback redirect.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8252#section-7.3 RFC 8252, section 7.3}
 * @module
 */
import type { AppError } from '../kernel/errors.ts'
import type { OpenReceiver, RedirectReceiver } from '../kernel/ports/redirect-receiver.ts'
import type { AuthorizationResponse } from './authorization-response.ts'
import { type OnStep, patienceInMilliseconds, type SignInDeps } from './flow.ts'
import { openPage, type Showing } from './open-page.ts'
import { judgeRedirect, redirectPath } from './redirect.ts'
import { type Waited, waitWithin } from './wait-within.ts'

const attemptsToListen = 3

/** The page of one sign-in. */
export interface RedirectingPage {
  /** The only one that ends the wait. */
  readonly state: string
  /** The page that redirects there. Throws when it is none that a browser may be sent to. */
  readonly pageFor: (redirectUri: string) => URL
  /** What to throw when no port can be had. */
  readonly noPort: (attempts: number, cause: unknown) => AppError
}

export interface RedirectRequestOptions extends Showing {
  readonly signal?: AbortSignal
}

/** Opens the port, shows the page, waits, closes the port: it is free when this settles. */
export async function awaitRedirect(
  { state, pageFor, noPort }: RedirectingPage,
  request: RedirectRequestOptions,
  deps: Pick<SignInDeps, 'browser' | 'clock' | 'redirectReceiver'>,
  onStep: OnStep,
): Promise<{ readonly redirectUri: string; readonly waited: Waited<AuthorizationResponse> }> {
  const { clock } = deps
  const deadline = clock.elapsed() + patienceInMilliseconds
  const redirect = Promise.withResolvers<AuthorizationResponse>()
  let waiting = true
  const receiver = await openReceiver(deps.redirectReceiver, noPort, (redirectRequest, port) => {
    const inTime = waiting && clock.elapsed() < deadline
    const { reply, answer } = judgeRedirect(redirectRequest, { port, state, waiting: inTime })
    if (answer) {
      // SECURITY: one answer and no other, whatever comes before the port is closed (T10).
      waiting = false
      redirect.resolve(answer)
    }
    return reply
  })
  try {
    const redirectUri = `http://127.0.0.1:${receiver.port}${redirectPath}`
    const url = pageFor(redirectUri)
    show(url, request, deps, (step) => {
      if (waiting) onStep(step)
    }).catch(redirect.reject)
    const waited = await waitWithin(redirect.promise, { clock, deadline, signal: request.signal })
    return { redirectUri, waited }
  } finally {
    waiting = false
    await receiver.close()
  }
}

/** Starts the browser, where there is one, and tells where the page is in any case. */
async function show(
  url: URL,
  request: Showing,
  deps: Pick<SignInDeps, 'browser' | 'clock'>,
  onStep: OnStep,
): Promise<void> {
  const until = deps.clock.now() + patienceInMilliseconds
  const opened = await openPage(url, until, request, deps, onStep)
  onStep({ kind: 'waiting-for-browser', url, until, opened })
}

async function openReceiver(
  port: RedirectReceiver,
  noPort: RedirectingPage['noPort'],
  answer: Parameters<RedirectReceiver['open']>[0],
): Promise<OpenReceiver> {
  let cause: unknown
  for (let attempt = 0; attempt < attemptsToListen; attempt += 1) {
    try {
      return await port.open(answer)
    } catch (error) {
      cause = error
    }
  }
  throw noPort(attemptsToListen, cause)
}
