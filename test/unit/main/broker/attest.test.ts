import { describe, expect, it } from 'vitest'
import { attestedConsumer, claimedConsumer } from '../../../../main/broker/attest.ts'
import { consumerKey, consumerView } from '../../../../main/broker/consumer.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { FakeProcesses } from '../../../fakes/fake-processes.ts'

/** bash (20) runs terraform (30), which runs the relay (40). */
function scene() {
  const processes = new FakeProcesses()
    .add({ pid: 100, executable: '/usr/bin/bash' })
    .add({ pid: 20, executable: '/usr/bin/bash', words: ['bash'] })
    .add({ pid: 30, executable: '/usr/bin/terraform', parentPid: 20 })
    .add({ pid: 40, executable: '/usr/bin/signet', parentPid: 30 })
  const needs = { processes, clock: new FakeClock() }
  const claim = { pid: 40, parentPid: 30, hold: processes.holdAs(40) }
  const attest = (changes: Partial<typeof claim> = {}) => attestedConsumer(needs, { ...claim, ...changes })
  return { processes, needs, claim, attest }
}

describe('attestedConsumer', () => {
  it('names the parent by the system’s word when the relay holds the file (T26, M11)', async () => {
    const { attest } = scene()
    expect(consumerView(await attest())).toEqual({
      how: 'verified',
      program: { pid: 30, start: '300', exe: '/usr/bin/terraform' },
      parent: { pid: 20, start: '200', exe: '/usr/bin/bash' },
      relay: { pid: 40, start: '400', exe: '/usr/bin/signet' },
      tty: '/dev/pts/3',
      leader: { pid: 100, start: '1000' },
    })
  })

  it('does not take the claim’s word for the parent (T26)', async () => {
    const { attest, processes } = scene()
    processes.add({ pid: 50, executable: '/usr/bin/evil' })
    expect((await attest({ parentPid: 50 })).programs[0]?.executable).toBe('/usr/bin/terraform')
  })

  it('refutes a pid that does not hold the file (T26)', async () => {
    const { attest, processes } = scene()
    processes.add({ pid: 60, executable: '/usr/bin/signet', parentPid: 30 })
    const consumer = await attest({ hold: processes.holdAs(60) })
    expect([consumer.how, consumer.programs, consumerKey('prod', consumer)]).toEqual([
      'refuted',
      [],
      undefined,
    ])
    expect((await attest({ pid: 999 })).how).toBe('refuted')
  })

  it('knows nothing when the parent ends while it is looked at', async () => {
    const { attest, processes } = scene()
    const look = processes.look.bind(processes)
    let looks = 0
    processes.look = (pid) => {
      const facts = look(pid)
      looks += pid === 40 ? 1 : 0
      return pid === 40 && looks > 1 && facts ? { ...facts, parentPid: 100 } : facts
    }
    expect((await attest()).how).toBe('unknown')
  })

  it('knows nothing of a relay that does not answer', async () => {
    const { attest, needs } = scene()
    const consumer = attest({ hold: () => new Promise<boolean>(() => {}) })
    await needs.clock.advance(5_000)
    expect((await consumer).how).toBe('unknown')
  })

  it('has only the relay’s word where the relay cannot prove it', async () => {
    const { attest, needs, processes, claim } = scene()
    expect((await attest({ hold: async () => false })).how).toBe('claimed')
    expect((await attestedConsumer(needs, { pid: 40, parentPid: 30 })).how).toBe('claimed')
    expect((await attestedConsumer(needs, undefined)).how).toBe('unknown')
    processes.makeHeldFile = () => {
      throw new Error('no space')
    }
    expect((await attest()).how).toBe('claimed')
    processes.canTell = false
    const elsewhere = await attestedConsumer(needs, claim)
    expect([elsewhere.how, elsewhere.programs[0]?.pid]).toEqual(['claimed', 30])
  })

  it('leaves no file behind', async () => {
    const { attest, processes } = scene()
    await attest()
    await attest({ pid: 999 })
    expect(processes.held.size).toBe(0)
  })
})

describe('claimedConsumer', () => {
  it('is unknown for a parent that is gone, and for the first process', () => {
    const { processes } = scene()
    const hows = [999, 1, 0].map((parentPid) => claimedConsumer(processes, { pid: 40, parentPid }).how)
    expect(hows).toEqual(['unknown', 'unknown', 'unknown'])
  })

  it('shows no sign of a name that could mislead a reader (T23)', () => {
    const { processes } = scene()
    processes.add({ pid: 30, executable: '/tmp/\u001b[2Jx\u202ey\n', words: [] })
    expect(claimedConsumer(processes, { pid: 40, parentPid: 30 }).programs[0]?.executable).toBe(
      '/tmp/?[2Jx?y?',
    )
  })
})

describe('consumerKey', () => {
  const keyOf = async (change: (processes: FakeProcesses) => void, profile = 'prod') => {
    const { attest, processes } = scene()
    change(processes)
    return consumerKey(profile, await attest())
  }
  const same = (): void => {}

  it('is the same for the same program in the same session, whatever its pid', async () => {
    const other = await keyOf((processes) => {
      processes.add({ pid: 31, executable: '/usr/bin/terraform', parentPid: 21 })
      processes.add({ pid: 40, executable: '/usr/bin/signet', parentPid: 31 })
    })
    expect(other).toBe(await keyOf(same))
  })

  it('is another for another profile, program, file, script, relay or session (T26)', async () => {
    const terraform = { pid: 30, executable: '/usr/bin/terraform', parentPid: 20 }
    const python = { ...terraform, executable: '/usr/bin/python3' }
    const keys = [
      await keyOf(same),
      await keyOf(same, 'dev'),
      await keyOf((processes) => processes.add({ ...terraform, executable: '/tmp/terraform' })),
      await keyOf((processes) => processes.add({ ...terraform, executableId: 'replaced' })),
      await keyOf((processes) =>
        processes.add({ pid: 40, executable: '/usr/bin/signet', parentPid: 30, sessionLeader: 20 }),
      ),
      await keyOf((processes) => processes.add({ pid: 100, startedAt: '7777' })),
      await keyOf((processes) => processes.add({ ...python, words: ['python3', '/usr/bin/aws'] })),
      await keyOf((processes) => processes.add({ ...python, words: ['python3', '/tmp/evil.py'] })),
      await keyOf((processes) => processes.add({ pid: 40, executable: '/usr/bin/python3', parentPid: 30 })),
      await keyOf((processes) =>
        processes.add({ ...terraform, executable: '/usr/bin/dash', words: ['sh', '-c', 'signet'] }),
      ),
    ]
    expect(keys.every((key) => key !== undefined)).toBe(true)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('is none where a program’s file is not shown, or the session’s leader is gone', async () => {
    expect(
      await keyOf((processes) =>
        processes.add({ pid: 30, parentPid: 20, executable: undefined, executableId: undefined }),
      ),
    ).toBeUndefined()
    expect(await keyOf((processes) => processes.table.delete(100))).toBeUndefined()
  })

  it('looks through a shell that only carries a command line', async () => {
    const { attest, processes } = scene()
    processes.add({ pid: 30, executable: '/usr/bin/terraform', parentPid: 20 })
    processes.add({
      pid: 35,
      executable: '/usr/bin/dash',
      parentPid: 30,
      words: ['sh', '-c', 'signet credential-process'],
    })
    processes.add({ pid: 40, executable: '/usr/bin/signet', parentPid: 35 })
    expect(consumerView(await attest())).toMatchObject({
      program: { exe: '/usr/bin/terraform' },
      parent: { exe: '/usr/bin/bash' },
    })
  })
})
