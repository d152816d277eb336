import { SeededRandom } from '../seeded-random.ts'
import type { Account, Instance, Role } from './directory.ts'

const teams = ['payments', 'search', 'mobile', 'ledger', 'identity', 'data-lake', 'edge', 'ml', 'billing']
const stages = ['dev', 'test', 'staging', 'prod', 'sandbox']
const roleNames = [
  'AdministratorAccess',
  'ReadOnlyAccess',
  'PowerUserAccess',
  'ViewOnlyAccess',
  'Billing',
  'DatabaseAdministrator',
  'SystemAdministrator',
  'SecurityAudit',
]

/** Names that AWS would hardly give, for whoever writes names into files, terminals and pages (T25). */
export const hostileNames: readonly string[] = [
  'line\nbreak\r\n[profile injected]\ncredential_process = /bin/false',
  'closing] bracket [and opening',
  `quotes " ' \` and \\ backslashes`,
  '<script>alert(1)</script>',
  'prüfung 测试 🔐 \u202Eesrever',
  ' spaces at both ends ',
  '../../etc/passwd',
  '# comment ; another',
  '\u001B[31mred\u001B[0m \u0007',
  `very long ${'name '.repeat(60)}`,
]

/**
 * Accounts and roles of a made-up organisation; the same for the same arguments.
 *
 * @param options.roles - In each account.
 * @param options.hostile - How many of the accounts, from the second on, have one of the hostile names, and a role with
 *   one: as many as there are such names when it is left out and the organisation is at least twice as large, else none.
 */
export function organisation(options: {
  readonly accounts: number
  readonly roles: number
  readonly seed?: number
  readonly hostile?: number
}): readonly Account[] {
  const random = new SeededRandom(options.seed ?? 1)
  const roomy = options.accounts >= 2 * hostileNames.length
  const hostile = options.hostile ?? (roomy ? hostileNames.length : 0)
  return Array.from({ length: options.accounts }, (_, index): Account => {
    const name = `${random.pick(teams)}-${random.pick(stages)}-${String(index).padStart(4, '0')}`
    const wild = index >= 1 && index <= hostile ? hostileNames[(index - 1) % hostileNames.length] : undefined
    return {
      accountId: String(100_000_000_000 + index * 7_919 + random.below(7_919)),
      accountName: wild ?? name,
      emailAddress: `aws+${name}@example.com`,
      roles: rolesOf(options.roles, random, wild),
    }
  })
}

function rolesOf(count: number, random: SeededRandom, wild: string | undefined): readonly Role[] {
  return Array.from({ length: count }, (_, index): Role => {
    const usual = roleNames[index] ?? `Team${String(index).padStart(3, '0')}`
    const roleName = index === 1 && wild !== undefined ? wild : usual
    return { roleName, durationSeconds: random.pick([3600, 3600, 4 * 3600, 12 * 3600]) }
  })
}

const defaultAccounts: readonly Account[] = [
  {
    accountId: '111122223333',
    accountName: 'acme-dev',
    emailAddress: 'aws+dev@example.com',
    roles: [{ roleName: 'AdministratorAccess' }, { roleName: 'ReadOnlyAccess' }, { roleName: 'Developer' }],
  },
  {
    accountId: '444455556666',
    accountName: 'acme-prod',
    emailAddress: 'aws+prod@example.com',
    roles: [{ roleName: 'ReadOnlyAccess' }, { roleName: 'AdministratorAccess', durationSeconds: 12 * 3600 }],
  },
  {
    accountId: '777788889999',
    accountName: 'acme-sandbox',
    emailAddress: 'aws+sandbox@example.com',
    roles: [{ roleName: 'PowerUserAccess' }],
  },
]

/** The instance there is when none is named: `alice` may have everything, `bob` the first role of the first two accounts, `carol` has nothing. */
export function defaultInstance(region: string, accounts: readonly Account[] = defaultAccounts): Instance {
  const firstRoles = accounts.map(
    ({ accountId, roles }) => [accountId, roles.slice(0, 1).map(({ roleName }) => roleName)] as const,
  )
  return {
    startUrl: 'https://d-1234567890.awsapps.com/start',
    region,
    instanceId: 'ssoins-1234567890abcdef',
    accounts,
    users: [
      {
        key: 'alice',
        userName: 'alice@example.com',
        displayName: 'Alice Ahlgren',
        email: 'alice@example.com',
      },
      {
        key: 'bob',
        userName: 'bob',
        displayName: 'Bob Bauer',
        email: 'bob@example.com',
        assigned: Object.fromEntries(firstRoles.slice(0, 2)),
      },
      {
        key: 'carol',
        userName: 'carol',
        displayName: 'Carol Castillo',
        email: 'carol@example.com',
        assigned: {},
      },
    ],
  }
}
