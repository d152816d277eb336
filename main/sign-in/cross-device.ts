/**
 * Sign-in with a browser anywhere: AWS's page shows a code, and the person brings it here by hand.
 *
 * @module
 */
import type { QuestionProblem } from '../../preload/contract/task-views.ts'
import { operationUrl } from '../aws/operation-url.ts'
import { authorizeUrl } from '../aws/signin-authorize.ts'
import { equalInConstantTime } from '../kernel/constant-time.ts'
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
import { readPastedCode } from './pasted-code.ts'
import { foreignPageError, lateError, nobodyToAskError, refusedError } from './problems.ts'
import { drawSecrets } from './secrets.ts'
import { waitWithin } from './wait-within.ts'

const clientId = 'arn:aws:signin:::devtools/cross-device'

/** See `signIn`. What is wrong with a paste is said, and the question asked again. */
export async function signInCrossDevice(
  request: SignInRequest,
  deps: SignInDeps,
  onStep: OnStep,
): Promise<SignInOutcome> {
  const secrets = await drawSecrets(deps.random)
  const { state, pkce } = secrets
  const baseUrl = deps.signin.baseUrl(request.region)
  const redirectUri = operationUrl(baseUrl, '/v1/sessions/confirmation').href
  const url = authorizeUrl({ baseUrl, clientId, state, codeChallenge: pkce.codeChallenge, redirectUri })
  if (!openable(url, baseUrl)) throw foreignPageError(baseUrl.host)

  const response = await askForCode({ url, state }, request, deps, onStep)
  if (response === undefined) return { kind: 'cancelled' }
  if (response.kind === 'refused') throw refusedError('cross-device', response)
  return exchange({ code: response.code, clientId, redirectUri, secrets }, request, deps, onStep)
}

/** Asks until there is an answer that belongs to this sign-in. Undefined: the person turned away. */
async function askForCode(
  page: { readonly url: URL; readonly state: string },
  { signal }: SignInRequest,
  { clock, prompts }: SignInDeps,
  onStep: OnStep,
): Promise<AuthorizationResponse | undefined> {
  if (!prompts.ask) throw nobodyToAskError()
  const deadline = clock.elapsed() + patienceInMilliseconds
  const until = clock.now() + patienceInMilliseconds
  let wrong: PasteProblem | undefined
  for (;;) {
    const problem = wrong && problemText[wrong]
    if (signal?.aborted) return undefined
    onStep({ kind: 'waiting-for-code', url: page.url, until, problem })
    // SECURITY: not echoed. The code is worth nothing without the verifier and the key, but a scroll-back keeps long.
    const asked = prompts.ask({
      ...{ message: questionAfter(problem), secret: true, topic: 'pasted-code' },
      ...(wrong === undefined ? {} : { problem: wrong }),
    })
    const waited = await waitWithin(asked, { clock, deadline, signal })
    if (waited.kind === 'late') throw lateError('cross-device')
    if (waited.kind === 'cancelled' || waited.value === undefined) return undefined

    const read = readPastedCode(waited.value)
    if (read.kind === 'unreadable') wrong = `paste-${read.fault}`
    // SECURITY: somebody else's code would sign this person in as somebody else (RFC 6749, section 10.12).
    else if (equalInConstantTime(page.state, read.state)) return read
    else wrong = 'paste-other-sign-in'
  }
}

type PasteProblem = Extract<QuestionProblem, `paste-${string}`>

/** As a terminal says it. */
const problemText: Readonly<Record<PasteProblem, string>> = {
  'paste-empty': 'There was nothing in that.',
  'paste-too-long': 'That is far longer than a code.',
  'paste-not-a-code': 'That is not the code that the page shows, or not all of it.',
  'paste-incomplete': 'That is only a part of the code. Copy all of it, as one line.',
  'paste-address-to-open':
    'That is the address to open. The page behind it shows the code, after you have signed in.',
  'paste-other-sign-in': 'That code belongs to another sign-in, perhaps from an older page.',
}

function questionAfter(problem: string | undefined): string {
  const question = 'Paste the code that the page shows (it stays hidden), then press Enter: '
  return problem === undefined ? question : `${problem}\n${question}`
}
