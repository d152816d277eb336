/**
 * Sign-in to IAM Identity Center with a browser anywhere: a code is shown here, and confirmed there.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc8628 RFC 8628}
 * @module
 */
import { pause } from '../aws/retry.ts'
import type { DeviceAuthorization, DevicePoll, SsoTokens } from '../aws/sso-oidc.ts'
import { UnavailableError } from '../kernel/errors.ts'
import { afterPoll, type PollAnswer, startPolling } from '../oauth/device-polling.ts'
import type { OnStep } from './flow.ts'
import type { IdentityCenterDeps, IdentityCenterRequest, RegisteredClient } from './identity-center-flow.ts'
import { openPage } from './open-page.ts'
import { openable } from './openable.ts'
import { foreignVerificationError, lateError } from './problems.ts'

type DeviceRequest = Pick<IdentityCenterRequest, 'openBrowser' | 'signal'>

/**
 * Asks once before the code is shown, since a client that was allowed before may get its tokens straight away.
 * An abort throws the signal's reason.
 */
export async function signInWithDeviceCode(
  client: RegisteredClient,
  request: DeviceRequest,
  deps: IdentityCenterDeps,
  onStep: OnStep,
): Promise<SsoTokens> {
  const { region, registration, startUrl } = client
  const authorization = await deps.ssoOidc.startDeviceAuthorization(
    { region, registration, startUrl },
    { signal: request.signal },
  )
  const pages = pagesOf(authorization)
  const poll = (signal: AbortSignal) =>
    deps.ssoOidc.pollDevice({ region, registration, deviceCode: authorization.deviceCode }, { signal })
  return awaitConfirmation(authorization, poll, request, deps, (until) =>
    showCode(authorization, pages, until, request, deps, onStep),
  )
}

interface Pages {
  readonly verificationUri: URL
  readonly verificationUriComplete: URL | undefined
}

function pagesOf({ verificationUri, verificationUriComplete }: DeviceAuthorization): Pages {
  // SECURITY: T17. Both come over the wire, and both are shown to a person as something to open.
  const page = openablePage(verificationUri)
  if (!page) throw foreignVerificationError()
  return {
    verificationUri: page,
    verificationUriComplete: verificationUriComplete ? openablePage(verificationUriComplete) : undefined,
  }
}

function openablePage(address: string): URL | undefined {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  return openable(url) ? url : undefined
}

/**
 * Polls until there are tokens, or the code has ended.
 *
 * @param show - Runs once, after the first poll; `until` is epoch milliseconds by the local wall clock.
 */
async function awaitConfirmation(
  authorization: DeviceAuthorization,
  poll: (signal: AbortSignal) => Promise<DevicePoll>,
  { signal }: DeviceRequest,
  { clock }: Pick<IdentityCenterDeps, 'clock'>,
  show: (until: number) => void,
): Promise<SsoTokens> {
  let polling = startPolling(authorization, clock.elapsed())
  const until = clock.now() + polling.deadline - clock.elapsed()
  const end = new AbortController()
  const stopTimer = clock.schedule(polling.deadline - clock.elapsed(), () => end.abort())
  const cut = signal ? AbortSignal.any([signal, end.signal]) : end.signal
  let fault: UnavailableError | undefined
  try {
    for (let shown = false; clock.elapsed() < polling.deadline; shown = true) {
      const polled = await pollOnce(poll, cut)
      if (polled.kind === 'tokens') return polled.tokens
      cut.throwIfAborted()
      fault = 'fault' in polled ? polled.fault : undefined
      if (!shown) show(until)
      const next = afterPoll(polling, polled, clock.elapsed())
      if (next.pollAt === undefined) break
      polling = next.polling
      await pause(clock, next.pollAt - clock.elapsed(), cut)
    }
  } catch (error) {
    if (!end.signal.aborted) throw error
  } finally {
    stopTimer()
  }
  throw lateError('device', authorization.expiresInSeconds, fault)
}

/** What may pass while the code lives. An untrusted certificate may not: somebody is in between. */
const passing: readonly string[] = ['network-down', 'timed-out', 'server-error', 'throttled']

type Polled = Extract<DevicePoll, { kind: 'tokens' }> | (PollAnswer & { readonly fault?: UnavailableError })

async function pollOnce(
  poll: (signal: AbortSignal) => Promise<DevicePoll>,
  cut: AbortSignal,
): Promise<Polled> {
  try {
    return await poll(cut)
  } catch (error) {
    if (cut.aborted || !(error instanceof UnavailableError) || !passing.includes(error.code)) throw error
    if (error.code === 'timed-out') return { kind: 'timed-out', fault: error }
    return { kind: 'unreachable', retryAfterSeconds: error.retryAfterSeconds, fault: error }
  }
}

/** SECURITY: T12. The code comes first: whoever opens the page can hold the two together. */
function showCode(
  { userCode }: DeviceAuthorization,
  pages: Pages,
  until: number,
  request: DeviceRequest,
  deps: Pick<IdentityCenterDeps, 'browser'>,
  onStep: OnStep,
): void {
  onStep({ kind: 'showing-code', userCode, ...pages, until })
  // Not waited for: the code and the address are there, whatever becomes of the browser.
  void openPage(pages.verificationUriComplete ?? pages.verificationUri, until, request, deps, onStep)
}
