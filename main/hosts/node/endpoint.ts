/**
 * The endpoint file: where the running agent's socket is. The only place where a relay looks.
 * Lines of `key=value`; a reader passes over keys that it does not know.
 *
 * @module
 */
import { readFileSync, unlinkSync } from 'node:fs'
import process from 'node:process'
import { protocolVersion } from '../../serve/relay/wire.ts'
import type { Home } from './home.ts'
import { writePrivateFile } from './private-file.ts'

/** Call it when the socket is listening: whoever reads it comes at once. */
export function writeEndpoint(home: Home, version: string): void {
  writePrivateFile(home.endpointPath, endpointText(home, version))
}

/** Takes the file away, unless another agent has written its own since. */
export function removeEndpoint(home: Home, version: string): void {
  try {
    if (readFileSync(home.endpointPath, 'utf8') === endpointText(home, version)) unlinkSync(home.endpointPath)
  } catch {
    // Not there, or not readable: a relay that finds it stale starts an agent, so nothing is lost.
  }
}

function endpointText(home: Home, version: string): string {
  return `protocol=${protocolVersion}\nsocket=${home.socketPath}\npid=${process.pid}\nversion=${version}\n`
}
