/**
 * What AWS Sign-In's control plane speaks of: console authorization and the sign-in resource policy.
 * Spellings are the service's own.
 *
 * @see {@link https://docs.aws.amazon.com/signin/latest/APIReference/ AWS Sign-In API reference}
 * @module
 */
import type { AwsCredentialIdentity } from '../kernel/credentials.ts'

/** Whether sign-in to the console is checked against the resource policy, for an account, an organization or its root. */
export interface ConsoleAuthorization {
  readonly targetId: string
  /** As AWS spells it; shown, never judged. */
  readonly scope: string
  readonly consoleAuthorizationEnabled: boolean
}

/** `PutResourcePermissionStatement`, without its token. Addresses may be CIDR ranges. */
export interface PermissionStatementInput {
  readonly sourceVpc?: string
  readonly signinSourceVpce?: string
  readonly consoleSourceVpce?: string
  readonly vpcSourceIp?: string
  readonly sourceIp?: string
  readonly requestedRegion?: string
  /** The principal's ARN that the statement does not bind. */
  readonly excludedPrincipal?: string
}

/** Operator → key → values, as IAM has it. */
export type PolicyCondition = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** An item of `ListResourcePermissionStatements`. */
export interface PermissionStatement {
  readonly sid: string
  readonly condition: PolicyCondition
}

export interface PolicyStatement {
  readonly Sid?: string | undefined
  readonly Effect: string
  readonly Principal?: Readonly<Record<string, string>> | undefined
  readonly Action: readonly string[]
  readonly Resource: string
  readonly Condition?: PolicyCondition | undefined
}

/** `signinResourceBasedPolicy` of `GetResourcePolicy`. */
export interface ResourcePolicy {
  readonly Version: string
  readonly Statement: readonly PolicyStatement[]
}

/** Who signs a call, and where it goes. */
export interface SignedBy {
  readonly credentials: Pick<AwsCredentialIdentity, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>
  readonly region: string
  readonly signal?: AbortSignal | undefined
}

export interface SigninControl {
  /** Turns console authorization on. A target left out is the caller's account. */
  putConsoleAuthorization(
    input: { readonly targetId?: string | undefined },
    by: SignedBy,
  ): Promise<ConsoleAuthorization>
  getConsoleAuthorization(
    input: { readonly targetId?: string | undefined },
    by: SignedBy,
  ): Promise<ConsoleAuthorization>
  /** Turns it off. */
  deleteConsoleAuthorization(
    input: { readonly targetId?: string | undefined },
    by: SignedBy,
  ): Promise<ConsoleAuthorization>
  /** `clientToken` is drawn once for what a person wants, and is the same in every retry of it. */
  putPermissionStatement(
    input: PermissionStatementInput & { readonly clientToken: string },
    by: SignedBy,
  ): Promise<{ readonly statementId: string }>
  deletePermissionStatement(
    input: { readonly statementId: string; readonly clientToken: string },
    by: SignedBy,
  ): Promise<void>
  /** All pages. */
  listPermissionStatements(by: SignedBy): Promise<readonly PermissionStatement[]>
  getResourcePolicy(by: SignedBy): Promise<ResourcePolicy>
}
