/**
 * The changes that Signet made, one file each, so that a crash between two calls loses nothing: what is about to be sent is
 * durable before it is sent.
 *
 * @module
 */

import { InputError } from '../kernel/errors.ts'
import { hex } from '../kernel/hex.ts'
import { jsonOf } from '../kernel/json-of.ts'
import { FileError, type Files } from '../kernel/ports/files.ts'
import type { Random } from '../kernel/ports/random.ts'
import { type ChangeRecord, changeRecordSchema } from './change-record.ts'
import { fileReasons } from './file-reasons.ts'

export interface ChangeHistory {
  /** Of one account or all, newest first. A file that is not what was written is passed over. */
  list(accountId?: string): Promise<readonly ChangeRecord[]>
  /** Durable when resolved. @throws {@link InputError} `history-unwritable`. */
  keep(record: ChangeRecord): Promise<void>
}

export interface ChangeHistoryDependencies {
  readonly files: Pick<Files, 'read' | 'list' | 'replace' | 'makeFolder'>
  readonly folder: string
}

export function changeHistory({ files, folder }: ChangeHistoryDependencies): ChangeHistory {
  return {
    async list(accountId) {
      const names = (await files.list(folder)).filter((name) => recordName.test(name))
      const records = await Promise.all(
        names.map(async (name) => decode((await files.read(`${folder}/${name}`))?.bytes, name)),
      )
      return records
        .filter((record) => record !== undefined)
        .filter((record) => accountId === undefined || record.accountId === accountId)
        .sort((one, other) => other.plannedAt - one.plannedAt || (one.id < other.id ? 1 : -1))
    },
    async keep(record) {
      const bytes = new TextEncoder().encode(`${JSON.stringify(record, undefined, 2)}\n`)
      try {
        await files.makeFolder(folder)
        await files.replace(`${folder}/${record.id}.json`, bytes, { mode: 0o600 })
      } catch (thrown) {
        if (!(thrown instanceof FileError)) throw thrown
        throw unwritable(folder, thrown)
      }
    },
  }
}

/** Names sort by time, to the second. */
export function newChangeId(now: number, random: Pick<Random, 'bytes'>): string {
  const moment = new Date(now).toISOString().replace(/[-:]|\.\d+Z$/g, '')
  const tail = hex(random.bytes(3))
  return `${moment}-${tail}`
}

const recordName = /^\d{8}T\d{6}-[0-9a-f]{6}\.json$/

function decode(bytes: Uint8Array<ArrayBuffer> | undefined, name: string): ChangeRecord | undefined {
  if (!bytes) return undefined
  const parsed = changeRecordSchema.safeParse(jsonOf(bytes))
  return parsed.success && `${parsed.data.id}.json` === name ? parsed.data : undefined
}

function unwritable(folder: string, thrown: FileError): InputError {
  return new InputError(
    'history-unwritable',
    `The history of changes in ${folder} could not be written: ${fileReasons[thrown.fault]} and try again. No call is sent that could not be taken back.`,
    'fix-config',
    thrown,
  )
}
