import type {
  ConsoleAuthorization,
  PermissionStatement,
  PermissionStatementInput,
  ResourcePolicy,
  SignedBy,
  SigninControl,
} from '../../main/aws/signin-control-types.ts'
import { RefusalError } from '../../main/kernel/errors.ts'
import { conditionOf, policyStatementsOf } from '../aws/signin-control/statement.ts'

interface Shape {
  readonly on: ReadonlySet<string>
  readonly statements: readonly { readonly sid: string; readonly input: PermissionStatementInput }[]
}

/** Sign-In's control plane in memory, for one account. What is read may lag behind what was written. */
export class FakeSigninControl implements SigninControl {
  readonly accountId = '111122223333'
  /** Writes, in order: `put-statement TOKEN`. */
  readonly sent: string[] = []
  /** Thrown by the next writes, in order; undefined lets one through. */
  readonly faults: (Error | undefined)[] = []
  /** Thrown by the next writes after they were done: the answer is lost. */
  readonly faultsAfter: (Error | undefined)[] = []
  /** Called before each write, for a test that changes something meanwhile. */
  beforeWrite: () => void = () => {}
  /** Readers see what stood this many reads of the list ago. */
  lag = 0
  #now: Shape = { on: new Set(), statements: [] }
  #seen: Shape[] = []
  #byToken = new Map<string, string>()
  #serial = 0

  /** What stands, whatever readers see. */
  get standing(): { readonly on: readonly string[]; readonly inputs: readonly PermissionStatementInput[] } {
    return { on: [...this.#now.on].sort(), inputs: this.#now.statements.map(({ input }) => input) }
  }

  /** As another hand would put it there. */
  place(input: PermissionStatementInput): string {
    this.#serial += 1
    const sid = `${this.#serial}`.padStart(64, 'S')
    this.#now = { ...this.#now, statements: [...this.#now.statements, { sid, input }] }
    return sid
  }

  /** As another hand would take it away. */
  take(sid: string): void {
    this.#now = { ...this.#now, statements: this.#now.statements.filter((known) => known.sid !== sid) }
  }

  turn(word: 'on' | 'off', targetId = this.accountId): void {
    const others = [...this.#now.on].filter((id) => id !== targetId)
    this.#now = { ...this.#now, on: new Set(word === 'on' ? [...others, targetId] : others) }
  }

  async putConsoleAuthorization({ targetId = this.accountId }: { readonly targetId?: string | undefined }) {
    this.#write(`on ${targetId}`)
    this.turn('on', targetId)
    return authorization(this.#now, targetId)
  }

  async deleteConsoleAuthorization({
    targetId = this.accountId,
  }: {
    readonly targetId?: string | undefined
  }) {
    this.#write(`off ${targetId}`)
    this.turn('off', targetId)
    return authorization(this.#now, targetId)
  }

  async getConsoleAuthorization({ targetId = this.accountId }: { readonly targetId?: string | undefined }) {
    return authorization(this.#shown(), targetId)
  }

  async putPermissionStatement({
    clientToken,
    ...input
  }: PermissionStatementInput & { readonly clientToken: string }) {
    this.#write(`put ${JSON.stringify(input)} ${clientToken}`)
    const before = this.#byToken.get(clientToken)
    if (before !== undefined) return { statementId: before }
    if (this.#now.statements.some((known) => JSON.stringify(known.input) === JSON.stringify(input))) {
      throw new RefusalError('conflict', 'The same statement was put with another client token.')
    }
    const statementId = this.place(input)
    this.#byToken.set(clientToken, statementId)
    this.#lose()
    return { statementId }
  }

  async deletePermissionStatement({
    statementId,
    clientToken,
  }: {
    readonly statementId: string
    readonly clientToken: string
  }) {
    this.#write(`delete ${statementId} ${clientToken}`)
    if (!this.#now.statements.some(({ sid }) => sid === statementId)) {
      throw new RefusalError('not-found', 'There is no such permission statement.')
    }
    this.take(statementId)
    this.#lose()
  }

  async listPermissionStatements(_by?: SignedBy): Promise<readonly PermissionStatement[]> {
    this.#seen.push(this.#now)
    return this.#shown().statements.map(({ sid, input }) => ({
      sid,
      condition: conditionOf(input, this.accountId, 'scopes') as PermissionStatement['condition'],
    }))
  }

  async getResourcePolicy(_by?: SignedBy): Promise<ResourcePolicy> {
    return {
      Version: '2012-10-17',
      Statement: this.#shown().statements.flatMap(
        ({ input }) =>
          policyStatementsOf(input, this.accountId, 'scopes') as unknown as ResourcePolicy['Statement'],
      ),
    }
  }

  #shown(): Shape {
    if (this.lag === 0) return this.#now
    return this.#seen[Math.max(0, this.#seen.length - 1 - this.lag)] ?? this.#now
  }

  #lose(): void {
    const fault = this.faultsAfter.shift()
    if (fault) throw fault
  }

  #write(what: string): void {
    this.beforeWrite()
    this.sent.push(what)
    const fault = this.faults.shift()
    if (fault) throw fault
  }
}

function authorization({ on }: Shape, targetId: string): ConsoleAuthorization {
  return { targetId, scope: 'ACCOUNT', consoleAuthorizationEnabled: on.has(targetId) }
}
