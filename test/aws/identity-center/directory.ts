/**
 * Who and what there is in IAM Identity Center: instances, their users and accounts, and who may have which role.
 *
 * @module
 */
export interface Role {
  /** Name of the permission set. */
  readonly roleName: string
  /** Of its credentials; 3600 when left out. */
  readonly durationSeconds?: number
}

export interface Account {
  readonly accountId: string
  readonly accountName: string
  readonly emailAddress: string
  readonly roles: readonly Role[]
}

export interface User {
  /** Short name for scripts and the command line. */
  readonly key: string
  readonly userName: string
  readonly displayName: string
  readonly email: string
  /** Role names by account; all there is when left out. */
  readonly assigned?: Readonly<Record<string, readonly string[]>>
}

export interface Instance {
  /** As people configure it. */
  readonly startUrl: string
  readonly region: string
  /** `ssoins-` and 16 digits of hex, as in the ARNs of its applications. */
  readonly instanceId: string
  readonly users: readonly User[]
  readonly accounts: readonly Account[]
}

export class Directory {
  readonly instances: readonly Instance[]
  readonly #taken = new Set<string>()

  /** @throws TypeError when a region is not served, or two instances share a start URL or an id. */
  constructor(instances: readonly Instance[], regions: readonly string[]) {
    for (const { region, startUrl } of instances) {
      if (!regions.includes(region)) throw new TypeError(`${startUrl} is in ${region}, which is not served.`)
    }
    for (const keyOf of [
      ({ startUrl }: Instance) => plain(startUrl),
      ({ instanceId }: Instance) => instanceId,
    ]) {
      if (new Set(instances.map(keyOf)).size < instances.length) {
        throw new TypeError('Two instances have the same start URL or id.')
      }
    }
    this.instances = instances
  }

  /** The instance with this start URL, whatever stands after it: a slash or a fragment. */
  at(startUrl: string): Instance | undefined {
    return this.instances.find((instance) => plain(instance.startUrl) === plain(startUrl))
  }

  withId(instanceId: string): Instance | undefined {
    return this.instances.find((instance) => instance.instanceId === instanceId)
  }

  /** @throws TypeError when nobody has this key in any instance. */
  checkedUserKey(key: string): string {
    const users = this.instances.flatMap((instance) => instance.users)
    if (users.some((user) => user.key === key)) return key
    throw new TypeError(
      `No user ${key}. There are: ${[...new Set(users.map((each) => each.key))].join(', ')}.`,
    )
  }

  /** What a user may have in an account, in the account's order. */
  rolesOf(user: User, account: Account): readonly Role[] {
    const assigned = user.assigned?.[account.accountId] ?? []
    return account.roles.filter(
      ({ roleName }) =>
        (!user.assigned || assigned.includes(roleName)) &&
        !this.#taken.has(assignment(user.key, account.accountId, roleName)),
    )
  }

  accountsOf(instance: Instance, user: User): readonly Account[] {
    return instance.accounts.filter((account) => this.rolesOf(user, account).length > 0)
  }

  /** Takes assignments away: of one role, or of all in the account. */
  unassign(userKey: string, accountId: string, roleName?: string): void {
    const accounts = this.instances.flatMap((instance) => instance.accounts)
    for (const account of accounts.filter((each) => each.accountId === accountId)) {
      for (const role of account.roles) {
        if (roleName !== undefined && role.roleName !== roleName) continue
        this.#taken.add(assignment(userKey, accountId, role.roleName))
      }
    }
  }
}

function plain(startUrl: string): string {
  return startUrl.replace(/#.*$/s, '').replace(/\/+$/, '')
}

function assignment(...parts: readonly string[]): string {
  return JSON.stringify(parts)
}
