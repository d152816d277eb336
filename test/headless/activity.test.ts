/** The activity log of the real agent, by real relays. */
import { chmodSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ActivityVerdictView, ActivityView } from '../../preload/contract/activity-views.ts'
import { builtRelay, nodeRelay, Scene, until } from './harness.ts'

const isLinux = process.platform === 'linux'

describe('signet activity', () => {
  let scene: Scene
  beforeEach(async () => {
    scene = await Scene.start()
    await scene.signIn('dev')
  })
  afterEach(() => scene.close())

  const lines = async (...args: string[]) =>
    (await scene.run(['activity', '--json', ...args])).stdout
      .split('\n')
      .filter(Boolean)
      .map((text) => JSON.parse(text) as ActivityView)
  const verdict = async () => {
    const { code, stdout } = await scene.run(['activity', 'verify', '--json'])
    return { code, ...(JSON.parse(stdout) as ActivityVerdictView) }
  }
  const log = () => join(scene.stateDir, 'activity.log')

  it('has a line for each hand-out, with who asked, and no value (T23)', async () => {
    const given = await scene.credentials('dev')
    await scene.ask('dev', { relay: nodeRelay })
    await scene.ask('nobody')
    const found = await lines('--profile', 'dev')
    expect(found).toMatchObject(
      [0, 1].map(() => ({
        event: 'served',
        profile: 'dev',
        channel: 'credential-process',
        accountId: '111122223333',
        principal: expect.stringContaining(':assumed-role/'),
        key: given.AccessKeyId.slice(-4),
        expires: Date.parse(given.Expiration) + ((found[0]?.expires ?? 0) % 1000),
        consumer: isLinux ? { how: 'claimed', program: { pid: process.pid, exe: process.execPath } } : {},
      })),
    )
    expect((await lines()).map(({ event, code }) => code ?? event)).toEqual([
      'signed-in',
      'served',
      'served',
      'session-missing',
    ])
    const text = readFileSync(log(), 'utf8')
    for (const value of [given.AccessKeyId, given.SecretAccessKey, given.SessionToken])
      expect(text).not.toContain(value)
    expect(statSync(log()).mode & 0o777).toBe(0o600)
  })

  it('goes on over kills, and says where a line was torn', async () => {
    for (let count = 0; count < 4; count += 1) {
      await scene.ask('dev')
      await scene.endAgent('SIGKILL')
    }
    writeFileSync(log(), '{"seq":99,"prev":"', { flag: 'a' })
    await scene.ask('dev')
    expect(await verdict()).toMatchObject({ code: 0, isIntact: true, findings: [{ kind: 'torn' }] })
    expect((await lines()).map(({ event }) => event)).toContain('gap')
  })

  it('finds a line that was changed, also over a restart', async () => {
    await scene.ask('dev')
    await scene.ask('dev')
    expect(await verdict()).toMatchObject({ code: 0, isIntact: true })
    writeFileSync(log(), readFileSync(log(), 'utf8').replace('"served"', '"failed"'))
    expect(await verdict()).toMatchObject({ code: 1, isIntact: false, findings: [{ kind: 'changed' }] })
    await scene.endAgent('SIGTERM')
    await scene.ask('dev')
    expect(await verdict()).toMatchObject({ code: 1, isIntact: false, findings: [{ kind: 'changed' }] })
  })

  it('serves on when the log cannot be written, says so, and catches up (R5)', async () => {
    const aside = join(scene.folder, 'aside.log')
    await scene.ask('dev')
    await scene.endAgent('SIGTERM')
    renameSync(log(), aside)
    mkdirSync(log())
    expect((await scene.ask('dev')).code).toBe(0)
    await until(
      async () => (await scene.run(['status'])).stdout.includes('activity log could not'),
      'status says so',
    )
    expect((await scene.ask('dev')).code).toBe(0)
    rmSync(log(), { recursive: true })
    renameSync(aside, log())
    await until(async () => (await lines()).length === 4, 'all lines are there')
    expect(await verdict()).toMatchObject({ code: 0, isIntact: true })
    expect((await scene.run(['status'])).stdout).not.toContain('activity log could not')
  })

  it('follows what happens', async () => {
    const following = scene.spawn(['activity', '--follow', '--json'])
    await until(() => following.stdout.includes('signed-in'), 'it follows')
    await scene.ask('dev')
    await until(() => following.stdout.includes('"served"'), 'the hand-out is shown')
    following.child.kill('SIGTERM')
    await following.ended
  })

  it('says what is no option, in one line', async () => {
    const wrong = [['--since', 'yesterday'], ['--limit', '0'], ['--limit', 'all'], ['x'], ['verify', 'x']]
    const ran = await Promise.all(wrong.map((args) => scene.run(['activity', ...args])))
    expect(ran.map(({ code, stderr }) => [code, stderr.split('\n').length])).toEqual(wrong.map(() => [2, 2]))
    expect(builtRelay).toHaveLength(1)
  })

  it('keeps itself private whatever it finds (T1)', async () => {
    await scene.endAgent('SIGTERM')
    chmodSync(log(), 0o644)
    await scene.ask('dev')
    await until(async () => (await lines()).length > 1, 'a line is written')
    expect(statSync(log()).mode & 0o777).toBe(0o600)
  })
})
