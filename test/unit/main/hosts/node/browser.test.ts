import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type BrowserSetting, launchFor, nodeBrowser } from '../../../../../main/hosts/node/browser.ts'

const everything = () => true
const desk = {
  HOME: '/home/alex',
  DISPLAY: ':0',
  PATH: '/home/alex/evil',
  BROWSER: '/home/alex/evil/browser',
}

function launch(changed: Partial<BrowserSetting>) {
  return launchFor({ platform: 'linux', env: desk, exists: everything, settleInMilliseconds: 0, ...changed })
}

describe('launchFor', () => {
  it('names a program of the system by its full path, with an environment of its own (T28)', () => {
    const hostile = {
      ...desk,
      LD_PRELOAD: 'x',
      NODE_OPTIONS: 'x',
      AWS_SECRET_ACCESS_KEY: 'CANARY',
      SystemRoot: 'C:\\evil',
    }
    expect(
      (['linux', 'darwin', 'win32'] as const).map((platform) => launch({ platform, env: hostile })),
    ).toEqual([
      {
        program: '/usr/bin/xdg-open',
        args: [],
        env: {
          HOME: '/home/alex',
          DISPLAY: ':0',
          PATH: '/usr/local/bin:/usr/bin:/bin:/snap/bin:/run/current-system/sw/bin',
        },
      },
      { program: '/usr/bin/open', args: [], env: { HOME: '/home/alex', PATH: '/usr/bin:/bin' } },
      {
        program: 'C:\\Windows\\System32\\rundll32.exe',
        args: ['url.dll,FileProtocolHandler'],
        env: { SystemRoot: 'C:\\Windows', PATH: 'C:\\Windows\\System32' },
      },
    ])
  })

  it('follows Windows to another drive, and takes what Linux has', () => {
    expect(launch({ platform: 'win32', env: { SystemRoot: 'D:\\WINDOWS' } })?.program).toBe(
      'D:\\WINDOWS\\System32\\rundll32.exe',
    )
    expect(launch({ exists: (path) => path === '/usr/bin/gio' })).toMatchObject({
      program: '/usr/bin/gio',
      args: ['open'],
    })
  })

  it('finds a browser by its name where the system has programs, and by its full path (T28)', () => {
    const found = (program: string, platform: NodeJS.Platform = 'linux', there = '/usr/bin/firefox') =>
      launch({ program, platform, exists: (path) => path === there })?.program
    expect([
      found('firefox'),
      found('/usr/bin/firefox'),
      found('/opt/my browser/run', 'linux', '/opt/my browser/run'),
      found('C:\\Apps\\b.exe', 'win32', 'C:\\Apps\\b.exe'),
    ]).toEqual(['/usr/bin/firefox', '/usr/bin/firefox', '/opt/my browser/run', 'C:\\Apps\\b.exe'])
    expect(launch({ program: 'Firefox', platform: 'darwin' })).toMatchObject({
      program: '/usr/bin/open',
      args: ['-a', 'Firefox'],
    })
  })

  it.each(['./firefox', 'bin/firefox', '../firefox', '-firefox', '', 'fire fox', '~/firefox', 'a;b'])(
    'starts nothing for %j',
    (program) => {
      expect([launch({ program }), launch({ program, platform: 'win32' })]).toEqual([undefined, undefined])
    },
  )

  const nothing: readonly (readonly [what: string, setting: Partial<BrowserSetting>])[] = [
    ['no screen', { env: { HOME: '/home/alex' } }],
    ['an empty DISPLAY', { env: { DISPLAY: '' } }],
    ['no launcher', { exists: () => false }],
    ['a screen forwarded over SSH', { env: { ...desk, SSH_CONNECTION: '10.0.0.1 22 10.0.0.2 22' } }],
    ['a terminal over SSH', { env: { ...desk, SSH_TTY: '/dev/pts/0' } }],
    ['macOS over SSH', { platform: 'darwin', env: { SSH_CONNECTION: 'x' } }],
    ['Windows over SSH', { platform: 'win32', env: { SSH_CLIENT: 'x' } }],
  ]
  for (const [what, setting] of nothing)
    it(`finds nothing with ${what}`, () => expect(launch(setting)).toBeUndefined())

  it('is content with Wayland', () => expect(launch({ env: { WAYLAND_DISPLAY: 'wayland-0' } })).toBeDefined())
})

