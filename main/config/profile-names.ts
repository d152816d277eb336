/**
 * Names for profiles that are made from roles, by a template.
 *
 * SECURITY (T25): account and role names come from AWS, and whoever may name an account there is not whoever runs
 * tools here. A value keeps letters, digits and `_ . @ + -`; nothing of it can end a line, a bracket or a quote, begin
 * an option, or climb a folder.
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'
import { isSpecificationName, shown } from './names.ts'

/** A role that a person may take in an account. */
export interface AssignedRole {
  /** Twelve digits. */
  readonly accountId: string
  readonly accountName: string
  readonly roleName: string
  /** Of the account, where it is known. */
  readonly emailAddress?: string | undefined
}

export interface NamedRole {
  readonly name: string
  readonly role: AssignedRole
}

export interface Naming {
  readonly template: string
  /** The session's own name, for `{session}`. */
  readonly session: string
  /** The names that roles have already, by {@link roleKey}: kept where they still fit the template. */
  readonly former?: ReadonlyMap<string, string>
}

export const defaultTemplate = '{account_name}-{role}'
export const templatePlaceholders = ['account_name', 'account_id', 'role', 'session', 'email_user'] as const

const longestName = 128
const longestValue = 64

/** One role of one account. */
export function roleKey({ accountId, roleName }: Pick<AssignedRole, 'accountId' | 'roleName'>): string {
  return JSON.stringify([accountId, roleName])
}

/**
 * A name for each role, all different, sorted by account and role. Where two roles would have the same name, the first
 * by account id keeps it and the others get their account id behind it, and a number if that is not enough. With the
 * former names a new role never takes the name of an older one. The order of `roles` does not matter.
 *
 * @param roles - Untrusted. One that is listed twice counts once.
 * @throws {@link InputError} `request-malformed` for a template with an unknown placeholder or another fault.
 */
export function profileNames(roles: readonly AssignedRole[], naming: Naming): readonly NamedRole[] {
  const parts = parseTemplate(naming.template)
  const sorted = distinct(roles).map((role) => ({
    role,
    base: clean(parts.map((part) => part(role, naming)).join('')) || cleanValue(role.accountId) || 'profile',
  }))
  const names = new Map<AssignedRole, string>()
  const taken = new Set<string>()
  for (const { role, base } of sorted) {
    const name = naming.former?.get(roleKey(role))
    if (name === undefined || taken.has(name) || !fits(name, base, role)) continue
    names.set(role, name)
    taken.add(name)
  }
  return sorted.map(({ role, base }) => {
    const name = names.get(role) ?? freeName(base, role, taken)
    taken.add(name)
    return { name, role }
  })
}

type Part = (role: AssignedRole, naming: Naming) => string

function parseTemplate(template: string): readonly Part[] {
  const pieces = template.split(/(\{[^{}]*\})/)
  return pieces.flatMap((piece, index): readonly Part[] => {
    if (index % 2 === 1) return [placeholder(piece.slice(1, -1))]
    if (piece === '') return []
    if (isSpecificationName(piece)) return [() => piece]
    throw new InputError(
      'request-malformed',
      `${shown(piece)} cannot stand in the name of a profile. Use letters, digits and - / . % @ _ : + beside ${placeholderList}.`,
      'none',
    )
  })
}

const placeholderList = templatePlaceholders.map((name) => `{${name}}`).join(', ')

function placeholder(name: string): Part {
  const known = templatePlaceholders.find((candidate) => candidate === name)
  if (known) return values[known]
  throw new InputError(
    'request-malformed',
    `${shown(`{${name}}`)} means nothing in a template. There are ${placeholderList}.`,
    'none',
  )
}

/** An account whose name has nothing that can be kept is told by its id. */
const values: Readonly<Record<(typeof templatePlaceholders)[number], Part>> = {
  account_name: ({ accountName, accountId }) => cleanValue(accountName) || cleanValue(accountId),
  account_id: ({ accountId }) => cleanValue(accountId),
  role: ({ roleName }) => cleanValue(roleName) || 'role',
  session: (_role, { session }) => cleanValue(session) || 'session',
  email_user: ({ emailAddress, accountId }) =>
    cleanValue(emailAddress?.split('@')[0] ?? '') || cleanValue(accountId),
}

/** Letters that Unicode does not take apart into a Latin letter and a mark. */
const latin: Readonly<Record<string, string>> = {
  ...{ ß: 'ss', æ: 'ae', Æ: 'AE', œ: 'oe', Œ: 'OE', ø: 'o', Ø: 'O', ł: 'l', Ł: 'L' },
  ...{ đ: 'd', Đ: 'D', ð: 'd', Ð: 'D', þ: 'th', Þ: 'Th', ı: 'i' },
}

function cleanValue(value: string): string {
  const plain = value
    .slice(0, 1_024)
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replace(/[ßæÆœŒøØłŁđĐðÐþÞı]/g, (letter) => latin[letter] ?? '-')
    .replace(/[^A-Za-z0-9_.@+-]+/g, '-')
  return clean(clean(plain).slice(0, longestValue))
}

/** No runs of dashes or dots, and none of them (nor a slash) at the ends: a name must not look like an option or a path. */
function clean(name: string): string {
  return name
    .replace(/-{2,}/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[-./]+|[-./]+$/g, '')
}

/** `default` is what tools take when no profile is named, and `__proto__` breaks the JavaScript SDK. */
function isReserved(name: string): boolean {
  return ['default', '__proto__'].includes(name.toLowerCase())
}

function freeName(base: string, role: AssignedRole, taken: ReadonlySet<string>): string {
  for (let count = 0; ; count += 1) {
    const name = candidate(base, role, count)
    if (!taken.has(name) && !isReserved(name)) return name
  }
}

/** The base itself, then with the account's id, then with that and a number from 2. */
function candidate(base: string, { accountId }: AssignedRole, count: number): string {
  const account = cleanValue(accountId)
  const suffix = count === 0 ? '' : `${account && `-${account}`}${count === 1 ? '' : `-${count}`}`
  return clean(base.slice(0, longestName - suffix.length)) + suffix
}

function fits(name: string, base: string, role: AssignedRole): boolean {
  if (isReserved(name)) return false
  const count = Number(/-(\d{1,4})$/.exec(name)?.[1] ?? 0)
  return [0, 1, count].some((tried) => candidate(base, role, tried) === name)
}

function distinct(roles: readonly AssignedRole[]): readonly AssignedRole[] {
  // Of two that only differ in the account's name the order must not decide.
  const order = ({ accountId, roleName, accountName, emailAddress }: AssignedRole): string =>
    [accountId, roleName, accountName, emailAddress ?? ''].join('\u0000')
  const sorted = roles.map((role) => [order(role), role] as const).sort(([a], [b]) => (a < b ? -1 : 1))
  const seen = new Set<string>()
  return sorted.flatMap(([, role]) => {
    const key = roleKey(role)
    if (seen.has(key)) return []
    seen.add(key)
    return [role]
  })
}
