import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Activity } from '../../../../main/broker/activity.ts'
import { decodeLine } from '../../../../main/broker/activity-line.ts'
import type { Issued } from '../../../../main/broker/held-credentials.ts'
import { activityRig, longEnough } from '../../../fakes/activity-rig.ts'
import { MemoryActivityFile } from '../../../fakes/memory-activity-file.ts'

const issued: Issued = {
  credentials: {
    accessKeyId: 'ASIAEXAMPLEKEYA1B2',
    secretAccessKey: 'canary-secret-access-key',
    sessionToken: 'canary-session-token',
    expiration: Date.parse('2026-01-02T03:19:05Z'),
    accountId: '111122223333',
  },
  sessionId: 'arn:aws:sts::111122223333:assumed-role/Dev/ann',
  renewedAt: 0,
}

function serve(activity: Activity, profile: string): void {
  const consumer = { pid: 40, parentPid: 30 }
  activity.record({ event: 'served', profile, channel: 'credential-process', issued, cached: true, consumer })
}

/** A log of `count` lines, all on the disk. */
async function logOf(count: number, file = new MemoryActivityFile(), limits = {}) {
  const rig = activityRig({ file, limits })
  for (let index = 0; index < count; index += 1) {
    serve(rig.activity, `p${index}`)
    if (index % 5 === 4) await rig.clock.advance(60)
  }
  await rig.clock.advance(longEnough)
  return rig
}

/** The disk, as a kill would leave it now. */
function copyOf({ files, head }: MemoryActivityFile): MemoryActivityFile {
  return Object.assign(new MemoryActivityFile(), { files: [...files], head })
}

const linesOf = (file: MemoryActivityFile) =>
  file
    .text()
    .split('\n')
    .filter(Boolean)
    .map((text) => decodeLine(text)?.view)

