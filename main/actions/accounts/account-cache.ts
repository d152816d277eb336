/**
 * Keeps account lists from one start of the agent to the next: one file for each session, readable by its owner only.
 *
 * @module
 */
import { hex } from '../../kernel/hex.ts'
import { jsonOf } from '../../kernel/json-of.ts'
import { FileError, type Files } from '../../kernel/ports/files.ts'
import type { Log } from '../../kernel/ports/log.ts'
import { type AccountList, accountListSchema, type PortalSession } from './account-list.ts'

export interface KeptList {
  /** Undefined when there is none for this session at this start URL. */
  readonly list: AccountList | undefined
  /** There is a file, and it is not what was written. */
  readonly isDamaged: boolean
}

export interface AccountCache {
  /** Never fails: a file that cannot be read is as good as none, since AWS can be asked again. */
  read(session: Pick<PortalSession, 'id' | 'startUrl'>): Promise<KeptList>
  /** Never fails: what the disk does not take is kept in memory. */
  write(list: AccountList): Promise<void>
  remove(sessionId: string): Promise<void>
}

export interface AccountCacheDependencies {
  readonly files: Pick<Files, 'read' | 'replace' | 'remove' | 'makeFolder'>
  readonly log: Log
  readonly folder: string
}

export function accountCache({ files, log, folder }: AccountCacheDependencies): AccountCache {
  const unwritten = new Map<string, AccountList>()
  return {
    async read(session) {
      const { list, isDamaged } = await kept(session.id)
      // The same name may have been signed in to another instance since.
      return { list: list?.startUrl === session.startUrl ? list : undefined, isDamaged }
    },
    async write(list) {
      const bytes = new TextEncoder().encode(JSON.stringify(list))
      try {
        await files.makeFolder(folder)
        await files.replace(await pathOf(folder, list.sessionId), bytes, { mode: 0o600 })
        unwritten.delete(list.sessionId)
      } catch (thrown) {
        if (!(thrown instanceof FileError)) throw thrown
        unwritten.set(list.sessionId, list)
        log.note('accounts.not-saved', { code: thrown.fault })
      }
    },
    async remove(sessionId) {
      unwritten.delete(sessionId)
      const path = await pathOf(folder, sessionId)
      if (await files.read(path)) await files.remove(path)
    },
  }

  async function kept(sessionId: string): Promise<KeptList> {
    const inMemory = unwritten.get(sessionId)
    if (inMemory) return { list: inMemory, isDamaged: false }
    try {
      const found = await files.read(await pathOf(folder, sessionId))
      if (!found) return { list: undefined, isDamaged: false }
      const list = decode(found.bytes)
      if (list?.sessionId === sessionId) return { list, isDamaged: false }
      log.note('accounts.file-damaged')
    } catch (thrown) {
      if (!(thrown instanceof FileError)) throw thrown
      log.note('accounts.file-unreadable', { code: thrown.fault })
    }
    return { list: undefined, isDamaged: true }
  }
}

function decode(bytes: Uint8Array): AccountList | undefined {
  const parsed = accountListSchema.safeParse(jsonOf(bytes))
  return parsed.success ? parsed.data : undefined
}

/** A session's name may hold anything, a file's may not: the name is its digest. */
async function pathOf(folder: string, sessionId: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sessionId))
  return `${folder}/${hex(new Uint8Array(digest))}.json`
}
