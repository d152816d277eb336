/**
 * The window as `npm run build` made it, from the folder beside the agent's.
 *
 * @module
 */
import { readdir, readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { UnavailableError } from '../../kernel/errors.ts'
import type { WindowFile, WindowFiles } from '../../kernel/ports/window-files.ts'

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/** Bundled, this file stands in `dist/headless/`; in a checkout, three folders below the root. */
const folders = ['../window', '../../../dist/window'].map((path) => join(import.meta.dirname, path))

export function builtWindow(candidates: readonly string[] = folders): WindowFiles {
  let loaded: Promise<ReadonlyMap<string, WindowFile>> | undefined
  return {
    load() {
      loaded ??= read(candidates).catch((thrown: unknown) => {
        loaded = undefined
        throw thrown
      })
      return loaded
    },
  }
}

async function read(candidates: readonly string[]): Promise<ReadonlyMap<string, WindowFile>> {
  for (const folder of candidates) {
    const names = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => undefined)
    if (names === undefined) continue
    const files = new Map<string, WindowFile>()
    for (const entry of names) {
      const type = types[extname(entry.name)]
      if (!entry.isFile() || type === undefined) continue
      const path = join(entry.parentPath, entry.name)
      files.set(path.slice(folder.length + 1), { type, bytes: await readFile(path) })
    }
    if (files.has('index.html')) return files
  }
  throw new UnavailableError('server-error', 'The window is not built here. In a checkout: npm run build')
}
