/**
 * What the actions on tokens have in common: whose credentials sign, where, and what a person is shown before anything
 * is sent.
 *
 * @module
 */
import type { TokenPlanView } from '../../../preload/contract/token-views.ts'
import type { SignedBy } from '../../aws/signin-control-types.ts'
import type { SigninOauth, TokenKind } from '../../aws/signin-oauth.ts'
import type { ConsumerClaim } from '../../broker/consumer.ts'
import type { Grants } from '../../broker/grants.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { Asking } from '../config/aws-files.ts'
import type { ProfileRegion } from '../credentials/profile-region.ts'

export interface TokenCall extends Asking {
  readonly profile: string
  /** Shows the plan, and sends nothing. */
  readonly dryRun: boolean
  readonly consumer?: ConsumerClaim | undefined
  readonly signal: AbortSignal
}

export interface TokenDependencies {
  /** Made when it is first needed. */
  readonly oauth: () => Promise<SigninOauth>
  readonly grants: Pick<Grants, 'issue'>
  readonly regionOf: ProfileRegion
}

const operations = {
  issue: { iam: 'CreateOAuth2TokenWithIAM', bearer: 'CreateBearerToken' },
  introspect: { iam: 'IntrospectOAuth2TokenWithIAM' },
  revoke: { iam: 'RevokeOAuth2TokenWithIAM' },
} as const

export type TokenStep =
  | {
      readonly action: 'issue'
      readonly kind: TokenKind
      readonly resource: string
      readonly durationSeconds?: number | undefined
    }
  | { readonly action: 'introspect' | 'revoke' }

/** What will be asked of AWS. Sends nothing. */
export async function planToken(
  { oauth, regionOf }: TokenDependencies,
  call: TokenCall,
  step: TokenStep,
  prompts: Prompts,
): Promise<TokenPlanView> {
  const region = await regionOf(call.profile, call, prompts)
  const kind = step.action === 'issue' ? step.kind : 'iam'
  const plan = {
    profile: call.profile,
    region,
    host: (await oauth()).baseUrl(kind, region).host,
  }
  if (step.action !== 'issue') {
    const operation = operations[step.action].iam
    return { ...plan, action: step.action, operation, resource: null, durationSeconds: null }
  }
  const operation = operations.issue[step.kind]
  return {
    ...plan,
    action: 'issue',
    operation,
    resource: step.resource,
    durationSeconds: step.durationSeconds ?? null,
  }
}

/** Credentials of the profile, for one call in the region of the plan. */
export async function signedBy(
  { grants }: TokenDependencies,
  { profile, consumer, signal }: TokenCall,
  { region }: TokenPlanView,
  prompts: Prompts,
): Promise<SignedBy> {
  const { credentials } = await grants.issue({ profile, channel: 'token', prompts, signal, consumer })
  return { credentials, region, signal }
}
