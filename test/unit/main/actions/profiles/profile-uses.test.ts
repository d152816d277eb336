import { describe, expect, it } from 'vitest'
import { profileUses } from '../../../../../main/actions/profiles/profile-uses.ts'
import { FileError } from '../../../../../main/kernel/ports/files.ts'
import type { ActivityView } from '../../../../../preload/contract/activity-views.ts'

const program = { pid: 7, exe: '/usr/bin/terraform' }
const line = (time: number) => ({
  ...{ seq: 1, time, event: 'served' as const },
  consumer: { how: 'claimed' as const, program },
})

describe('profileUses', () => {
  it('has what is at hand, and the last hand-out of this run before that of the log', async () => {
    let reads = 0
    const uses = profileUses({
      broker: { held: () => new Map([['dev', { expiresAt: 90, givenAt: 30 }]]) },
      activity: {
        lastServed: () => new Map([['dev', line(50)]]),
        async readLastServed() {
          reads += 1
          return new Map<string, ActivityView>([
            ['dev', line(10)],
            ['old', { seq: 1, time: 20, event: 'served' }],
          ])
        },
      },
    })
    const credentials = { expiresAt: 90, givenAt: 30 }
    expect({ ...uses.read() }).toEqual({ dev: { credentials, handedOut: { at: 50, to: program } } })
    await Promise.all([uses.load(), uses.load()])
    expect([{ ...uses.read() }, reads]).toEqual([
      { dev: { credentials, handedOut: { at: 50, to: program } }, old: { handedOut: { at: 20 } } },
      1,
    ])
  })

  it('does without a log that cannot be read', async () => {
    const uses = profileUses({
      broker: { held: () => new Map() },
      activity: {
        lastServed: () => new Map(),
        readLastServed: () => Promise.reject(new FileError('not-allowed', '/log')),
      },
    })
    await uses.load()
    expect({ ...uses.read() }).toEqual({})
  })

  it('keeps names of every kind apart from what objects have', () => {
    const held = new Map([['__proto__', { expiresAt: 9, givenAt: 1 }]])
    const uses = profileUses({
      broker: { held: () => held },
      activity: { lastServed: () => new Map(), readLastServed: async () => new Map() },
    })
    expect([Object.keys(uses.read()), uses.read().constructor]).toEqual([['__proto__'], undefined])
  })
})
