import { describe, expect, it } from 'vitest'
import { decodeLine } from '../../../../main/broker/activity-line.ts'
import { verifyActivity } from '../../../../main/broker/activity-verify.ts'
import { type ActivityLimits, ActivityWriter } from '../../../../main/broker/activity-writer.ts'
import { longEnough } from '../../../fakes/activity-rig.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { MemoryActivityFile } from '../../../fakes/memory-activity-file.ts'
import { MemoryLog } from '../../../fakes/memory-log.ts'

function rig(file = new MemoryActivityFile(), limits: Partial<ActivityLimits> = {}) {
  const [clock, log] = [new FakeClock(), new MemoryLog()]
  const writer = new ActivityWriter({ file, clock, log, limits })
  const add = (...profiles: string[]) => {
    for (const profile of profiles) writer.add({ time: clock.now(), event: 'served', profile })
  }
  return { clock, log, file, writer, add }
}

/** What stands in the log, a line in a word. */
const seen = (file: MemoryActivityFile) =>
  file
    .text()
    .split('\n')
    .filter(Boolean)
    .map((text) => {
      const line = decodeLine(text)?.view
      if (!line) return 'unreadable'
      const { seq, event, profile, count } = line
      return [seq, profile ?? event, count].filter((part) => part !== undefined).join(' ')
    })

const kinds = async (file: MemoryActivityFile) => {
  const { isIntact, findings } = await verifyActivity(file)
  return { isIntact, kinds: findings.map(({ kind }) => kind) }
}

