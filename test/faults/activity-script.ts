/**
 * An agent's activity log on the folder at its first argument.
 *
 * `write`: adds lines as fast as it is let, until it is killed. `full`: runs as root in a mount namespace of its own, with
 * a small file system there; fills it, frees it, and prints what the log did, as one line of JSON.
 */
import { rmSync, writeFileSync } from 'node:fs'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { type Activity, createActivity } from '../../main/broker/activity.ts'
import { nodeActivityFile } from '../../main/hosts/node/activity-file.ts'
import { nodeClock } from '../../main/hosts/node/clock.ts'
import { nodeProcesses } from '../../main/hosts/node/processes.ts'

const [folder = '', how = ''] = process.argv.slice(2)

function start(fileInBytes = 20_000): Activity {
  return createActivity({
    file: nodeActivityFile(folder),
    clock: nodeClock(),
    processes: nodeProcesses(`${folder}/agent.sock`),
    log: { note: () => {} },
    limits: { fileInBytes },
    principalOf: () => undefined,
  })
}

async function full(): Promise<unknown> {
  const activity = start()
  const add = (count: number, event: 'served' | 'denied') => {
    for (let index = 0; index < count; index += 1) activity.record({ event, profile: `p${index}` })
  }
  add(20, 'served')
  await activity.verify()
  for (const size of [16_384, 4096, 512, 64]) {
    try {
      for (let count = 0; ; count += 1)
        writeFileSync(`${folder}/filler-${size}-${count}`, new Uint8Array(size))
    } catch {
      // It is full for files of this size.
    }
  }
  // Too much for what is left of the last block.
  add(200, 'denied')
  await wait(300)
  const whenFull = activity.health()
  for (let count = 0; count < 100; count += 1) rmSync(`${folder}/filler-16384-${count}`, { force: true })
  for (let tries = 0; activity.health().waiting > 0 && tries < 200; tries += 1) await wait(50)
  const { isIntact, findings } = await activity.verify()
  const lines = (await activity.read({ limit: 1000 })).filter(({ event }) => event !== 'gap')
  const order = lines.map(({ event, profile }) => `${event} ${profile}`)
  return { whenFull, after: activity.health(), isIntact, findings: findings.length, order }
}

if (how === 'full') {
  process.stdout.write(JSON.stringify(await full()))
} else {
  const activity = start()
  process.stdout.write('writing\n')
  for (let index = 0; ; index += 1) {
    activity.record({ event: 'served', profile: `p${index}`, note: 'x'.repeat(index % 200) })
    if (index % 20 === 0) await wait(1)
  }
}
