/**
 * Console access as a file: what stands at AWS, to keep, to compare with, and to put back.
 *
 * @module
 */
import * as z from 'zod/mini'
import type { PermissionStatement, PermissionStatementInput } from '../aws/signin-control-types.ts'
import { InputError } from '../kernel/errors.ts'
import { jsonOf } from '../kernel/json-of.ts'
import { type AccessState, isOnFor } from './access-state.ts'
import { inputNames, inputOf, inputShape, tidy } from './statement-input.ts'

const format = 'signet-console-access'
const mostBytes = 1_000_000

const conditionSchema = z.record(z.string(), z.record(z.string(), z.array(z.string())))
const text = z.optional(z.string())

/** Strict: a word that Signet does not know may be one that the person relies on. */
const inputSchema = z.strictObject(inputShape)

const fileSchema = z.strictObject({
  format: z.literal(format),
  version: z.literal(1),
  /** For a person who reads the file; not compared. */
  exportedAt: text,
  accountId: z.optional(z.string().check(z.regex(/^\d{12}$/))),
  targetId: text,
  consoleAuthorizationEnabled: z.optional(z.boolean()),
  statements: z.array(z.union([inputSchema, z.strictObject({ condition: conditionSchema })])),
})

/** A file, read. */
export interface AccessFile {
  /** Undefined: it is meant for any account. */
  readonly accountId: string | undefined
  readonly targetId: string | undefined
  /** Undefined: it is left as it is. */
  readonly consoleAuthorizationEnabled: boolean | undefined
  /** What a call can make. */
  readonly statements: readonly PermissionStatementInput[]
  /** Statements that are known by their condition only: they can be kept, not made. */
  readonly raw: readonly Pick<PermissionStatement, 'condition'>[]
}

/** The file for what stands there: JSON, one line for each thing, the same for the same state but for `exportedAt`. */
export function encodeAccessFile(state: AccessState, targetId: string, exportedAt: string): string {
  const statements = state.statements.map(({ input, condition }) => (input ? tidy(input) : { condition }))
  const file = {
    format,
    version: 1,
    exportedAt,
    accountId: state.accountId,
    targetId,
    consoleAuthorizationEnabled: isOnFor(state, targetId),
    statements: sorted(statements),
  }
  return `${JSON.stringify(file, undefined, 2)}\n`
}

/** By what they say: AWS's order and ids are of the day. */
function sorted<T>(statements: readonly T[]): readonly T[] {
  const keyed = statements.map((statement) => ({ statement, key: JSON.stringify(statement) }))
  return keyed.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ statement }) => statement)
}

/** @throws {@link InputError} `request-malformed`, naming the place in the file. */
export function decodeAccessFile(bytes: Uint8Array<ArrayBuffer>, path: string): AccessFile {
  if (bytes.length > mostBytes) throw malformed(path, 'it is larger than 1 MB.')
  const value = jsonOf(bytes)
  if (value === undefined) throw malformed(path, 'it is not JSON.')
  const parsed = fileSchema.safeParse(value)
  if (!parsed.success) throw malformed(path, wrongPlace(parsed.error.issues))
  const { accountId, targetId, consoleAuthorizationEnabled, statements } = parsed.data
  const isRaw = (statement: object) => 'condition' in statement
  const raw = statements.flatMap((statement) => ('condition' in statement ? [statement] : []))
  const inputs = statements.flatMap((statement) => (isRaw(statement) ? [] : [tidy(statement)]))
  const readBack = raw.map((statement) => inputOf(statement))
  return {
    ...{ accountId, targetId, consoleAuthorizationEnabled },
    statements: [...inputs, ...readBack.filter((input) => input !== undefined)],
    raw: raw.filter((_, index) => readBack[index] === undefined),
  }
}

/** Where it is wrong, and never what stands there. */
function wrongPlace(issues: readonly { readonly path: readonly PropertyKey[] }[]): string {
  const [first] = issues
  if (!first || first.path.length === 0) {
    return `it is not what "signet console-access export" writes: an object with "format": "${format}" and "version": 1.`
  }
  const place = first.path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
  const members =
    first.path[0] === 'statements' ? ` A statement has only these: ${inputNames.join(', ')}.` : ''
  return `${place.replace(/^\./, '')} is not as it must be.${members}`
}

function malformed(path: string, why: string): InputError {
  return new InputError('request-malformed', `${path} cannot be used: ${why} Nothing was changed.`, 'none')
}
