/** The activity log of real processes that are killed, and on a disk that is full. */
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { verifyActivity } from '../../main/broker/activity-verify.ts'
import { nodeActivityFile } from '../../main/hosts/node/activity-file.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'

const script = new URL('./activity-script.ts', import.meta.url).pathname
const rounds = 25

/** Runs in a mount namespace of its own, with a new file system of 128 KiB at `folder`. */
function onSmallDisk(folder: string, ...argv: string[]) {
  const mounted = 'mount -t tmpfs -o size=128k,mode=700 tmpfs "$1" && shift && exec "$@"'
  return spawnSync('unshare', ['-m', '/bin/bash', '-c', mounted, 'bash', folder, ...argv], {
    encoding: 'utf8',
  })
}

function whyNot(): string | undefined {
  if (process.platform !== 'linux') return 'this is not Linux'
  if (process.getuid?.() !== 0) return 'only root can mount'
  return onSmallDisk(tmpdir(), 'true').status === 0 ? undefined : 'nothing can be mounted here'
}

const reason = whyNot()

describe('the activity log', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signet-activity-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it(`is whole after ${rounds} kills at any moment, torn lines marked, none lost that was synced (R1)`, async () => {
    const random = new SeededRandom(11)
    let synced = 0
    for (let round = 0; round < rounds; round += 1) {
      const writer = spawn(process.execPath, [script, folder, 'write'], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      await once(writer.stdout, 'data')
      await wait(random.unit() * 250)
      writer.kill('SIGKILL')
      await once(writer, 'exit')
      const file = nodeActivityFile(folder)
      const { isIntact, last, findings } = await verifyActivity(file)
      const head = JSON.parse((await file.readHead()) ?? '{"seq":0}') as { seq: number }
      expect({ isIntact, findings: findings.filter(({ kind }) => kind !== 'torn') }).toEqual({
        isIntact: true,
        findings: [],
      })
      expect(last ?? 0).toBeGreaterThanOrEqual(head.seq)
      expect(last ?? 0).toBeGreaterThanOrEqual(synced)
      synced = head.seq
    }
    expect(synced).toBeGreaterThan(0)
    // A kill may have left it between two files, with no newest one.
    const left = readdirSync(folder).filter((name) => name.startsWith('activity.log'))
    expect(left.length).toBeGreaterThan(0)
    expect(left.length).toBeLessThanOrEqual(5)
    expect(left.map((name) => [name, statSync(join(folder, name)).mode & 0o777])).toEqual(
      left.map((name) => [name, 0o600]),
    )
  })

  it.skipIf(reason)(
    `waits in memory on a full disk and then has every line, in order (R4, M14)${reason ? ` (skipped: ${reason})` : ''}`,
    () => {
      const ran = onSmallDisk(folder, process.execPath, script, folder, 'full')
      expect(ran.stderr).toBe('')
      const { whenFull, after, isIntact, order } = JSON.parse(ran.stdout)
      expect({ fault: whenFull.fault, dropped: whenFull.dropped }).toEqual({
        fault: 'The disk is full, so the activity log waits in memory.',
        dropped: 0,
      })
      expect({ after, isIntact }).toEqual({ after: { fault: null, waiting: 0, dropped: 0 }, isIntact: true })
      const line = (event: string) => (_: unknown, index: number) => `${event} p${index}`
      expect(order).toEqual([
        ...Array.from({ length: 20 }, line('served')),
        ...Array.from({ length: 200 }, line('denied')),
      ])
    },
  )
})
