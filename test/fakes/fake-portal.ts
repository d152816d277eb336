import type { Account, PortalAccess, SsoPortal } from '../../main/aws/sso-portal.ts'

type Port = Pick<SsoPortal, 'listAccounts' | 'listAccountRoles'>

/** An organisation: account id → its roles. */
export type Organisation = ReadonlyMap<string, readonly string[]>

export function organisation(accounts: number, rolesPerAccount: number): Organisation {
  const roles = Array.from({ length: rolesPerAccount }, (_, number) => `Role${number}`)
  return new Map(Array.from({ length: accounts }, (_, number) => [accountIdOf(number), roles]))
}

export function accountIdOf(number: number): string {
  return String(100_000_000_000 + number)
}

/** The portal of an organisation that a test can change, hold and make fail. A call is `accounts` or an account's id. */
export class FakePortal implements Port {
  organisation: Organisation
  readonly calls: string[] = []
  readonly accesses: PortalAccess[] = []
  mostInFlight = 0
  /** Awaited before each call is answered; what it throws is the answer. */
  before: (call: string, signal: AbortSignal | undefined) => Promise<void> | void = () => undefined
  #inFlight = 0

  constructor(organisation: Organisation) {
    this.organisation = organisation
  }

  listAccounts: Port['listAccounts'] = async (access, { signal, onPage } = {}) => {
    await this.#call('accounts', access, signal)
    const accounts = [...this.organisation.keys()].map(accountOf)
    for (let from = 0; from < accounts.length; from += 100) onPage?.(accounts.slice(from, from + 100))
    return accounts
  }

  listAccountRoles: Port['listAccountRoles'] = async ({ accountId, ...access }, { signal } = {}) => {
    await this.#call(accountId, access, signal)
    return [...(this.organisation.get(accountId) ?? [])]
  }

  async #call(call: string, access: PortalAccess, signal: AbortSignal | undefined): Promise<void> {
    this.calls.push(call)
    this.accesses.push(access)
    this.#inFlight += 1
    this.mostInFlight = Math.max(this.mostInFlight, this.#inFlight)
    try {
      await this.before(call, signal)
      signal?.throwIfAborted()
    } finally {
      this.#inFlight -= 1
    }
  }
}

/** Never answers, but for an abort. */
export function never(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((_resolve, reject) => {
    if (signal?.aborted) reject(signal.reason)
    signal?.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
}

function accountOf(accountId: string): Account {
  return { accountId, accountName: `account ${accountId}`, emailAddress: `${accountId}@example.com` }
}
