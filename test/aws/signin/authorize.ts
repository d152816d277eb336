/**
 * The browser's side of Sign-In: asks a person who they are and whether the client may act for them.
 *
 * @module
 */
import { pageReply, redirectReply } from '../page-reply.ts'
import type { Principal } from '../principals.ts'
import { type Received, Refusal, type Reply } from '../service.ts'
import { type AuthorizeRequest, readAuthorizeRequest } from './authorize-request.ts'
import { choicePage, confirmationPage, refusalPage } from './pages.ts'
import type { SigninParts } from './parts.ts'

/** `GET /v1/authorize` */
export function authorize(parts: SigninParts, request: Received): Reply {
  const asked = readOrRefuse(request)
  const { answer } = parts.autoApproval
  if (answer === 'deny') return denied(asked)
  if (answer !== undefined) return approved(parts, asked, parts.principals.named(answer))
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
  return approved(parts, asked, principal)
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

function readOrRefuse(request: Received): AuthorizeRequest {
  try {
    return readAuthorizeRequest(request)
  } catch (error) {
    throw error instanceof TypeError ? badRequest(error.message) : error
  }
}

function approved(parts: SigninParts, asked: AuthorizeRequest, principal: Principal): Reply {
  if (!parts.principals.may(principal, 'signin:AuthorizeOAuth2Access')) return denied(asked)
  const { clientId, redirectUri, codeChallenge } = asked
  const code = parts.store.issueCode({
    region: parts.region,
    clientId,
    redirectUri,
    codeChallenge,
    principal,
  })
  return redirect(asked, { code }, 'ok:approved')
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
