/**
 * What all cache files of the AWS CLI have in common: one JSON object, and times in two spellings.
 *
 * @module
 */
import { own } from '../kernel/own.ts'

/** Why a file is not what it should be. Never quotes the file: everything in it may be a secret. */
export type CacheFault =
  /** Empty, or cut short: another program may be writing it. */
  | 'torn'
  | 'not-json'
  /** JSON, and not a session of the AWS CLI: some other tool keeps its own files there. */
  | 'foreign'
  /** A session, with a member missing or unusable. */
  | 'incomplete'
  | 'key-unusable'

export class CacheFileError extends Error {
  readonly fault: CacheFault

  constructor(fault: CacheFault) {
    super(`cache file: ${fault}`)
    this.name = 'CacheFileError'
    this.fault = fault
  }
}

export type CacheMembers = Readonly<Record<string, unknown>>

const longestFile = 1024 * 1024

/** @throws {@link CacheFileError} `torn`, `not-json` or `foreign` */
export function readCacheMembers(text: string): CacheMembers {
  if (text.length > longestFile) throw new CacheFileError('foreign')
  const bare = text.trim()
  const parsed = parsedOr(bare)
  if (isMembers(parsed)) return parsed
  if (parsed !== undefined) throw new CacheFileError('foreign')
  // A JSON object that does not end with its brace was cut, or is still being written.
  throw new CacheFileError(bare === '' || !bare.endsWith('}') ? 'torn' : 'not-json')
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // The parser's reason quotes the text.
    return undefined
  }
}

export function isMembers(value: unknown): value is CacheMembers {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A member of printable ASCII without spaces, as every token and id is; undefined for anything else. */
export function tokenMember(members: CacheMembers, name: string): string | undefined {
  const value = own(members, name)
  return typeof value === 'string' && /^[\x21-\x7e]{1,65536}$/.test(value) ? value : undefined
}

/** Epoch milliseconds of `2026-01-02T03:04:05Z`, or with `UTC` in place of the `Z`, as old versions wrote it. */
export function timeMember(members: CacheMembers, name: string): number | undefined {
  const text = tokenMember(members, name)?.replace(/UTC$/, 'Z')
  const isTime =
    text !== undefined && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.test(text)
  const time = isTime ? Date.parse(text) : Number.NaN
  return Number.isFinite(time) ? time : undefined
}