describe('createActivity', () => {
  it('writes one line for each of 1,000 requests, in order, and no value (T23)', async () => {
    const { file, activity } = await logOf(1000)
    const lines = linesOf(file)
    expect(lines.map((line) => [line?.seq, line?.profile])).toEqual(
      Array.from({ length: 1000 }, (_, index) => [index + 1, `p${index}`]),
    )
    expect(file.text()).not.toContain('canary')
    expect(file.text()).not.toContain('ASIAEXAMPLE')
    expect(await activity.verify()).toEqual({
      isIntact: true,
      lines: 1000,
      first: 1,
      last: 1000,
      findings: [],
    })
  })

  it('writes who, what, how and until when', async () => {
    const { clock, file, activity, processes } = activityRig()
    processes
      .add({
        pid: 30,
        executable: '/usr/bin/python3.11',
        words: ['python3', '/usr/bin/aws', 's3'],
        parentPid: 20,
      })
      .add({ pid: 20, executable: '/usr/bin/bash' })
      .add({ pid: 100 })
    serve(activity, 'dev')
    await clock.advance(longEnough)
    expect(linesOf(file)).toEqual([
      {
        seq: 1,
        time: Date.parse('2026-01-02T03:04:05Z'),
        event: 'served',
        profile: 'dev',
        channel: 'credential-process',
        accountId: '111122223333',
        principal: 'role/Dev',
        key: 'A1B2',
        expires: Date.parse('2026-01-02T03:19:05Z'),
        cached: true,
        consumer: {
          how: 'claimed',
          program: { pid: 30, start: '300', exe: '/usr/bin/python3.11', script: '/usr/bin/aws' },
          parent: { pid: 20, start: '200', exe: '/usr/bin/bash' },
          tty: '/dev/pts/3',
          leader: { pid: 100, start: '1000' },
        },
      },
    ])
  })

  it('looks a program up once for all that it asks in one moment, and anew when its pid is another’s', async () => {
    const { clock, file, activity, processes } = activityRig()
    processes.add({ pid: 30, executable: '/usr/bin/one' })
    for (let count = 0; count < 100; count += 1) serve(activity, 'dev')
    await clock.advance(longEnough)
    expect(processes.looks).toBeLessThan(5)
    processes.add({ pid: 30, executable: '/usr/bin/two', startedAt: '999' })
    serve(activity, 'dev')
    await clock.advance(longEnough)
    expect(linesOf(file).map((line) => line?.consumer?.program?.exe)).toEqual([
      ...Array.from({ length: 100 }, () => '/usr/bin/one'),
      '/usr/bin/two',
    ])
  })

  it('syncs within a second, once for all that came', async () => {
    const { clock, file, activity } = activityRig()
    for (let count = 0; count < 50; count += 1) serve(activity, 'dev')
    await clock.advance(1000)
    expect(file.syncs).toBe(1)
    expect(JSON.parse(file.head ?? '')).toMatchObject({ seq: 50 })
  })

  it('tells listeners, and is still when they ended', async () => {
    const { clock, activity } = activityRig()
    const heard: string[] = []
    const end = activity.subscribe(({ seq, event }) => heard.push(`${seq} ${event}`))
    serve(activity, 'dev')
    activity.record({ event: 'locked' })
    await clock.advance(10)
    end()
    serve(activity, 'dev')
    await clock.advance(10)
    expect(heard).toEqual(['1 served', '2 locked'])
  })

  it('goes on after a restart', async () => {
    const { file } = await logOf(3)
    await logOf(2, file)
    expect(linesOf(file).map((line) => line?.seq)).toEqual([1, 2, 3, 4, 5])
    expect((await activityRig({ file }).activity.verify()).isIntact).toBe(true)
  })

  it('keeps five files, chained over their ends', async () => {
    const { file, activity } = await logOf(200, new MemoryActivityFile(), { fileInBytes: 4000 })
    expect(file.files.length).toBe(5)
    expect(file.files.every((text) => text.length <= 4000)).toBe(true)
    const verdict = await activity.verify()
    expect(verdict).toMatchObject({ isIntact: true, last: 200, findings: [] })
    expect(verdict.first).toBeGreaterThan(1)
    await logOf(20, file, { fileInBytes: 4000 })
    expect(await activityRig({ file }).activity.verify()).toMatchObject({ isIntact: true, last: 220 })
  })

  it('reads the newest that fit, oldest first', async () => {
    const { activity } = await logOf(60, new MemoryActivityFile(), { fileInBytes: 4000 })
    const profiles = async (query: Parameters<Activity['read']>[0]) =>
      (await activity.read(query)).map((line) => line.profile)
    expect(await profiles({ limit: 3 })).toEqual(['p57', 'p58', 'p59'])
    expect(await profiles({ limit: 5, profile: 'p50' })).toEqual(['p50'])
    expect(await profiles({ limit: 5, profile: 'P50' })).toEqual([])
    expect(await profiles({ limit: 5, since: Date.parse('2026-01-03T00:00:00Z') })).toEqual([])
  })

  it('writes and finds a name that is not ASCII, and cuts one that has no end', async () => {
    const { clock, activity, file } = activityRig()
    serve(activity, 'über"ß\n\u202e')
    serve(activity, 'x'.repeat(60_000))
    await clock.advance(longEnough)
    expect(file.text()).toMatch(/^[\x20-\x7e\n]*$/)
    expect((await activity.read({ limit: 9, profile: 'über"ß\n\u202e' })).length).toBe(1)
    expect(file.text().length).toBeLessThan(2000)
  })
})

