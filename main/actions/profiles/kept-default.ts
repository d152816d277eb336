/**
 * What it takes to bring `[default]` back, kept beside the backups until it is needed. It has lines of the AWS files, so
 * it is as private as a backup.
 *
 * @module
 */
import * as z from 'zod/mini'
import { seriesOf } from '../../config/backups.ts'
import type { KeptDefault } from '../../config/default-section.ts'
import { withFileFault } from '../../config/file-fault.ts'
import { jsonOf } from '../../kernel/json-of.ts'
import type { Files } from '../../kernel/ports/files.ts'

const keptDefaultSchema = z.strictObject({
  version: z.literal(1),
  sections: z.array(z.strictObject({ before: z.string(), after: z.string() })),
  made: z.optional(z.strictObject({ hasGap: z.boolean() })),
  isOpenEnded: z.boolean(),
})

export interface KeptDefaults {
  /** Of the file at that path. Undefined when there is none that can be read. */
  read(path: string): Promise<KeptDefault | undefined>
  /** @throws {@link InputError} `config-unwritable` */
  write(path: string, kept: KeptDefault): Promise<void>
}

export function keptDefaults(
  files: Pick<Files, 'read' | 'replace' | 'makeFolder'>,
  folder: string,
): KeptDefaults {
  const placeOf = (path: string) => `${folder}/${seriesOf(path)}.default.json`
  return {
    async read(path) {
      const found = await withFileFault(placeOf(path), 'read', files.read(placeOf(path)))
      const parsed = keptDefaultSchema.safeParse(found && jsonOf(found.bytes))
      if (!parsed.success) return undefined
      const { sections, made, isOpenEnded } = parsed.data
      return { sections, made, isOpenEnded }
    },
    async write(path, kept) {
      const bytes = new TextEncoder().encode(`${JSON.stringify({ version: 1, ...kept })}\n`)
      await withFileFault(folder, 'made', files.makeFolder(folder))
      // SECURITY: lines of a credentials file may stand in it.
      await withFileFault(placeOf(path), 'changed', files.replace(placeOf(path), bytes, { mode: 0o600 }))
    },
  }
}
