/**
 * Which roles a person means: `prod`, `role:Admin*`, `account:1111* role:ReadOnly,Audit`.
 *
 * Words are separated by spaces, and all of them must match. A word alone is looked for anywhere in the account's id,
 * its name or the role's name. `account:`, `name:` and `role:` take the whole of that one. Commas give alternatives,
 * `*` and `?` stand for any signs, upper and lower case are alike, and double quotes keep a space.
 *
 * @module
 */
import { InputError } from '../kernel/errors.ts'
import { matchesWildcard } from '../kernel/wildcard.ts'
import { shown } from './names.ts'
import type { AssignedRole } from './profile-names.ts'

export type RoleFilter = (role: Pick<AssignedRole, 'accountId' | 'accountName' | 'roleName'>) => boolean

const longestFilter = 1_000

/** @throws {@link InputError} `request-malformed` */
export function parseRoleFilter(filter: string): RoleFilter {
  if (filter.length > longestFilter) throw malformed('The filter is too long.')
  const words = filter.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? []
  if (words.length === 0) throw malformed('The filter is empty.')
  const tests = words.map(wordTest)
  return (role) => tests.every((test) => test(role))
}

const fields = {
  account: ({ accountId }) => accountId,
  name: ({ accountName }) => accountName,
  role: ({ roleName }) => roleName,
} as const satisfies Record<string, (role: Parameters<RoleFilter>[0]) => string>

function wordTest(word: string): RoleFilter {
  if (word.split('"').length % 2 === 0) throw malformed('A double quote in the filter is not closed.')
  const [, key, rest] = /^([A-Za-z_]+):(.*)$/s.exec(word) ?? []
  if (key === undefined || rest === undefined) {
    const globs = alternatives(word).map((glob) => `*${glob}*`)
    return (role) => Object.values(fields).some((field) => globs.some((glob) => matches(glob, field(role))))
  }
  const field = Object.entries(fields).find(([name]) => name === key.toLowerCase())?.[1]
  if (!field) {
    throw malformed(`${shown(`${key}:`)} is not known in a filter. There are account:, name: and role:.`)
  }
  const globs = alternatives(rest)
  return (role) => globs.some((glob) => matches(glob, field(role)))
}

function alternatives(text: string): readonly string[] {
  const found = (text.match(/(?:[^,"]|"[^"]*")+/g) ?? []).map((part) => part.replaceAll('"', ''))
  const globs = found.filter((part) => part !== '')
  if (globs.length === 0) throw malformed(`${shown(text)} in the filter has nothing to look for.`)
  return globs
}

/** Upper and lower case are alike. */
function matches(glob: string, text: string): boolean {
  return matchesWildcard(glob.toLowerCase(), text.toLowerCase())
}

function malformed(what: string): InputError {
  return new InputError(
    'request-malformed',
    `${what} Examples: --filter prod, --filter "role:Admin* account:1111*", --filter role:ReadOnly,Audit.`,
    'none',
  )
}
