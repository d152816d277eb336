/**
 * The product's agent with one port changed: its clock runs 60 times as fast, like the stand-in's in that part of the
 * demo.
 *
 * @module
 */
import { fileURLToPath } from 'node:url'
import { nodeHost } from '../../main/hosts/node/host.ts'
import { runAgent } from '../../main/hosts/node/run-agent.ts'
import { fastClock } from './fast-clock.ts'

await runAgent([process.execPath, fileURLToPath(import.meta.url)], (home, log, stop) => ({
  ...nodeHost(home, log, stop),
  clock: fastClock(60),
}))
