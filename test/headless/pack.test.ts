/**
 * The package as a person installs it: `npm pack`, `npm install -g` into an empty prefix, and then a machine that has
 * neither the checkout nor a Node of its own.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import packageJson from '../../package.json' with { type: 'json' }
import { root, Scene } from './harness.ts'
import { processesWith } from './processes.ts'

const folder = mkdtempSync(join(tmpdir(), 'sp-'))
// Also when no test is chosen.
process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
const prefix = join(folder, 'prefix')
const tarball = pack()
const installed = install()
const reason = installed === undefined ? '' : ` (skipped: ${installed})`
const skip = installed !== undefined
if (skip) console.log(`The packaged install is not tried: ${installed}`)

const signet = [join(prefix, 'bin', 'signet')]
const node = join(
  prefix,
  `lib/node_modules/signet/node_modules/node-${process.platform}-${process.arch}/bin/node`,
)

const bareHome = join(folder, 'bare')

afterAll(() => {
  for (const pid of processesWith('HOME', bareHome)) process.kill(pid, 'SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

describe('the tarball', () => {
  const unpacked = join(folder, 'unpacked')
  beforeAll(() => {
    mkdirSync(unpacked)
    succeed('tar', ['-xzf', tarball, '-C', unpacked])
  })

  it('holds the product and its texts, and nothing else', () => {
    const wanted = [
      /^CHANGELOG\.md$/,
      /^README\.md$/,
      /^package\.json$/,
      /^docs\/[a-z-]+\.(md|svg|png)$/,
      /^docs\/decisions\/[0-9a-z-]+\.md$/,
      // One file where the relay is native; where it is Node's, its parts stand beside it.
      /^dist\/bin\/signet$/,
      /^dist\/bin\/[a-z-]+\.mjs$/,
      /^dist\/headless\/agent\.mjs$/,
      /^dist\/headless\/key-store-child\.mjs$/,
      /^dist\/headless\/parts\/[\w-]+\.mjs$/,
      /^dist\/(headless|window)\/third-party-licenses\.md$/,
      /^dist\/window\/index\.html$/,
      /^dist\/window\/assets\/[\w-]+\.(js|css|woff2|svg)$/,
      /^docs\/screens\/[\w-]+\.png$/,
    ]
    const files = filesOf(join(unpacked, 'package'))
    expect(files.filter((file) => !wanted.some((form) => form.test(file)))).toEqual([])
    const needed = [
      'README.md',
      'dist/bin/signet',
      'dist/headless/agent.mjs',
      'dist/headless/key-store-child.mjs',
      'dist/window/index.html',
      'package.json',
    ]
    expect(needed.filter((file) => !files.includes(file))).toEqual([])
  })

  it('tells nothing of the machine that it was built on', () => {
    const home = process.env.HOME ?? ''
    const places = [root, ...(home.length > 1 ? [`${home}/`] : []), '.cargo/registry', 'sourceMappingURL=']
    const told = filesOf(join(unpacked, 'package')).flatMap((file) => {
      const bytes = readFileSync(join(unpacked, 'package', file))
      return places.filter((place) => bytes.includes(place)).map((place) => `${file}: ${place}`)
    })
    expect(told).toEqual([])
  })

  it('runs nothing at its install', () => {
    const { scripts = {} } = JSON.parse(readFileSync(join(unpacked, 'package', 'package.json'), 'utf8')) as {
      scripts?: Record<string, string>
    }
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'preuninstall', 'postuninstall']
    expect(hooks.filter((hook) => hook in scripts)).toEqual([])
  })
})

describe(`the installed package${reason}`, () => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.start({ vaultKey: 'none', env: { PATH: '/usr/bin:/bin' } })
  })
  afterAll(() => scene.close())

  it.skipIf(skip)(`says its version from a bare environment${reason}`, async () => {
    mkdirSync(bareHome, { mode: 0o700 })
    const env = { PATH: '/usr/bin:/bin', HOME: bareHome, SIGNET_KEY_STORE: 'off' }
    const ran = (args: readonly string[]) =>
      spawnSync(signet[0] ?? '', args, { env, cwd: '/', encoding: 'utf8' })
    const { status, stdout, stderr } = ran(['version'])
    ran(['agent', 'stop'])
    expect({ status, stderr, stdout }).toEqual({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(
        new RegExp(`^signet ${packageJson.version.replaceAll('.', '\\.')} \\(Node 24\\.`),
      ),
    })
    expect(readdirSync(bareHome).toSorted()).toEqual(['.local'])
  })

  it.skipIf(skip)(`signs in and serves with the Node that came along${reason}`, async () => {
    expect(existsSync(node)).toBe(true)
    await scene.signIn('p', { relay: signet })
    expect(await scene.credentials('p', { relay: signet })).toMatchObject({
      Version: 1,
      AccountId: '111122223333',
    })
    const [program = '', script = ''] = scene
      .stateFile('launch')
      .split('\n')
      .filter((word) => !word.startsWith('--'))
    expect({ program, script }).toEqual({
      program: node,
      script: join(prefix, 'lib/node_modules/signet/dist/headless/agent.mjs'),
    })
    expect(readFileSync(`/proc/${scene.agentPid()}/cmdline`, 'utf8').split('\0')[0]).toBe(node)
    expect(readFileSync(scene.configPath, 'utf8')).toContain(
      `credential_process = ${join(prefix, 'lib/node_modules/signet/dist/bin/signet')} credential-process --profile p\n`,
    )
  })

  it.skipIf(skip)(`is started again by a tool after kill -9${reason}`, async () => {
    await scene.endAgent('SIGKILL')
    expect(await scene.ask('p', { relay: signet })).toMatchObject({ code: 0, stderr: '' })
  })

  it.skipIf(skip)(`leaves nothing in the prefix when it is uninstalled${reason}`, async () => {
    await scene.endAgent('SIGTERM')
    npm(['uninstall', '-g', '--prefix', prefix, 'signet'])
    expect(filesOf(prefix)).toEqual([])
  })
})

function pack(): string {
  const packed = npm(['pack', '--json', '--pack-destination', folder, '--ignore-scripts'])
  const names = readdirSync(folder).filter((name) => name.endsWith('.tgz'))
  if (packed.status !== 0 || names.length !== 1) {
    throw new Error(`npm pack made ${names.length} tarballs: ${packed.stderr}`)
  }
  return join(folder, names[0] ?? '')
}

/** Why it could not be installed, if the registry is to blame. */
function install(): string | undefined {
  mkdirSync(prefix)
  // What npm has already is not fetched again.
  const ran = npm([
    'install',
    '-g',
    '--prefix',
    prefix,
    '--prefer-offline',
    '--no-audit',
    '--no-fund',
    tarball,
  ])
  if (ran.status === 0) return undefined
  const network = /npm error code (E(NOTFOUND|AI_AGAIN|CONNREFUSED|TIMEDOUT|CONNRESET)|ENETUNREACH)/.exec(
    ran.stderr,
  )
  if (network) return `the package registry is out of reach: ${network[1]}`
  throw new Error(`npm install failed: ${ran.stderr}`)
}

function npm(args: readonly string[]) {
  return spawnSync('npm', args, { cwd: root, encoding: 'utf8' })
}

function succeed(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, args, { encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} failed: ${stderr}`)
}

/** Every file, link or other thing that is no folder, by its path below. */
function filesOf(top: string): string[] {
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(top.length + 1))
    .toSorted()
}