describe('ActivityWriter', () => {
  it('waits in memory while the disk is full, says so, and writes all when it can (R4)', async () => {
    const { clock, file, writer, add, log } = rig()
    add('a')
    await clock.advance(longEnough)
    file.fault = 'no-space'
    add('b')
    await clock.advance(1000)
    add('c')
    await clock.advance(1000)
    expect(writer.health()).toEqual({
      fault: 'The disk is full, so the activity log waits in memory.',
      waiting: 2,
      dropped: 0,
    })
    file.fault = undefined
    await clock.advance(60_000)
    expect(seen(file)).toEqual(['1 a', '2 b', '3 c'])
    expect(writer.health()).toEqual({ fault: null, waiting: 0, dropped: 0 })
    expect(await kinds(file)).toEqual({ isIntact: true, kinds: [] })
    expect(log.lines.map(({ event }) => event)).toEqual(['activity.unwritable', 'activity.written-again'])
  })

  it('says why, for each kind of trouble (R5)', async () => {
    const faults = ['no-space', 'read-only', 'not-allowed', 'io'] as const
    const said = await Promise.all(
      faults.map(async (fault) => {
        const { clock, file, writer, add } = rig()
        file.fault = fault
        add('a')
        await clock.advance(100)
        return writer.health().fault
      }),
    )
    expect(new Set(said).size).toBe(4)
    expect(said[1]).toContain('read-only')
  })

  it('counts in a later line what found no room', async () => {
    const { clock, file, writer, add } = rig(new MemoryActivityFile(), { waitingLines: 3 })
    file.fault = 'no-space'
    add('a', 'b', 'c', 'd', 'e')
    await clock.advance(100)
    expect(writer.health()).toMatchObject({ waiting: 3, dropped: 2 })
    file.fault = undefined
    await clock.advance(60_000)
    expect(seen(file)).toEqual(['1 a', '2 b', '3 c', '4 dropped 2'])
    expect(await kinds(file)).toEqual({ isIntact: true, kinds: ['dropped'] })
    add('f')
    await clock.advance(longEnough)
    expect(seen(file)).toEqual(['1 a', '2 b', '3 c', '4 dropped 2', '5 f'])
  })

  it('does not hold up who adds to it while the disk hangs', async () => {
    const { clock, file, writer, add } = rig()
    let go = () => {}
    file.pause = new Promise((resolve) => {
      go = resolve
    })
    add('a')
    await clock.advance(10_000)
    add('b')
    expect(writer.health().waiting).toBe(2)
    go()
    await clock.advance(longEnough)
    expect(seen(file)).toEqual(['1 a', '2 b'])
  })

  it('writes many lines in small portions, so that whoever is served meanwhile does not wait for all', async () => {
    const file = new MemoryActivityFile()
    const portions: number[] = []
    const append = file.append.bind(file)
    file.append = (text) => {
      portions.push(text.split('\n').length - 1)
      return append(text)
    }
    const { clock, add } = rig(file)
    add(...Array.from({ length: 250 }, (_, at) => `p${at}`))
    await clock.advance(longEnough)
    expect(portions).toEqual([100, 100, 50])
  })

  it('closes a torn line with a marked gap after a crash, and goes on', async () => {
    const first = rig()
    first.add('a', 'b')
    await first.clock.advance(longEnough)
    const { file } = first
    file.files[0] = `${file.files[0]}{"seq":3,"prev":"abc`
    expect(await kinds(file)).toEqual({ isIntact: true, kinds: ['torn'] })
    const second = rig(file)
    second.add('c')
    await second.clock.advance(longEnough)
    expect(seen(file)).toEqual(['1 a', '2 b', 'unreadable', '4 gap', '5 c'])
    expect(await kinds(file)).toEqual({ isIntact: true, kinds: ['torn'] })
  })

  it('keeps a torn line and what closes it in one file, though that is full', async () => {
    const first = rig(new MemoryActivityFile(), { fileInBytes: 300 })
    first.add('a')
    await first.clock.advance(longEnough)
    first.file.files[0] += `{"seq":2,"note":"${'x'.repeat(400)}`
    const second = rig(first.file, { fileInBytes: 300 })
    second.add('b')
    await second.clock.advance(longEnough)
    expect(first.file.files.length).toBe(1)
    expect(await kinds(first.file)).toEqual({ isIntact: true, kinds: ['torn'] })
    second.add('c')
    await second.clock.advance(longEnough)
    expect(first.file.files.length).toBe(2)
    expect(await kinds(first.file)).toEqual({ isIntact: true, kinds: ['torn'] })
  })

  it('goes on after a line that the disk took the half of', async () => {
    const { clock, file, add } = rig()
    add('a')
    await clock.advance(longEnough)
    file.fault = 'no-space'
    file.torn = 40
    add('b')
    await clock.advance(100)
    file.torn = 0
    file.fault = undefined
    await clock.advance(60_000)
    expect(seen(file)).toEqual(['1 a', 'unreadable', '3 gap', '4 b'])
    expect(await kinds(file)).toEqual({ isIntact: true, kinds: ['torn'] })
  })

  it('writes no line twice when the disk took some of a batch', async () => {
    const { clock, file, add } = rig()
    add('a')
    await clock.advance(longEnough)
    const lineLength = (file.files[0] ?? '').length
    file.fault = 'io'
    file.torn = lineLength * 2
    add('b', 'c', 'd')
    await clock.advance(100)
    file.torn = 0
    file.fault = undefined
    await clock.advance(60_000)
    expect(seen(file)).toEqual(['1 a', '2 b', '3 c', '4 d'])
    expect(await kinds(file)).toEqual({ isIntact: true, kinds: [] })
  })

  const found: Record<string, (file: MemoryActivityFile) => void> = {
    'the log is gone': (file) => {
      file.files = []
    },
    'its last lines are gone': (file) => {
      file.files = [`${(file.files[0] ?? '').split('\n')[0]}\n`]
    },
    'its last line is another': (file) => {
      file.files = [(file.files[0] ?? '').replace('"c"', '"x"')]
    },
    'its last line is none': (file) => {
      file.files = [`${file.files[0]}nonsense\n`]
    },
    'where it ended is not known': (file) => {
      file.head = undefined
    },
  }
  it.each(Object.entries(found))('says in the log, for ever, that %s', async (_, damage) => {
    const first = rig()
    first.add('a', 'b', 'c')
    await first.clock.advance(longEnough)
    damage(first.file)
    const second = rig(first.file)
    second.add('d')
    await second.clock.advance(longEnough)
    expect(seen(first.file).slice(-2).join()).toMatch(/^\d gap( \d)?,\d d$/)
    expect((await kinds(first.file)).isIntact).toBe(false)
    const third = rig(first.file)
    third.add('e')
    await third.clock.advance(longEnough)
    expect(seen(first.file).slice(-1).join()).toMatch(/ e$/)
    expect((await kinds(first.file)).isIntact).toBe(false)
  })

  it('says a gap once, though the disk fails before it is written', async () => {
    const first = rig()
    first.add('a')
    await first.clock.advance(longEnough)
    first.file.files[0] += 'torn'
    const { clock, file, add } = rig(first.file)
    const append = file.append.bind(file)
    let failures = 2
    file.append = async (text) => {
      failures -= 1
      file.fault = failures >= 0 ? 'no-space' : undefined
      try {
        await append(text)
      } finally {
        file.fault = undefined
      }
    }
    add('b')
    await clock.advance(60_000)
    expect(seen(file)).toEqual(['1 a', 'unreadable', '3 gap', '4 b'])
  })

  it('rests when there is nothing to do', async () => {
    const { clock, add } = rig()
    add('a')
    await clock.advance(longEnough)
    expect(clock.scheduled).toBe(0)
  })
})
