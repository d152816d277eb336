import type { TokenPlanView } from '../../../preload/contract/token-views.ts'
import { assertRevocableToken } from '../../aws/signin-inputs.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { ReadToken, TokenSource } from './read-token.ts'
import { planToken, signedBy, type TokenCall, type TokenDependencies } from './token-call.ts'

export interface RevokeTokenRequest extends TokenCall {
  readonly token: TokenSource
}

/**
 * Ends a refresh token and every token that comes of it. AWS answers the same for one that it does not know. False after
 * a dry run, and when the person turned away.
 *
 * @throws {@link InputError} `token-invalid`; what {@link SigninOauth} and {@link Grants.issue} throw.
 */
export type RevokeToken = (
  request: RevokeTokenRequest,
  prompts: Prompts,
  onPlan: (plan: TokenPlanView) => void,
) => Promise<boolean>

export interface RevokeTokenDependencies extends TokenDependencies {
  readonly readToken: ReadToken
}

export function revokeToken(dependencies: RevokeTokenDependencies): RevokeToken {
  return async (request, prompts, onPlan) => {
    const plan = await planToken(dependencies, request, { action: 'revoke' }, prompts)
    onPlan(plan)
    if (request.dryRun) return false
    const token = (await dependencies.readToken(request.token, prompts))?.reveal()
    if (token === undefined) return false
    assertRevocableToken(token)
    const by = await signedBy(dependencies, request, plan, prompts)
    await (await dependencies.oauth()).revokeToken({ token }, by)
    return true
  }
}
