import { createHash } from 'node:crypto'
import { constants, open } from 'node:fs/promises'
import { RefusalError } from '../../../kernel/errors.ts'
import type { UpdateOffer } from './update-manifest.ts'

/**
 * Holds a fetched file against what was signed (T21).
 *
 * @throws {@link RefusalError} `access-denied` when it is another file, or cannot be read. Fails closed.
 */
export async function checkUpdateFile(
  path: string,
  { sizeInBytes, sha256 }: Pick<UpdateOffer, 'sizeInBytes' | 'sha256'>,
): Promise<void> {
  const found = await measured(path, sizeInBytes).catch(() => undefined)
  if (found === sha256) return
  throw new RefusalError('access-denied', 'The file that was fetched is not the one that was signed.')
}

/** The digest of a file of exactly this size; of any other nothing. */
async function measured(path: string, sizeInBytes: number): Promise<string | undefined> {
  // SECURITY: one open file from the first byte to the last, and no link.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    const { size } = await file.stat()
    if (size !== sizeInBytes) return undefined
    const hash = createHash('sha256')
    let seen = 0
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      seen += (chunk as Buffer).length
      hash.update(chunk as Buffer)
    }
    return seen === sizeInBytes ? hash.digest('hex') : undefined
  } finally {
    await file.close()
  }
}
