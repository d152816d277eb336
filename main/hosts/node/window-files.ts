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
    const files = new Map<string, WindowFile>()
    await readInto(files, folder, '').catch(() => undefined)
    if (files.has('index.html')) return files
  }
  throw new UnavailableError('server-error', 'The window is not built here. In a checkout: npm run build')
}

/** Folder by folder: the archive of the desktop app does not read a whole tree at once. */
async function readInto(files: Map<string, WindowFile>, folder: string, path: string): Promise<void> {
  for (const entry of await readdir(join(folder, path), { withFileTypes: true })) {
    const inside = path === '' ? entry.name : `${path}/${entry.name}`
    const type = types[extname(entry.name)]
    if (entry.isDirectory()) await readInto(files, folder, inside)
    else if (entry.isFile() && type !== undefined)
      files.set(inside, { type, bytes: await readFile(join(folder, inside)) })
  }
}
