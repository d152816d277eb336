import { chmodSync, copyFileSync, mkdirSync, renameSync } from 'node:fs'
import { dirname } from 'node:path'
import { type AppPlace, shippedRelay } from './decisions/relay-place.ts'

/** Makes sure that the relay stands at a path that is still right after the next start, and gives it. */
export function keepLastingRelay(place: AppPlace, path: string): string {
  const shipped = shippedRelay(place)
  if (path === shipped) return path
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
  // One file or the other at any moment: a tool may be starting it.
  copyFileSync(shipped, `${path}.new`)
  chmodSync(`${path}.new`, 0o700)
  renameSync(`${path}.new`, path)
  return path
}
