import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { afterEach, describe, expect, it } from 'vitest'
import { type BrowserFinderSetting, nodeBrowsers } from '../../../../../main/hosts/node/browser-finder.ts'
import type { Browsers } from '../../../../../main/kernel/ports/browsers.ts'
import { anotherUser } from '../../../../fakes/another-user.ts'
import { until } from '../../../../headless/harness.ts'

const localState = (cache: object) => JSON.stringify({ profile: { info_cache: cache } })
const ini = (...names: string[]) => names.map((name, index) => `[Profile${index}]\nName=${name}\n`).join('\n')

/** A machine of made-up files. */
function machine(
  files: Readonly<Record<string, string>>,
  programs: readonly string[],
  changes: Partial<BrowserFinderSetting> = {},
): Browsers {
  return nodeBrowsers(
    {
      ...{ platform: 'linux', env: {}, homeFolder: '/home/a' },
      isProgram: (path) => programs.includes(path),
      isOwnFolder: () => true,
      read: async (path, most) => {
        const text = files[path]
        return text === undefined || text.length > most ? undefined : new TextEncoder().encode(text)
      },
      ...changes,
    },
    (asking) => asking,
  )
}

describe('nodeBrowsers', () => {
  it('finds browsers and their profiles where Linux has them', async () => {
    const found = await machine(
      {
        '/home/a/.config/google-chrome/Local State': localState({ 'Profile 1': { name: 'Client A' } }),
        '/home/a/.mozilla/firefox/profiles.ini': ini('work'),
        '/home/a/.config/vivaldi/Local State': localState({ Default: { name: 'Not installed' } }),
      },
      ['/usr/bin/google-chrome-stable', '/usr/bin/firefox', '/usr/local/bin/microsoft-edge'],
    ).found()
    expect(found).toEqual([
      { id: 'google-chrome', name: 'Google Chrome', profiles: [{ id: 'Profile 1', name: 'Client A' }] },
      { id: 'microsoft-edge', name: 'Microsoft Edge', profiles: [] },
      { id: 'firefox', name: 'Firefox', profiles: [{ id: 'work', name: 'work' }] },
    ])
  })

  it.each([
    [
      'Chromium of a snap',
      '/snap/bin/chromium',
      '/home/a/snap/chromium/common/chromium/Local State',
      localState({ Default: { name: 'p' } }),
    ],
    [
      'Chrome of a Flatpak',
      '/var/lib/flatpak/exports/bin/com.google.Chrome',
      '/home/a/.var/app/com.google.Chrome/config/google-chrome/Local State',
      localState({ Default: { name: 'p' } }),
    ],
    [
      'Firefox of a Flatpak',
      '/var/lib/flatpak/exports/bin/org.mozilla.firefox',
      '/home/a/.var/app/org.mozilla.firefox/.mozilla/firefox/profiles.ini',
      ini('p'),
    ],
  ])('finds %s', async (_, program, path, text) => {
    const [browser] = await machine({ [path]: text }, [program]).found()
    expect(browser?.profiles.map(({ name }) => name)).toEqual(['p'])
  })

  it('follows XDG_CONFIG_HOME, and starts the browser whose profiles it read', async () => {
    const env = { XDG_CONFIG_HOME: '/data' }
    const state = localState({ Default: { name: 'p' } })
    const [own] = await machine({ '/data/chromium/Local State': state }, ['/usr/bin/chromium'], {
      env,
    }).found()
    expect(own?.profiles).toHaveLength(1)
    // A distribution's /usr/bin/chromium may only be the door to the snap.
    const both = ['/usr/bin/chromium-browser', '/snap/bin/chromium']
    const snap = { '/home/a/snap/chromium/common/chromium/Local State': state }
    expect((await machine(snap, both).found())[0]?.profiles).toHaveLength(1)
  })

  it.each([
    [
      'macOS',
      'darwin',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/home/a/Library/Application Support/Google/Chrome/Local State',
    ],
    [
      'Windows',
      'win32',
      'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
      '/home/a\\AppData\\Local\\Google\\Chrome\\User Data\\Local State',
    ],
  ] as const)('finds Chrome on %s', async (_, platform, program, path) => {
    const state = localState({ Default: { name: 'p' } })
    expect(await machine({ [path]: state }, [program], { platform }).found()).toEqual([
      { id: 'google-chrome', name: 'Google Chrome', profiles: [{ id: 'Default', name: 'p' }] },
    ])
  })

  it('has a browser without profiles for a file that is broken or too large (R6, T27)', async () => {
    const programs = ['/usr/bin/google-chrome', '/usr/bin/firefox']
    const files = {
      '/home/a/.config/google-chrome/Local State': '{"profile":',
      '/home/a/.mozilla/firefox/profiles.ini': ini('work').padEnd(300_000),
    }
    expect((await machine(files, programs).found()).map(({ profiles }) => profiles)).toEqual([[], []])
  })

  it('looks in no folder of PATH, and in none that everybody may write to (T28)', async () => {
    const env = { PATH: '/evil/bin', SIGNET_BROWSER_FOLDERS: '/evil/open:relative:/home/a/bin' }
    const browsers = machine({}, ['/evil/bin/firefox', '/evil/open/firefox', 'relative/firefox'], {
      env,
      isOwnFolder: (path) => path !== '/evil/open',
    })
    expect([await browsers.found(), browsers.folders()]).toEqual([[], ['/home/a/bin']])
  })

  it('names a browser that is not here, too', () => {
    const { nameOf } = machine({}, [])
    expect([nameOf('brave-browser'), nameOf('netscape')]).toEqual(['Brave', 'netscape'])
  })
})

