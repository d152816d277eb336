/**
 * The browser's side of Sign-In: asks a person who they are and whether the client may act for them.
 *
 * @module
 */
import { pageReply, redirectReply } from '../page-reply.ts'
import type { Principal } from '../principals.ts'
import { type Received, Refusal, type Reply } from '../service.ts'
import { policyRefusal } from '../signin-control/policy-refusal.ts'
import type { Phase } from '../signin-policy/admits.ts'
import type { Network } from '../signin-policy/network.ts'
import {
  type AuthorizeRequest,
  type OpenAuthorizeRequest,
  readAuthorizeRequest,
} from './authorize-request.ts'
import { choicePage, confirmationPage, refusalPage } from './pages.ts'
import type { SigninParts } from './parts.ts'

/** `GET /v1/authorize` */
export function authorize(parts: SigninParts, request: Received): Reply {
  const asked = { ...readOrRefuse(parts, request), openedFrom: parts.gate.networkOf(request) }
  const { answer } = parts.autoApproval
  if (answer === 'deny') return denied(asked)
  if (answer !== undefined) return approved(parts, request, asked, parts.principals.named(answer))
  const ticket = parts.pending.open(asked, parts.clock.now())
  const body = choicePage({ ...asked, ticket, region: parts.region, principals: parts.principals.all })
  return pageReply(200, body, 'ok:asked')
}

/** `POST /v1/authorize/decision`: what the page's form sends. */
export function decide(parts: SigninParts, request: Received): Reply {
  const form = new URLSearchParams(request.body.toString())
  const asked = parts.pending.take(form.get('ticket') ?? '', parts.clock.now())
  if (!asked) throw badRequest('This page was answered before, or was open for too long.')
  if (form.get('decision') === 'deny') return denied(asked)
  const principal = parts.principals.find(form.get('principal') ?? '')
  if (!principal || form.get('decision') !== 'allow') throw badRequest('The answer is not complete.')
  return approved(parts, request, asked, principal)
}

/** `GET /v1/sessions/confirmation`: where the cross-device flow ends. */
export function confirm(request: Received): Reply {
  const query = new URLSearchParams(request.query)
  const code = query.get('code')
  const state = query.get('state')
  if (query.get('error') === 'access_denied') {
    return pageReply(
      200,
      refusalPage('You said no', 'Nothing was allowed. You can close this page.'),
      'ok:denied',
    )
  }
  if (!code || !state) throw badRequest('There is nothing to confirm.')
  const answer = new URLSearchParams([
    ['state', state],
    ['code', code],
  ])
  return pageReply(200, confirmationPage(Buffer.from(answer.toString()).toString('base64')), 'ok')
}

function readOrRefuse(parts: SigninParts, request: Received): AuthorizeRequest {
  try {
    return readAuthorizeRequest(request, parts.externalClients)
  } catch (error) {
    throw error instanceof TypeError ? badRequest(error.message) : error
  }
}

function approved(
  parts: SigninParts,
  request: Received,
  asked: OpenAuthorizeRequest,
  principal: Principal,
): Reply {
  const phase = policyPhase(parts, request, asked, principal)
  if (phase) return policyRefusal(phase, refusalPage)
  if (!parts.principals.may(principal, 'signin:AuthorizeOAuth2Access')) return denied(asked)
  const { clientId, redirectUri, codeChallenge } = asked
  if (asked.external) {
    const grant = { clientId, redirectUri, codeChallenge, principal, ...asked.external }
    return redirect(asked, { code: parts.externalClients.issueCode(grant) }, 'ok:approved-external')
  }
  const code = parts.store.issueCode({
    region: parts.region,
    clientId,
    redirectUri,
    codeChallenge,
    principal,
  })
  return redirect(asked, { code }, 'ok:approved')
}

/** Who was let in where the page was opened may have moved since, and the code is refused where they are now. */
function policyPhase(
  { gate, region }: SigninParts,
  request: Received,
  { openedFrom }: OpenAuthorizeRequest,
  principal: Principal,
): Phase | undefined {
  const here = gate.networkOf(request)
  const beforeFrom = (network: Network) => gate.refusal(principal, region, network, ['signin:Authenticate'])
  if (beforeFrom(openedFrom) && beforeFrom(here)) return 'before-sign-in'
  return gate.refusal(principal, region, here, ['signin:AuthorizeOAuth2Access'])
}

function denied(asked: AuthorizeRequest): Reply {
  return redirect(asked, { error: 'access_denied' }, 'ok:denied')
}

function redirect(asked: AuthorizeRequest, answer: Readonly<Record<string, string>>, outcome: string): Reply {
  const query = new URLSearchParams({ ...answer, state: asked.state })
  const location = `${asked.redirectUri}?${query}`
  return redirectReply(location, outcome)
}

function badRequest(reason: string): Refusal {
  return new Refusal({ ...pageReply(400, refusalPage('That did not work', reason), 'bad-request'), reason })
}
