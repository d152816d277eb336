/**
 * What stands at AWS: whether console authorization is on and where, and the statements of the sign-in resource policy.
 *
 * @module
 */
import type {
  ConsoleAuthorization,
  PermissionStatement,
  PermissionStatementInput,
  ResourcePolicy,
} from '../aws/signin-control-types.ts'

/** A statement, with what makes it where that is known. */
export interface KnownStatement extends PermissionStatement {
  readonly input: PermissionStatementInput | undefined
}

export interface AccessState {
  /** The account whose policy this is. */
  readonly accountId: string
  /** The account itself, and what else was asked for: an organization, or its root. */
  readonly targets: readonly ConsoleAuthorization[]
  readonly statements: readonly KnownStatement[]
  readonly policy: ResourcePolicy
}

/** Whether the statements bind anybody: they are without effect until console authorization is on. */
export function isAuthorizationOn({ targets }: Pick<AccessState, 'targets'>): boolean {
  return targets.some(({ consoleAuthorizationEnabled }) => consoleAuthorizationEnabled)
}

export function isOnFor({ targets }: Pick<AccessState, 'targets'>, targetId: string): boolean {
  return targets.some((target) => target.targetId === targetId && target.consoleAuthorizationEnabled)
}

/** The same statements and settings, in whatever order AWS gave them. */
export function isSameState(one: AccessState, other: AccessState): boolean {
  return fingerprint(one) === fingerprint(other)
}

function fingerprint({ accountId, targets, statements }: AccessState): string {
  const on = targets.map(
    ({ targetId, consoleAuthorizationEnabled }) => `${targetId} ${consoleAuthorizationEnabled}`,
  )
  return JSON.stringify([accountId, on.sort(), statements.map(({ sid }) => sid).sort()])
}
