/**
 * The headless agent. `npm run agent`, or started by the first `signet` command.
 *
 * @module
 */
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { runAgent } from './hosts/node/run-agent.ts'

await runAgent([process.execPath, fileURLToPath(import.meta.url)])
