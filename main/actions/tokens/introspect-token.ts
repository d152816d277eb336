import type { IntrospectionView, TokenPlanView } from '../../../preload/contract/token-views.ts'
import { assertIntrospectableToken } from '../../aws/signin-inputs.ts'
import type { Introspection } from '../../aws/signin-oauth.ts'
import type { TokenTypeHint } from '../../aws/signin-oauth-operations.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { ReadToken, TokenSource } from './read-token.ts'
import { planToken, signedBy, type TokenCall, type TokenDependencies } from './token-call.ts'

export interface IntrospectTokenRequest extends TokenCall {
  readonly token: TokenSource
  readonly hint?: TokenTypeHint | undefined
}

/**
 * Asks AWS whether a token is active, whose it is and until when. The profile must be of the token's account: AWS calls
 * any other token inactive. Undefined after a dry run, and when the person turned away.
 *
 * @throws {@link InputError} `token-invalid`; what {@link SigninOauth} and {@link Grants.issue} throw.
 */
export type IntrospectToken = (
  request: IntrospectTokenRequest,
  prompts: Prompts,
  onPlan: (plan: TokenPlanView) => void,
) => Promise<IntrospectionView | undefined>

export interface IntrospectTokenDependencies extends TokenDependencies {
  readonly readToken: ReadToken
}

export function introspectToken(dependencies: IntrospectTokenDependencies): IntrospectToken {
  return async (request, prompts, onPlan) => {
    const plan = await planToken(dependencies, request, { action: 'introspect' }, prompts)
    onPlan(plan)
    if (request.dryRun) return undefined
    const token = (await dependencies.readToken(request.token, prompts))?.reveal()
    if (token === undefined) return undefined
    assertIntrospectableToken(token)
    const by = await signedBy(dependencies, request, plan, prompts)
    const oauth = await dependencies.oauth()
    return viewOf(await oauth.introspectToken({ token, tokenTypeHint: request.hint }, by))
  }
}

const inactive: IntrospectionView = {
  active: false,
  tokenType: null,
  subject: null,
  userId: null,
  accountId: null,
  clientId: null,
  audience: [],
  resource: null,
  issuer: null,
  tokenId: null,
  signinSession: null,
  issuedAt: null,
  notBefore: null,
  expiresAt: null,
}

function viewOf(told: Introspection): IntrospectionView {
  if (!told.active) return inactive
  return {
    active: true,
    tokenType: told.tokenType ?? null,
    subject: told.subject ?? null,
    userId: told.userId ?? null,
    accountId: told.accountId ?? null,
    clientId: told.clientId ?? null,
    audience: [...told.audience],
    resource: told.resource ?? null,
    issuer: told.issuer ?? null,
    tokenId: told.tokenId ?? null,
    signinSession: told.signinSession ?? null,
    issuedAt: told.issuedAt ?? null,
    notBefore: told.notBefore ?? null,
    expiresAt: told.expiresAt ?? null,
  }
}