describe.skipIf(process.platform !== 'linux')('a chosen browser (skipped: not Linux)', () => {
  let folder = ''
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** Real programs that write down how they were started. */
  function scene() {
    folder = mkdtempSync(join(tmpdir(), 'signet-browsers-'))
    const put = (path: string, text: string) => {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    for (const name of ['google-chrome', 'firefox', 'microsoft-edge']) {
      const seen = join(folder, 'seen')
      put(
        `bin/${name}`,
        `#!/bin/sh\n{ printf '%s\\n' ${name} "$@"; env | grep -c CANARY; } > ${seen}.part\nmv ${seen}.part ${seen}\n`,
      )
      chmodSync(join(folder, 'bin', name), 0o755)
    }
    put('.config/google-chrome/Local State', localState({ 'Profile 1': { name: '--no-sandbox' } }))
    put('.mozilla/firefox/profiles.ini', ini("it's; $(touch evil) & work"))
    const env = { HOME: folder, SIGNET_BROWSER_FOLDERS: join(folder, 'bin'), CANARY: 'CANARY' }
    return nodeBrowsers({ env, homeFolder: folder }, (asking) => ({ ...env, ...asking }))
  }
  async function seen(): Promise<string[]> {
    const path = join(folder, 'seen')
    await until(() => existsSync(path), 'the browser was started')
    const lines = readFileSync(path, 'utf8').trim().split('\n')
    rmSync(path)
    return lines
  }
  const page = new URL('https://us-east-1.signin.aws.amazon.com/v1/authorize?a=$(id)&b=;x')
  const screen = { DISPLAY: ':99' }

  it.each([
    [{ browser: 'google-chrome', profile: 'Profile 1' }, ['google-chrome', '--profile-directory=Profile 1']],
    [
      { browser: 'firefox', profile: "it's; $(touch evil) & work" },
      ['firefox', '-P', "it's; $(touch evil) & work"],
    ],
    [{ browser: 'google-chrome' }, ['google-chrome']],
    [{ browser: 'google-chrome', isPrivate: true }, ['google-chrome', '--incognito']],
    [{ browser: 'microsoft-edge', isPrivate: true }, ['microsoft-edge', '--inprivate']],
    [{ browser: 'firefox', isPrivate: true }, ['firefox', '--private-window']],
  ])(
    '%j is started by arguments that are made here, without the agent’s environment (T28)',
    async (choice, argv) => {
      const browser = await scene().chosen(choice, screen)
      expect(await browser?.open(page)).toBe(true)
      expect(await seen()).toEqual([...argv, page.href, '0'])
      expect(existsSync(join(folder, 'evil'))).toBe(false)
    },
  )

  it.each([
    { browser: 'brave-browser' },
    { browser: '/bin/sh' },
    { browser: '../bin/google-chrome' },
    { browser: 'google-chrome', profile: 'Profile 2' },
    { browser: 'google-chrome', profile: '--load-extension=/tmp/x' },
    { browser: 'google-chrome', profile: '../elsewhere' },
    { browser: 'google-chrome', profile: '--no-sandbox' },
    { browser: 'firefox', profile: '-P' },
    { browser: 'firefox', profile: '' },
  ])('%j is nothing: it was not found here (T28)', async (choice) => {
    expect(await scene().chosen(choice, screen)).toBeUndefined()
  })

  it('opens nothing but pages, and nothing where there is no screen of this machine (T11, T17)', async () => {
    const browsers = scene()
    const choice = { browser: 'google-chrome' }
    const here = await browsers.chosen(choice, screen)
    for (const address of [
      'file:///etc/passwd',
      'javascript:alert(1)',
      'http://elsewhere.example/',
      'ms-msdt:/id',
    ])
      expect(await here?.open(new URL(address))).toBe(false)
    for (const env of [{}, { ...screen, SSH_CONNECTION: '10.0.0.1 22 10.0.0.2 22' }]) {
      const there = await browsers.chosen(choice, env)
      expect([there?.available(), await there?.open(page)]).toEqual([false, false])
    }
    expect(existsSync(join(folder, 'seen'))).toBe(false)
  })

  it('reads no pipe, no folder and no file that has grown too large (T27)', async () => {
    const browsers = scene()
    const state = join(folder, '.config/google-chrome/Local State')
    writeFileSync(state, localState({ Default: { name: 'x' }, filler: { name: 'W'.repeat(9_000_000) } }))
    const profiles = async () => (await browsers.found())[0]?.profiles
    expect(await profiles()).toEqual([])
    rmSync(state)
    mkdirSync(state)
    expect(await profiles()).toEqual([])
  })

  it('passes over a folder that everybody may write to (T28)', async () => {
    const browsers = scene()
    chmodSync(join(folder, 'bin'), 0o777)
    expect([
      browsers.folders(),
      (await browsers.found()).map(({ id }) => id).includes('microsoft-edge'),
    ]).toEqual([[], false])
  })

  it.each([0o775, 0o757])('passes over a folder of mode %o, to which others may write (T28)', (mode) => {
    const browsers = scene()
    chmodSync(join(folder, 'bin'), mode)
    expect(browsers.folders()).toEqual([])
    chmodSync(join(folder, 'bin'), 0o755)
    expect(browsers.folders()).toEqual([join(folder, 'bin')])
  })

  const why = process.geteuid?.() === 0 ? '' : ' (skipped: needs root to make a folder another user’s)'
  it.skipIf(why)(`passes over a folder of another user (T28)${why}`, () => {
    const browsers = scene()
    chownSync(join(folder, 'bin'), anotherUser, anotherUser)
    expect(browsers.folders()).toEqual([])
  })

  it('starts no program that everybody may write to (T28)', async () => {
    const browsers = scene()
    const has = async () => (await browsers.found()).some(({ id }) => id === 'microsoft-edge')
    expect(await has()).toBe(true)
    chmodSync(join(folder, 'bin', 'microsoft-edge'), 0o757)
    expect(await has()).toBe(false)
  })
})
