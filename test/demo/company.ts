/**
 * A company that does not exist: forty accounts as a company of some size has them.
 *
 * @module
 */
import type { Account } from '../aws/identity-center/directory.ts'

const products = [
  'shop',
  'payments',
  'search',
  'warehouse',
  'identity',
  'ledger',
  'mobile',
  'data-lake',
  'support',
]
const stages = ['dev', 'test', 'staging', 'prod'] as const
const shared: readonly (readonly [name: string, ...roles: string[]])[] = [
  ['org-management', 'ReadOnlyAccess', 'Billing'],
  ['log-archive', 'ReadOnlyAccess', 'SecurityAudit'],
  ['security-tooling', 'ReadOnlyAccess', 'SecurityAudit'],
  ['network-hub', 'ReadOnlyAccess', 'NetworkAdministrator'],
]

function rolesOf(stage: (typeof stages)[number]): readonly string[] {
  if (stage === 'prod') return ['ReadOnlyAccess', 'OnCallOperator']
  return stage === 'staging' ? ['ReadOnlyAccess', 'Developer'] : ['AdministratorAccess', 'Developer']
}

export function companyAccounts(): readonly Account[] {
  const all: (readonly [string, readonly string[]])[] = [
    ...shared.map(([name, ...roles]) => [name, roles] as const),
    ...products.flatMap((product) => stages.map((stage) => [`${product}-${stage}`, rolesOf(stage)] as const)),
  ]
  return all.map(([accountName, roles], index) => ({
    accountId: String(210_000_000_000 + index * 1_037_509),
    accountName,
    emailAddress: `aws+${accountName}@example.com`,
    roles: roles.map((roleName) => ({
      roleName,
      durationSeconds: roleName === 'OnCallOperator' ? 3600 : 8 * 3600,
    })),
  }))
}

/** How Alice, who works on the shop, has arranged her profiles. */
export const favourites = [
  'shop-dev-Developer',
  'shop-staging-Developer',
  'payments-dev-Developer',
  'shop-prod-ReadOnlyAccess',
]
export const tags: Readonly<Record<string, readonly string[]>> = {
  'shop-dev-Developer': ['--colour', 'green', '+shop', '+daily'],
  'shop-staging-Developer': ['--colour', 'yellow', '+shop'],
  'shop-prod-ReadOnlyAccess': ['--colour', 'red', '+shop'],
  'payments-dev-Developer': ['--colour', 'blue', '+payments'],
  'data-lake-dev-AdministratorAccess': ['+analytics'],
}
export const production = [
  'shop-prod-OnCallOperator',
  'shop-prod-ReadOnlyAccess',
  'payments-prod-OnCallOperator',
]
/** Who asks while the stage is set: each is a real hand-out, and a line of activity. */
export const used = [
  ...['shop-dev-Developer', 'shop-dev-Developer', 'shop-staging-Developer', 'payments-dev-Developer'],
  ...['shop-prod-ReadOnlyAccess', 'personal', 'shop-dev-Developer', 'data-lake-dev-AdministratorAccess'],
]
