/**
 * The product's agent with one port changed: its clock runs as many times as fast as the first argument says, like the
 * stand-in's.
 *
 * @module
 */
import { fileURLToPath } from 'node:url'
import { nodeHost } from '../../main/hosts/node/host.ts'
import { runAgent } from '../../main/hosts/node/run-agent.ts'
import { fastClock } from '../demo/fast-clock.ts'

const speed = Number(process.argv[2])

await runAgent([process.execPath, fileURLToPath(import.meta.url), String(speed)], (home, log, stop) => ({
  ...nodeHost(home, log, stop),
  clock: fastClock(speed),
}))
