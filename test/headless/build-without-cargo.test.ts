/** The product as `npm run build` makes it on a machine without a Rust toolchain, run where only an older Node is at hand. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { root, Scene } from './harness.ts'

let checkout: string
let signet: string

beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'sb-'))
  signet = join(checkout, 'dist', 'bin', 'signet')
  for (const name of ['main', 'preload', 'renderer', 'assets', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, name), join(checkout, name), {
      recursive: true,
      filter: (path) => !path.includes(join('relay', 'target')),
    })
  }
  // The packages themselves, in a folder of its own: the build puts a link there.
  mkdirSync(join(checkout, 'node_modules', '.bin'), { recursive: true })
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (!name.startsWith('.'))
      symlinkSync(join(root, 'node_modules', name), join(checkout, 'node_modules', name))
  }
  const env = { PATH: '/nonexistent', HOME: checkout }
  const built = spawnSync(process.execPath, ['main/build.ts'], { cwd: checkout, env, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(built.stderr)
})
afterAll(() => rmSync(checkout, { recursive: true, force: true }))

let scene: Scene
afterEach(() => scene.close())

describe('a build without cargo', () => {
  it('signs in and serves', async () => {
    scene = await Scene.start()
    await scene.signIn('p', { relay: [signet] })
    expect(await scene.credentials('p', { relay: [signet] })).toMatchObject({ AccountId: '111122223333' })
  })

  it('does so with the Node that came along, whatever Node the machine has', async () => {
    // Debian 12 has Node 18 or 20 there, which the agent does not run on; without any, the system says so itself.
    scene = await Scene.start({ env: { PATH: '/usr/bin:/bin' } })
    const ran = await scene.run(['version'], { relay: [signet] })
    expect(ran).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/\(Node 24\./) })
  })
})