describe('verify', () => {
  const damaged = async (change: (text: string) => string, count = 8) => {
    const { file } = await logOf(count)
    file.files = [change(file.files[0] ?? '')]
    const verdict = await activityRig({ file }).activity.verify()
    return { isIntact: verdict.isIntact, kinds: verdict.findings.map(({ kind }) => kind) }
  }

  it('finds any byte that was changed, anywhere (mutation of each byte)', async () => {
    const { file } = await logOf(4)
    const whole = file.files[0] ?? ''
    const missed: number[] = []
    for (let place = 0; place < whole.length; place += 1) {
      const other = whole[place] === '1' ? '2' : '1'
      file.files = [whole.slice(0, place) + other + whole.slice(place + 1)]
      if ((await activityRig({ file }).activity.verify()).isIntact) missed.push(place)
    }
    expect(missed).toEqual([])
  })

  it('finds lines that were taken away, added, or put in another order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 0 }),
        fc.boolean(),
        async (order, isTwice) => {
          const chosen = isTwice ? [...order, ...order.slice(0, 1)] : order
          const { isIntact } = await damaged((text) => {
            const lines = text.split('\n').slice(0, -1)
            return chosen.map((place) => `${lines[place]}\n`).join('')
          })
          expect(isIntact).toBe(chosen.join() === '0,1,2,3,4,5,6,7')
        },
      ),
      { numRuns: 200 },
    )
  })

  it('says what it found', async () => {
    const without = (place: number) => (text: string) => text.split('\n').toSpliced(place, 1).join('\n')
    expect(await damaged((text) => text.replace('"p3"', '"p9"'))).toEqual({
      isIntact: false,
      kinds: ['changed'],
    })
    expect(await damaged(without(3))).toEqual({ isIntact: false, kinds: ['missing', 'changed'] })
    expect(await damaged(without(7))).toEqual({ isIntact: false, kinds: ['missing'] })
    expect(await damaged(without(0))).toEqual({ isIntact: false, kinds: ['missing'] })
    expect(await damaged(() => '')).toEqual({ isIntact: false, kinds: ['missing'] })
    expect(await damaged((text) => text.replace('"p7"', '"p9"'))).toEqual({
      isIntact: false,
      kinds: ['changed'],
    })
    expect(await damaged((text) => text.replace('{"seq":5', '{"sex":5'))).toEqual({
      isIntact: false,
      kinds: ['unreadable', 'changed'],
    })
  })

  it('says how many are missing at the end', async () => {
    const { file } = await logOf(8)
    file.files = [(file.files[0] ?? '').split('\n').slice(0, 6).join('\n').concat('\n')]
    const { findings } = await activityRig({ file }).activity.verify()
    expect(findings.map(({ text }) => text)).toContain('Lines 7 to 8 at the end are missing.')
  })

  it('misses nothing before a very first line that was torn, and does when one was taken away (R3)', async () => {
    const { file } = await logOf(1)
    // What a loss of power left of it: the file that says where the log ends was written before.
    file.files = ['{"seq":1,"prev":"']
    file.head = `${JSON.stringify({ seq: 0, hash: '0'.repeat(64), starts: [1] })}\n`
    const { activity, clock } = activityRig({ file })
    serve(activity, 'next')
    await clock.advance(60)
    const { isIntact, findings } = await activity.verify()
    expect([isIntact, findings.map(({ kind }) => kind)]).toEqual([true, ['torn']])
    file.files = [(file.files[0] ?? '').split('\n').slice(1).join('\n')]
    const without = await activityRig({ file }).activity.verify()
    expect([without.isIntact, without.findings.map(({ kind }) => kind)]).toEqual([
      false,
      expect.arrayContaining(['missing']),
    ])
  })

  it('misses nothing when the agent was killed just after a file was rotated away', async () => {
    const { file, clock, activity } = await logOf(200, new MemoryActivityFile(), { fileInBytes: 4000 })
    for (let count = 0; count < 12; count += 1) {
      serve(activity, 'late')
      await clock.advance(60)
      expect((await activityRig({ file: copyOf(file) }).activity.verify()).isIntact).toBe(true)
    }
  })

  it('misses the file that says where the log ends', async () => {
    const { file } = await logOf(3)
    file.head = undefined
    const { isIntact, findings } = await activityRig({ file }).activity.verify()
    expect([isIntact, findings.map(({ kind }) => kind)]).toEqual([false, ['end-unknown']])
  })
})
