/**
 * The browser's side of the code flow.
 *
 * @module
 */
import type { Instance, User } from '../identity-center/directory.ts'
import { pageReply, redirectReply } from '../page-reply.ts'
import { type Received, Refusal, type Reply } from '../service.ts'
import { policyRefusal } from '../signin-control/policy-refusal.ts'
import {
  type AuthorizeRequest,
  RefusedRequest,
  readAuthorizeRequest,
  UnansweredRequest,
} from './authorize-request.ts'
import { authorizePage, closingPage } from './pages.ts'
import type { OidcParts } from './parts.ts'

/** `GET /authorize` */
export function authorize(parts: OidcParts, request: Received): Reply {
  const asked = readOrRefuse(parts, request)
  const { answer } = parts.autoApproval
  if (answer === 'deny') return denied(asked)
  const user = answer === undefined ? undefined : findUser(asked.instance, answer)
  if (user) return approved(parts, request, asked, user)
  const ticket = parts.pendingAuthorizations.open(asked, parts.clock.now())
  return pageReply(200, authorizePage(asked, ticket), 'ok:asked', new URL(asked.redirectUri).origin)
}

/** `POST /authorize/decision`: what the page's form sends. */
export function decide(parts: OidcParts, request: Received): Reply {
  const form = new URLSearchParams(request.body.toString())
  const asked = parts.pendingAuthorizations.take(form.get('ticket') ?? '', parts.clock.now())
  if (!asked) throw badRequest('This page was answered before, or was open for too long.')
  if (form.get('decision') === 'deny') return denied(asked)
  const user = findUser(asked.instance, form.get('user') ?? '')
  if (!user || form.get('decision') !== 'allow') throw badRequest('The answer is not complete.')
  return approved(parts, request, asked, user)
}

/** Refuses to a person, not to a client. */
export function badRequest(reason: string): Refusal {
  return new Refusal({ ...pageReply(400, closingPage('That did not work', reason), 'bad-request'), reason })
}

export function findUser(instance: Instance, key: string): User | undefined {
  return instance.users.find((user) => user.key === key)
}

function readOrRefuse(parts: OidcParts, request: Received): AuthorizeRequest {
  try {
    return readAuthorizeRequest(parts, request)
  } catch (error) {
    if (error instanceof UnansweredRequest) throw badRequest(error.message)
    if (!(error instanceof RefusedRequest)) throw error
    const answer = { error: error.error, error_description: error.message }
    throw new Refusal({ ...redirect(error, answer, error.error), reason: error.message })
  }
}

function approved(parts: OidcParts, request: Received, asked: AuthorizeRequest, user: User): Reply {
  const phase = parts.gate.portalRefusal(
    { ...parts, instance: asked.instance, user },
    parts.gate.networkOf(request),
  )
  if (phase) return policyRefusal(phase, closingPage)
  const { client, codeChallenge, instance, redirectUri, scopes } = asked
  const code = parts.codes.issue(
    { clientId: client.clientId, codeChallenge, instance, redirectUri, scopes, user },
    parts.settings.codeSeconds,
  )
  return redirect(asked, { code }, 'ok:approved')
}

function denied(asked: AuthorizeRequest): Reply {
  return redirect(asked, { error: 'access_denied' }, 'ok:denied')
}

function redirect(
  back: { readonly redirectUri: string; readonly state: string },
  answer: Readonly<Record<string, string>>,
  outcome: string,
): Reply {
  const to = new URL(back.redirectUri)
  for (const [name, value] of Object.entries({ ...answer, state: back.state }))
    to.searchParams.set(name, value)
  return redirectReply(to.href, outcome)
}
