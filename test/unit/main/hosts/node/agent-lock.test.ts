import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { osLock } from '../../../../../main/hosts/node/agent-lock.ts'
import type { Lock } from '../../../../../main/kernel/ports/lock.ts'

const isLinux = process.platform === 'linux'
const hasFlock = spawnSync('/usr/bin/flock', ['--version']).status === 0

const ways: { name: string; lock: Lock; missing: string }[] = [
  { name: 'by flock', lock: osLock(), missing: hasFlock ? '' : 'there is no flock' },
  { name: 'by an abstract name', lock: osLock({ flockPaths: [] }), missing: isLinux ? '' : 'Linux only' },
]

for (const { name, lock, missing } of ways) {
  describe.skipIf(missing !== '')(`osLock ${name}${missing && ` (skipped: ${missing})`}`, () => {
    let folder: string
    let path: string
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'signet-'))
      path = join(folder, 'agent.lock')
    })
    afterEach(() => rmSync(folder, { recursive: true }))

    it("is one holder's, until it is released", async () => {
      const first = await lock.acquire(path, 0)
      const second = await lock.acquire(path, 0)
      first?.()
      await new Promise((resolve) => setTimeout(resolve, 5))
      const third = await lock.acquire(path, 0)
      expect([first, second, third].map((release) => release !== undefined)).toEqual([true, false, true])
      third?.()
    })

    it('goes to exactly one of those who come at once (R7)', async () => {
      const taken = await Promise.all(Array.from({ length: 20 }, () => lock.acquire(path, 0)))
      const holders = taken.filter((release) => release !== undefined)
      expect(holders).toHaveLength(1)
      for (const release of holders) release()
    })

    it('waits as long as it was told', async () => {
      const first = await lock.acquire(path, 0)
      setTimeout(() => first?.(), 100)
      const second = await lock.acquire(path, 30_000)
      expect(second).toBeDefined()
      expect(await lock.acquire(path, 60)).toBeUndefined()
      second?.()
    })

    it('is apart for each path', async () => {
      const taken = await Promise.all([lock.acquire(path, 0), lock.acquire(`${path}-2`, 0)])
      expect(taken.map((release) => release !== undefined)).toEqual([true, true])
      for (const release of taken) release?.()
    })
  })
}

describe.skipIf(!hasFlock)(`osLock by flock${hasFlock ? '' : ' (skipped: there is no flock)'}`, () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signet-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('does not follow a link that stands in its place (T5)', async () => {
    const target = join(folder, 'target')
    symlinkSync(target, join(folder, 'agent.lock'))
    await expect(osLock().acquire(join(folder, 'agent.lock'), 0)).rejects.toThrow('ELOOP')
    expect(statSync(target, { throwIfNoEntry: false })).toBeUndefined()
  })

  it('makes its file for its owner only', async () => {
    const umask = process.umask(0)
    const release = await osLock()
      .acquire(join(folder, 'agent.lock'), 0)
      .finally(() => process.umask(umask))
    expect(statSync(join(folder, 'agent.lock')).mode & 0o777).toBe(0o600)
    release?.()
  })

  it('is not kept by a child that lives on', async () => {
    const release = await osLock().acquire(join(folder, 'agent.lock'), 0)
    const child = spawn('/bin/sleep', ['30'], { stdio: 'ignore' })
    release?.()
    const again = await osLock().acquire(join(folder, 'agent.lock'), 0)
    child.kill()
    expect(again).toBeDefined()
    again?.()
  })

  it('is no lock when the file was changed for another meanwhile', async () => {
    const path = join(folder, 'agent.lock')
    const evil = join(folder, 'flock')
    // Stands in for the moment between opening the file and locking it.
    writeFileSync(evil, `#!/bin/sh\n/bin/mv ${path} ${path}.old; : > ${path}\n`, { mode: 0o700 })
    expect(await osLock({ flockPaths: [evil] }).acquire(path, 0)).toBeUndefined()
  })

  it('asks no PATH for flock, and gives it no environment (T28)', async () => {
    const bin = join(folder, 'bin')
    mkdirSync(bin)
    const trace = join(folder, 'trace')
    writeFileSync(join(bin, 'flock'), `#!/bin/sh\n: > ${trace}\n`, { mode: 0o700 })
    const path = process.env.PATH
    process.env.PATH = bin
    try {
      const release = await osLock().acquire(join(folder, 'agent.lock'), 0)
      release?.()
    } finally {
      process.env.PATH = path
    }
    expect(statSync(trace, { throwIfNoEntry: false })).toBeUndefined()
    renameSync(join(bin, 'flock'), join(bin, 'spy'))
    writeFileSync(join(bin, 'spy'), `#!/bin/sh\n/usr/bin/env > ${trace}\n`, { mode: 0o700 })
    const release = await osLock({ flockPaths: [join(bin, 'spy')] }).acquire(join(folder, 'agent.lock'), 0)
    release?.()
    const { readFileSync } = await import('node:fs')
    // A shell sets these for itself.
    const names = readFileSync(trace, 'utf8')
      .split('\n')
      .map((line) => line.split('=')[0])
    expect(names.filter((name) => !['PWD', 'SHLVL', '_', 'OLDPWD', ''].includes(name ?? ''))).toEqual([])
  })

  it('says so when flock breaks, and holds nothing', async () => {
    const path = join(folder, 'agent.lock')
    await expect(osLock({ flockPaths: ['/bin/sh'] }).acquire(path, 0)).rejects.toThrow('/bin/sh ended with 2')
    const release = await osLock().acquire(path, 0)
    expect(release).toBeDefined()
    release?.()
  })
})
