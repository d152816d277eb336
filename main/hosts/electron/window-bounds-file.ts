import { readFileSync } from 'node:fs'
import { writePrivateFile } from '../node/private-file.ts'
import { decodeBounds, type WindowBounds } from './decisions/window-bounds.ts'

/** Where the window was, kept in a small file. A disk that does not take it costs the place and nothing else. */
export function boundsFile(path: string): {
  read(): WindowBounds | undefined
  keep(bounds: WindowBounds): void
} {
  return {
    read() {
      try {
        return decodeBounds(readFileSync(path, 'utf8'))
      } catch {
        return undefined
      }
    },
    keep(bounds) {
      try {
        writePrivateFile(path, `${JSON.stringify(bounds)}\n`)
      } catch {
        // The window opens where it usually does.
      }
    },
  }
}
