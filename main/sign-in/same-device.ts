/**
 * Sign-in with a browser on this machine: authorization code with PKCE, brought back over a loopback redirect.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8252#section-7.3 RFC 8252, section 7.3}
 * @module
 */
import { authorizeUrl } from '../aws/signin-authorize.ts'
import type { OpenReceiver, RedirectReceiver } from '../kernel/ports/redirect-receiver.ts'
import type { AuthorizationResponse } from './authorization-response.ts'
import { exchange } from './exchange.ts'
import {
  type OnStep,
  patienceInMilliseconds,
  type SignInDeps,
  type SignInOutcome,
  type SignInRequest,
} from './flow.ts'
import { openable } from './openable.ts'
import { foreignPageError, lateError, noPortError, refusedError } from './problems.ts'
import { judgeRedirect, redirectPath } from './redirect.ts'
import { drawSecrets, type SignInSecrets } from './secrets.ts'
import { type Waited, waitWithin } from './wait-within.ts'

const clientId = 'arn:aws:signin:::devtools/same-device'
const attemptsToListen = 3

/** See `signIn`. The port is free before the code is exchanged. */
export async function signInSameDevice(
  request: SignInRequest,
  deps: SignInDeps,
  onStep: OnStep,
): Promise<SignInOutcome> {
  const secrets = await drawSecrets(deps.random)
  if (request.signal?.aborted) return { kind: 'cancelled' }
  const { redirectUri, waited } = await awaitRedirect(secrets, request, deps, onStep)
  switch (waited.kind) {
    case 'cancelled':
      return { kind: 'cancelled' }
    case 'late':
      throw lateError('same-device')
    case 'came':
      if (waited.value.kind === 'refused') throw refusedError(waited.value)
      return exchange({ code: waited.value.code, clientId, redirectUri, secrets }, request, deps, onStep)
    default:
      return assertNever(waited)
  }
}

/** Opens the port, shows the page, waits, closes the port. */
async function awaitRedirect(
  secrets: SignInSecrets,
  request: SignInRequest,
  deps: SignInDeps,
  onStep: OnStep,
): Promise<{ redirectUri: string; waited: Waited<AuthorizationResponse> }> {
  const { clock, signin } = deps
  const baseUrl = signin.baseUrl(request.region)
  const deadline = clock.elapsed() + patienceInMilliseconds
  const redirect = Promise.withResolvers<AuthorizationResponse>()
  let waiting = true
  const receiver = await openReceiver(deps.redirectReceiver, (redirectRequest, port) => {
    const inTime = waiting && clock.elapsed() < deadline
    const { reply, answer } = judgeRedirect(redirectRequest, { port, state: secrets.state, waiting: inTime })
    if (answer) {
      // SECURITY: one answer and no other, whatever comes before the port is closed (T10).
      waiting = false
      redirect.resolve(answer)
    }
    return reply
  })
  try {
    const redirectUri = `http://127.0.0.1:${receiver.port}${redirectPath}`
    const url = pageFor(redirectUri, secrets, baseUrl)
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

function pageFor(redirectUri: string, { state, pkce }: SignInSecrets, baseUrl: URL): URL {
  const url = authorizeUrl({ baseUrl, clientId, state, codeChallenge: pkce.codeChallenge, redirectUri })
  if (!openable(url, baseUrl)) throw foreignPageError(baseUrl.host)
  return url
}

/** Starts the browser, where there is one, and tells where the page is in any case. */
async function show(url: URL, request: SignInRequest, deps: SignInDeps, onStep: OnStep): Promise<void> {
  const until = deps.clock.now() + patienceInMilliseconds
  let opened = false
  if (request.openBrowser !== false && deps.browser.available()) {
    onStep({ kind: 'opening-browser', url, until })
    opened = await deps.browser.open(url)
  }
  onStep({ kind: 'waiting-for-browser', url, until, opened })
}

async function openReceiver(
  port: RedirectReceiver,
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
  throw noPortError(attemptsToListen, cause)
}

function assertNever(_waited: never): never {
  throw new TypeError('There is no such end of a wait.')
}
