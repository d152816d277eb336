/** Accounts that belong together, as AWS Organizations has them. */
export interface Organization {
  /** `o-` and ten characters. */
  readonly organizationId: string
  /** `r-` and more; the model asks for twelve characters in all. */
  readonly rootId: string
  readonly managementAccountId: string
  /** The management account may be left out. */
  readonly accountIds: readonly string[]
}

/** With the accounts of the default principals, but for the sandbox, which stands alone. */
export const defaultOrganization: Organization = {
  organizationId: 'o-acme123456',
  rootId: 'r-acme12345678',
  managementAccountId: '222233334444',
  accountIds: ['111122223333', '444455556666'],
}

export class Organizations {
  readonly all: readonly Organization[]

  constructor(all: readonly Organization[]) {
    this.all = all
  }

  of(accountId: string): Organization | undefined {
    return this.all.find(
      ({ accountIds, managementAccountId }) =>
        managementAccountId === accountId || accountIds.includes(accountId),
    )
  }

  /** By its own id, or its root's. */
  at(targetId: string): Organization | undefined {
    return this.all.find(({ organizationId, rootId }) => targetId === organizationId || targetId === rootId)
  }

  /** Every target that covers an account. */
  targetsOf(accountId: string): readonly string[] {
    const organization = this.of(accountId)
    return organization ? [accountId, organization.organizationId, organization.rootId] : [accountId]
  }
}
