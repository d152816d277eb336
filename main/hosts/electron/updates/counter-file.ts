import * as z from 'zod/mini'
import type { Files } from '../../../kernel/ports/files.ts'

const schema = z.strictObject({ counter: z.int().check(z.minimum(0)) })

/** The highest counter that was ever believed here, so that nothing older is (T21). */
export function counterFile(
  files: Pick<Files, 'read' | 'replace'>,
  path: string,
): { read(): Promise<number>; keep(counter: number): Promise<void> } {
  return {
    /** @throws where the file is damaged: then no update is taken, for nobody knows what was seen. */
    async read() {
      const found = await files.read(path)
      return found ? schema.parse(JSON.parse(new TextDecoder().decode(found.bytes))).counter : 0
    },
    async keep(counter) {
      const text = `${JSON.stringify({ counter })}\n`
      await files.replace(path, new TextEncoder().encode(text), { mode: 0o600 })
    },
  }
}
