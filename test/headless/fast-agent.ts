/** The product's agent with one port changed: its clock runs as fast as FAST_CLOCK_SPEED says. */
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { nodeHost } from '../../main/hosts/node/host.ts'
import { runAgent } from '../../main/hosts/node/run-agent.ts'
import { fastClock } from '../demo/fast-clock.ts'

await runAgent([process.execPath, fileURLToPath(import.meta.url)], (home, log, stop) => ({
  ...nodeHost(home, log, stop),
  clock: fastClock(Number(process.env.FAST_CLOCK_SPEED)),
}))
