/**
 * The console, with the real agent and a program in the browser's place; then every byte that was left behind or said is
 * looked through for sign-in tokens (T11, T23).
 */
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { CanaryScan, type Leak } from './canary-scan.ts'
import { Scene, until } from './harness.ts'
import { aScreen, signInToCenter, usualProfiles } from './identity-center-scene.ts'

/** What the program in the browser's place saw. */
interface Seen {
  readonly argv: readonly string[]
  /** Addresses on the way, without their queries. */
  readonly visited: readonly string[]
  readonly page: string
  /** What the loopback page said the second time. */
  readonly again: number | 'gone'
}

const browserScript = `#!${process.execPath}
const { writeFileSync } = require('node:fs')
const [address] = process.argv.slice(2)
const visited = []
async function visit(url) {
  const reply = await fetch(url, { redirect: 'manual' })
  visited.push(url.split('?')[0])
  const next = reply.headers.get('location')
  return next ? visit(next) : reply
}
visit(address).then(async (reply) => {
  const again = await fetch(address, { redirect: 'manual' }).then(({ status }) => status, () => 'gone')
  const seen = { argv: process.argv.slice(2), visited, page: await reply.text(), again }
  writeFileSync(process.argv[1] + '.seen', JSON.stringify(seen))
})
`

let scene: Scene
let browserPath: string
const looked: { where: string; bytes: Buffer }[] = []

beforeAll(async () => {
  scene = await Scene.start()
  browserPath = join(scene.folder, 'browser')
  writeFileSync(browserPath, browserScript)
  chmodSync(browserPath, 0o755)
  await scene.signIn('dev', { principal: 'developer' })
  await scene.signIn('root', { principal: 'root' })
  await signInToCenter(scene)
  const made = await scene.run(['profiles', 'generate', '--yes'])
  if (made.code !== 0) throw new Error(made.stderr)
})
afterAll(() => scene.close())
afterEach(() => {
  for (const pid of scene.processes()) {
    for (const file of ['environ', 'cmdline']) {
      try {
        looked.push({ where: `${file} of ${pid}`, bytes: readFileSync(`/proc/${pid}/${file}`) })
      } catch {
        // It has just ended.
      }
    }
  }
})

async function seen(): Promise<Seen> {
  const path = `${browserPath}.seen`
  await until(
    () => existsSync(path) && readFileSync(path, 'utf8').endsWith('}'),
    'the browser has been there',
  )
  const found = JSON.parse(readFileSync(path, 'utf8')) as Seen
  rmSync(path)
  return found
}

/** Each without the canary that all begin with. */
const signInTokens = () =>
  scene.standIn
    .mintedSecrets()
    .filter(({ kind }) => kind === 'signin-token')
    .map(({ kind, value }) => ({ name: kind, value, from: 4 }))

describe('signet console', () => {
  it('takes the browser to the console; its arguments are worth nothing (T11)', async () => {
    const words = ['console', '-P', 'dev', '--service', 's3', '--browser', browserPath]
    const { code, stdout, stderr } = await scene.run(words, { env: aScreen })
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(
      /^The console opens in your browser: dev \(111122223333\), us-east-1, for 1[45] min\n$/,
    )
    const { argv, visited, page, again } = await seen()
    expect(argv).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+\/open\/[0-9a-f]{32}$/)])
    expect([visited.length, visited[1], again]).toEqual([
      2,
      `${scene.standIn.urls.federation}/federation`,
      'gone',
    ])
    expect(page).toContain('us-east-1.console.aws.amazon.com')
  })

  it('opens it by a role of Identity Center, for as long as is asked', async () => {
    const profile = usualProfiles[0]
    const words = [
      'console',
      profile,
      '--duration',
      '8h',
      '--sign-out-first',
      '--json',
      '--browser',
      browserPath,
    ]
    const { code, stdout, stderr } = await scene.run(words, { env: aScreen })
    expect([code, stderr]).toEqual([0, ''])
    const { endsAt, ...view } = JSON.parse(stdout) as Record<string, unknown>
    expect(view).toMatchObject({ profile, opened: true, address: null, notes: [], way: 'federation' })
    expect(Math.round((Number(endsAt) - scene.standIn.clock.now()) / 3600_000)).toBe(8)
    const { visited } = await seen()
    expect(visited.slice(1)).toEqual([
      `${scene.standIn.urls.federation}/oauth`,
      `${scene.standIn.urls.federation}/federation`,
    ])
  })

  it('prints the address where there is no browser, with a word of warning', async () => {
    const { code, stdout, stderr } = await scene.run(['console', '-P', 'dev'])
    expect([code, stderr]).toEqual([
      0,
      'There is no browser to start here. Open this address where there is one.\n' +
        'Keep it to yourself: for 15 minutes this address signs in whoever opens it, as dev.\n',
    ])
    expect(await (await fetch(stdout.trim())).text()).toContain('You are in the console')
  })

  it('prints it alone with --print', async () => {
    const { code, stdout, stderr } = await scene.run(['console', '-P', 'dev', '--print'], { env: aScreen })
    expect([code, stderr, new URL(stdout.trim()).pathname]).toEqual([0, '', '/federation'])
  })

  it('says what to do when AWS refuses', async () => {
    const { code, stdout, stderr } = await scene.run(['console', '-P', 'root', '--print'])
    expect([code, stdout]).toEqual([1, ''])
    expect(stderr).toMatch(/^signet: AWS Sign-In did not take .* root user, .* signet profiles add --help\n$/)
  })

  it('gives the link of the portal without asking for credentials', async () => {
    const calls = scene.standIn.counters.calls('federation')
    const { code, stdout } = await scene.run(['console', usualProfiles[0], '--portal', '--print'])
    expect([code, stdout]).toEqual([
      0,
      expect.stringMatching(
        /^https:\/\/d-1234567890\.awsapps\.com\/start\/#\/console\?account_id=111122223333&role_name=Admin/,
      ),
    ])
    expect(scene.standIn.counters.calls('federation')).toBe(calls)
  })

  it.each([
    [['--service', 's3', '--path', '/x'], 'not both'],
    [['--duration', '5m'], '15m to 12h'],
    [['--print', '--browser', 'x'], 'no browser is started'],
    [['-P', 'dev', '--path', '//evil.example'], 'begins with one /'],
    [['a', 'b'], 'Usage: signet console'],
  ])('refuses %j', async (words, says) => {
    const { code, stderr } = await scene.run(['console', ...words])
    expect([code, stderr]).toEqual([2, expect.stringContaining(says)])
  })

  it('shows where federation is answered, and stands in the activity log', async () => {
    expect((await scene.run(['status'])).stdout).toContain(`federation = ${scene.standIn.urls.federation}/`)
    const { stdout } = await scene.run(['activity', '--json'])
    expect(stdout).toContain('"channel":"console"')
  })

  it('left no sign-in token in a file, a log, an environment or an argument (T1, T23)', () => {
    const secrets = signInTokens()
    expect(secrets.length).toBeGreaterThan(3)
    const scan = new CanaryScan(secrets)
    const leaks: Leak[] = looked.flatMap(({ where, bytes }) => scan.bytes(where, bytes))
    leaks.push(...scan.folder(scene.folder))
    for (const { args, running } of scene.ran) {
      const isPrinted = args.includes('console') && !args.includes('--browser')
      leaks.push(...scan.bytes(args.join(' '), Buffer.from(running.stderr)))
      if (!isPrinted) leaks.push(...scan.bytes(args.join(' '), Buffer.from(running.stdout)))
    }
    expect(leaks).toEqual([])
  })
})