const page = new URL('https://us-east-1.signin.aws.amazon.com/v1/authorize?a=$(id)&b=%22;x')

describe('nodeBrowser', () => {
  it('is there when a launcher is', () => {
    const setting = { platform: 'linux', env: desk, exists: everything } as const
    expect([nodeBrowser(setting).available(), nodeBrowser({ ...setting, env: {} }).available()]).toEqual([
      true,
      false,
    ])
  })

  it('opens nothing where there is no screen', async () => {
    expect(await nodeBrowser({ platform: 'linux', env: {} }).open(page)).toBe(false)
  })

  it('says so when the launcher cannot be started', async () => {
    const browser = nodeBrowser({ platform: 'win32', env: { SystemRoot: 'Z:\\Windows' }, exists: everything })
    expect(await browser.open(page)).toBe(false)
  })
})

describe.skipIf(!existsSync('/usr/bin/xdg-open'))('nodeBrowser with xdg-open (skipped without it)', () => {
  let home = ''
  let seen = ''
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'signet-browser-'))
    seen = join(home, 'seen')
    const bin = join(home, 'bin')
    mkdirSync(bin)
    for (const name of [
      'xdg-open',
      'xdg-mime',
      'sh',
      'sed',
      'grep',
      'which',
      'firefox',
      'x-www-browser',
      'browser',
    ]) {
      writeFileSync(join(bin, name), `#!/bin/sh\necho evil ${name} >> ${join(home, 'evil')}\n`)
      chmodSync(join(bin, name), 0o755)
    }
    // A person's own choice of browser, as a desktop would have it.
    const applications = join(home, 'share', 'applications')
    mkdirSync(applications, { recursive: true })
    const script = join(home, 'my-browser')
    writeFileSync(
      script,
      `#!/bin/sh\nprintf '%s\\n' "$#" "$@" > ${seen}.part\nenv >> ${seen}.part\nmv ${seen}.part ${seen}\n`,
    )
    chmodSync(script, 0o755)
    writeFileSync(
      join(applications, 'mine.desktop'),
      `[Desktop Entry]\nType=Application\nName=Mine\nExec=${script} %u\nMimeType=x-scheme-handler/https;x-scheme-handler/http;\n`,
    )
    writeFileSync(
      join(applications, 'mimeapps.list'),
      '[Default Applications]\nx-scheme-handler/https=mine.desktop\nx-scheme-handler/http=mine.desktop\n',
    )
  })
  afterAll(() => rmSync(home, { recursive: true, force: true }))

  function browser() {
    const bin = join(home, 'bin')
    const env = {
      HOME: home,
      DISPLAY: ':99',
      XDG_DATA_HOME: join(home, 'share'),
      XDG_DATA_DIRS: join(home, 'share'),
      PATH: bin,
      BROWSER: join(bin, 'browser'),
      CANARY_SECRET: 'CANARY',
    }
    return nodeBrowser({ platform: 'linux', env, settleInMilliseconds: 20_000 })
  }

  it('opens the page in the person’s browser, as one argument, with no stub of PATH or BROWSER run (T28)', async () => {
    expect(await browser().open(page)).toBe(true)
    while (!existsSync(seen)) await new Promise((resolve) => setTimeout(resolve, 10))
    const [count, address, ...env] = readFileSync(seen, 'utf8').trim().split('\n')
    expect([count, address]).toEqual(['1', page.href])
    expect(env.filter((line) => /CANARY|BROWSER|NODE|AWS/.test(line))).toEqual([])
    expect(existsSync(join(home, 'evil'))).toBe(false)
    rmSync(seen)
  })

  it('gives the launcher nothing but pages (T11, T17)', async () => {
    const addresses = [
      'file:///etc/passwd',
      'ms-msdt:/id',
      'http://us-east-1.signin.aws.amazon.com/v1/authorize',
      'https://user:password@us-east-1.signin.aws.amazon.com/',
      'javascript:alert(1)',
    ]
    expect(await Promise.all(addresses.map((address) => browser().open(new URL(address))))).toEqual(
      addresses.map(() => false),
    )
    expect(existsSync(seen)).toBe(false)
  })
})
