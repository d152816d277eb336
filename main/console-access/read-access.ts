/**
 * Reads what stands at AWS: four calls, of which each may be some minutes old.
 *
 * @module
 */
import type {
  ConsoleAuthorization,
  PermissionStatementInput,
  SignedBy,
  SigninControl,
} from '../aws/signin-control-types.ts'
import { RefusalError } from '../kernel/errors.ts'
import type { AccessState } from './access-state.ts'
import type { ChangeRecord } from './change-record.ts'
import { inputOf } from './statement-input.ts'

export interface AccessReading {
  readonly control: Pick<
    SigninControl,
    'getConsoleAuthorization' | 'listPermissionStatements' | 'getResourcePolicy'
  >
  readonly by: SignedBy
  readonly accountId: string
  /** The account, or what stands over it. */
  readonly targetId: string
  /** What Signet knows of statements that it made itself: a condition does not always say what makes it. */
  readonly madeBySignet: ReadonlyMap<string, PermissionStatementInput>
}

/** Where nothing was ever set, AWS may say that there is nothing: that is off, and no statement. */
export async function readAccess(reading: AccessReading): Promise<AccessState> {
  const { control, by, accountId, targetId, madeBySignet } = reading
  const authorization = (target: string): Promise<ConsoleAuthorization> =>
    orNothing(control.getConsoleAuthorization({ targetId: target }, by), {
      targetId: target,
      scope: '',
      consoleAuthorizationEnabled: false,
    })
  const [targets, listed, policy] = await Promise.all([
    Promise.all([...new Set([accountId, targetId])].map(authorization)),
    orNothing(control.listPermissionStatements(by), []),
    orNothing(control.getResourcePolicy(by), { Version: '2012-10-17', Statement: [] }),
  ])
  const statements = listed.map((statement) => ({
    ...statement,
    input: inputOf(statement) ?? madeBySignet.get(statement.sid),
  }))
  return { accountId, targets, statements, policy }
}

/** By statement id. */
export function inputsOf(records: readonly ChangeRecord[]): ReadonlyMap<string, PermissionStatementInput> {
  const steps = records.flatMap((record) => record.steps)
  return new Map(
    steps.flatMap((step) => {
      if (step.do !== 'add-statement' && step.do !== 'remove-statement') return []
      const { statementId, input } = step
      return statementId === undefined || input === undefined ? [] : [[statementId, input] as const]
    }),
  )
}

async function orNothing<T>(call: Promise<T>, nothing: T): Promise<T> {
  try {
    return await call
  } catch (thrown) {
    if (thrown instanceof RefusalError && thrown.code === 'not-found') return nothing
    throw thrown
  }
}
