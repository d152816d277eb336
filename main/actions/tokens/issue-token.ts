/**
 * A bearer token for one resource, made with a profile's credentials. It is given to whoever asked and kept nowhere: not
 * in the vault, not in a file, not in the log.
 *
 * @module
 */
import type { TokenGrantView, TokenPlanView } from '../../../preload/contract/token-views.ts'
import { assertBearerDuration, assertResource } from '../../aws/signin-inputs.ts'
import type { TokenKind } from '../../aws/signin-oauth.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { Secret } from '../../kernel/secret.ts'
import { planToken, signedBy, type TokenCall, type TokenDependencies } from './token-call.ts'

export interface IssueTokenRequest extends TokenCall {
  readonly kind: TokenKind
  /** What the token is good for, such as `aws-mcp.amazonaws.com`. */
  readonly resource: string
  /** Of kind `bearer` only: 300 to 43200; AWS's own choice where left out. */
  readonly durationSeconds?: number | undefined
}

/** Undefined after a dry run. */
export interface IssuedToken {
  readonly accessToken: Secret
  readonly grant: TokenGrantView
}

/**
 * `onPlan` is told what will be asked before anything is.
 *
 * @throws {@link InputError} `resource-invalid`, `request-malformed`; what {@link SigninOauth} and {@link Grants.issue}
 * throw.
 */
export type IssueToken = (
  request: IssueTokenRequest,
  prompts: Prompts,
  onPlan: (plan: TokenPlanView) => void,
) => Promise<IssuedToken | undefined>

export function issueToken(dependencies: TokenDependencies): IssueToken {
  return async (request, prompts, onPlan) => {
    const { kind, resource, durationSeconds, profile } = request
    assertResource(resource)
    if (durationSeconds !== undefined) assertBearerDuration(durationSeconds)
    const step = { action: 'issue', kind, resource, durationSeconds } as const
    const plan = await planToken(dependencies, request, step, prompts)
    onPlan(plan)
    if (request.dryRun) return undefined
    const by = await signedBy(dependencies, request, plan, prompts)
    const oauth = await dependencies.oauth()
    const token =
      kind === 'iam'
        ? await oauth.issueToken({ resource }, by)
        : await oauth.issueBearerToken({ resource, durationSeconds }, by)
    const { region } = plan
    const grant = { kind, profile, region, resource, expiresAt: token.expiration }
    return { accessToken: new Secret(token.accessToken), grant }
  }
}
