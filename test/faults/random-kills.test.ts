import { once } from 'node:events'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { SeededRandom } from '../fakes/seeded-random.ts'
import { SavingVault } from './saving-vault.ts'

const kills = Number(process.env.SIGNET_RANDOM_KILLS ?? 50)

describe('a vault that is saved again and again', () => {
  it(`loses no confirmed generation to a kill at any moment, ${kills} times (R1)`, async () => {
    const random = new SeededRandom(20260102)
    const vault = await SavingVault.withGenerations(1)
    const wrong: string[] = []
    let confirmed = 0
    try {
      for (let count = 0; count < kills; count += 1) {
        const child = await vault.start('loop')
        const before = vault.lines().length
        child.stdin?.write('\n')
        // One in four anywhere on the way, the others while it saves.
        if (random.unit() < 0.25) await wait(random.unit() * 60)
        else await vault.nextConfirmed(before, child).then(() => wait(random.unit() * 20))
        child.kill('SIGKILL')
        await once(child, 'exit')
        confirmed += vault
          .lines()
          .slice(before)
          .filter((line) => line.startsWith('durable')).length
        wrong.push(...(await vault.judge(vault.lines(), true)).map((what) => `kill ${count}: ${what}`))
      }
    } finally {
      vault.discard()
    }
    console.info(`random kills: ${kills}, ${confirmed} confirmed saves, ${wrong.length} lost`)
    expect(wrong).toEqual([])
    // The kills came while it was saving, not before.
    expect(confirmed).toBeGreaterThan(kills / 2)
  })
})
