import { spawn } from 'node:child_process'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { variableNames } from '../../../../../main/hosts/node/variable-names.ts'

const isLinux = process.platform === 'linux'

describe('variableNames', () => {
  it.skipIf(!isLinux)('has the names of what a process was started with, and no value (T23)', async () => {
    const env = { AWS_SECRET_ACCESS_KEY: 'CANARY=CANARY', AWS_PROFILE: 'ü', EMPTY: '', PATH: '/usr/bin' }
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { env })
    try {
      await new Promise((resolve) => child.once('spawn', resolve))
      let names = variableNames(child.pid ?? 0)
      // Until the program has taken the place of the copy of this process that is to start it.
      while (!names?.includes('AWS_PROFILE')) {
        await new Promise((resolve) => setTimeout(resolve, 5))
        names = variableNames(child.pid ?? 0)
      }
      expect([...names].sort()).toEqual(['AWS_PROFILE', 'AWS_SECRET_ACCESS_KEY', 'PATH'])
    } finally {
      child.kill('SIGKILL')
    }
  })

  it('says that it does not know', () => {
    const own = process.pid
    expect([
      variableNames(1, 'linux'),
      variableNames(-1, 'linux'),
      variableNames(1.5, 'linux'),
      variableNames(2 ** 30, 'linux'),
      variableNames(own, 'darwin'),
    ]).toEqual([undefined, undefined, undefined, undefined, undefined])
  })
})
