/**
 * The headless agent. `npm run agent`, or started by the first `signet` command.
 *
 * @module
 */
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { runAgent } from './hosts/node/run-agent.ts'

// Not awaited: parts that are loaded later import from this file, and would wait for its end.
void runAgent([process.execPath, fileURLToPath(import.meta.url)])
