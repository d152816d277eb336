import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AccountDraft } from '../../../../../main/actions/accounts/account-draft.ts'
import { type AccountList, accountListSchema } from '../../../../../main/actions/accounts/account-list.ts'
import { corp, rolesOf } from '../../../../fakes/account-scene.ts'

type Roles = Readonly<Record<string, readonly string[]>>

const hour = 3_600_000

/** An organisation of up to 6 accounts with up to 4 roles each, small enough that accounts come back and go. */
const organisations: fc.Arbitrary<Roles> = fc.dictionary(
  fc.nat(5).map((number) => String(100_000_000_000 + number)),
  fc.uniqueArray(fc.constantFrom('Admin', 'Billing', 'Read', 'Write'), { maxLength: 4 }),
)

function taken(before: AccountList | undefined, org: Roles, now: number, count = Number.POSITIVE_INFINITY) {
  const draft = new AccountDraft(corp, before, now)
  if (!draft.isBegun) {
    draft.takeAccounts(
      Object.keys(org).map((accountId) => ({ accountId, accountName: 'n', emailAddress: 'e' })),
    )
  }
  for (const accountId of draft.remaining().slice(0, count)) {
    draft.takeRoles(accountId, org[accountId] ?? [], now)
  }
  return draft
}

const sorted = (org: Roles): Roles =>
  Object.fromEntries(Object.entries(org).map(([id, roles]) => [id, [...roles].sort()]))

/** What differs, worked out from the two alone. */
function difference(before: Roles, after: Roles) {
  const inBoth = Object.keys(before).filter((id) => after[id])
  const roles = (from: Roles, to: Roles) =>
    inBoth.flatMap((accountId) =>
      (to[accountId] ?? [])
        .filter((roleName) => !from[accountId]?.includes(roleName))
        .map((roleName) => `${accountId} ${roleName}`),
    )
  return {
    accountsAdded: Object.keys(after).filter((id) => !before[id]),
    accountsGone: Object.keys(before).filter((id) => !after[id]),
    rolesAdded: roles(before, after),
    rolesGone: roles(after, before),
  }
}

function flat(changes: ReturnType<AccountDraft['finish']>['changes']) {
  const roles = (changed: readonly { accountId: string; roleName: string }[] = []) =>
    changed.map(({ accountId, roleName }) => `${accountId} ${roleName}`).sort()
  return {
    accountsAdded: [...(changes?.accountsAdded ?? [])].sort(),
    accountsGone: [...(changes?.accountsGone ?? [])].sort(),
    rolesAdded: roles(changes?.rolesAdded),
    rolesGone: roles(changes?.rolesGone),
  }
}

describe('a role of a name that could not be kept or shown (T25)', () => {
  it('is left out, so that the list can be read again', () => {
    const org = { '100000000000': ['Admin', 'a\nb', '\u001b[31mred', 'x'.repeat(300), ''] }
    const list = taken(undefined, org, hour).snapshot()
    expect(accountListSchema.parse(list).accounts[0]?.roles).toEqual(['Admin'])
  })
})

describe('AccountDraft', () => {
  it('ends with what AWS has, and its difference to the last complete list, however it was cut short between', () => {
    const cuts = fc.array(fc.tuple(organisations, fc.nat(6)), { maxLength: 4 })
    fc.assert(
      fc.property(organisations, cuts, organisations, (first, between, last) => {
        let kept = taken(undefined, first, 0).finish(0).list
        let now = 0
        for (const [org, count] of between) {
          now += hour
          const snapshot: unknown = JSON.parse(JSON.stringify(taken(kept, org, now, count).snapshot()))
          kept = accountListSchema.parse(snapshot)
        }
        const { list, changes } = taken(kept, last, now + hour).finish(now + hour)
        expect(rolesOf(list)).toEqual(sorted(last))
        const wanted = difference(sorted(first), sorted(last))
        expect(flat(changes)).toEqual(
          Object.fromEntries(Object.entries(wanted).map(([name, each]) => [name, [...each].sort()])),
        )
      }),
    )
  })

  it('goes on from any point of a young listing with what is left, and counts what is done', () => {
    fc.assert(
      fc.property(organisations, fc.nat(6), (org, count) => {
        const before = taken(undefined, org, 0, count)
        const after = new AccountDraft(corp, before.snapshot(), 1)
        const { listing } = before.snapshot()
        expect([listing?.former, after.isBegun, after.progress, after.remaining()]).toEqual([
          [],
          true,
          before.progress,
          Object.keys(org).slice(count),
        ])
        expect(rolesOf(taken(before.snapshot(), org, 1).finish(1).list)).toEqual(sorted(org))
      }),
    )
  })

  it('keeps an account’s former roles until its new ones are read', () => {
    const first = taken(undefined, { '100000000000': ['Admin'] }, 0).finish(0).list
    const cut = taken(first, { '100000000000': ['Read'], '100000000001': [] }, hour, 0).snapshot()
    expect(cut.accounts.map(({ roles, readAt }) => [roles, readAt])).toEqual([
      [['Admin'], 0],
      [[], null],
    ])
  })

  it('takes roles of no account that it was not told of, and of none twice', () => {
    const draft = taken(undefined, { '100000000000': ['Admin', 'Admin'] }, 0)
    draft.takeRoles('100000000000', ['Other'], 1)
    draft.takeRoles('999999999999', ['Other'], 1)
    expect([rolesOf(draft.snapshot()), draft.progress]).toEqual([
      { '100000000000': ['Admin'] },
      { accountsDone: 1, accountsTotal: 1, rolesFound: 1 },
    ])
  })
})
