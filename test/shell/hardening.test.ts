import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calls } from '../../preload/contract/calls.ts'
import { root } from '../headless/harness.ts'
import { ShellScene } from './shell-scene.ts'

/** Every name that Electron's own types know for a permission. */
const permissions = [
  ...new Set(
    [
      ...readFileSync(join(root, 'node_modules/electron/electron.d.ts'), 'utf8').matchAll(
        /setPermission(?:Request|Check)Handler\(handler: \(\(webContents: [^,]+, permission: ([^,]+),/g,
      ),
    ].flatMap(([, names = '']) => [...names.matchAll(/'([\w-]+)'/g)].map(([, name = '']) => name)),
  ),
]

let shell: ShellScene
beforeAll(async () => {
  shell = await ShellScene.start({ isPackaged: true })
  await (await shell.page()).locator('#content').waitFor()
  await shell.call('app.on', ([event]) => event === 'before-quit')
})
afterAll(() => shell.close())

const order = (what: string) => shell.calls.findIndex((call) => call.what === what)

describe('the packaged app, before its window', () => {
  it('has sandboxed every page, and made its scheme secure and never past a policy (D1)', () => {
    expect(shell.called('app.enableSandbox')).toHaveLength(1)
    expect(shell.called('protocol.registerSchemesAsPrivileged')).toEqual([
      [[{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }]],
    ])
    expect(shell.called('app.commandLine.removeSwitch').flat()).toContain('enable-logging')
    const first = order('BrowserWindow')
    for (const what of ['app.enableSandbox', 'session.handler', 'session.protocol.handle', 'ipcMain.handle'])
      expect([what, order(what) >= 0 && order(what) < first]).toEqual([what, true])
  })

  it('gives a window these preferences, frozen, and no others', () => {
    const [[, options, isFrozen]] = shell.called('BrowserWindow') as [
      [number, { webPreferences: object }, boolean],
    ]
    expect([options.webPreferences, isFrozen]).toEqual([
      {
        ...{ nodeIntegration: false, nodeIntegrationInWorker: false, nodeIntegrationInSubFrames: false },
        ...{ contextIsolation: true, sandbox: true, webSecurity: true, allowRunningInsecureContent: false },
        ...{
          experimentalFeatures: false,
          webviewTag: false,
          navigateOnDragDrop: false,
          disableDialogs: true,
        },
        ...{ spellcheck: false, devTools: false, partition: 'signet-window' },
        preload: join(root, 'dist/shell/bridge.cjs'),
      },
      true,
    ])
  })

  it('keeps nothing of a window on disk: its session is in memory', () => {
    expect(shell.called('session.fromPartition')).toEqual([['signet-window']])
  })

  it('has closed every way to navigate and to open windows before the first page is loaded (D5)', () => {
    const [[, url, guards]] = shell.called('window.loadURL') as [[number, string, object]]
    expect([url, guards]).toEqual([
      'app://ui/index.html',
      {
        ...{ 'will-navigate': 1, 'will-frame-navigate': 1, 'will-redirect': 1, 'will-attach-webview': 1 },
        opens: 'deny',
      },
    ])
  })
})

describe('the window’s page', () => {
  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
    'is not led away by %s (D5)',
    async (event) => {
      for (const url of ['https://example.com/', 'file:///etc/passwd', 'app://ui/index.html'])
        expect(await shell.drive('contents.tell', 1, event, { url })).toMatchObject({ prevented: true })
    },
  )

  it('opens no window (D5)', async () => {
    for (const url of ['https://example.com/', 'app://ui/index.html', 'about:blank', 'javascript:1'])
      expect(await shell.drive('contents.opens', 1, url)).toBe('deny')
  })

  it('loads its own files and nothing else (D3)', async () => {
    const cancelled = async (url: string) =>
      ((await shell.drive('request', url)) as { cancel: boolean }).cancel
    expect(await cancelled('app://ui/assets/x.js')).toBe(false)
    const others = [
      'https://example.com/',
      'http://127.0.0.1/',
      'file:///etc/passwd',
      'ws://127.0.0.1/',
      'app://x/',
    ]
    for (const url of [...others, 'devtools://devtools/x', 'chrome://gpu/', 'ftp://x/']) {
      expect([url, await cancelled(url)]).toEqual([url, true])
    }
  })

  it('is granted no permission at all (D4)', async () => {
    expect(permissions.length).toBeGreaterThan(40)
    for (const name of [...permissions, 'a-new-one'])
      expect([name, await shell.drive('permission', name)]).toEqual([
        name,
        { granted: false, checked: false },
      ])
    expect(await shell.drive('devices')).toEqual({
      ...{ device: false, display: null, bluetooth: { confirmed: false } },
      usb: ['audio', 'hid'],
    })
    expect(await shell.drive('download')).toMatchObject({ prevented: true })
  })

  it('copies a text all the same, where a person presses a button (D4)', async () => {
    const page = await shell.page()
    // What Chromium says where Electron's handlers grant nothing.
    await page.evaluate(() => {
      const refuse = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
      Object.defineProperty(navigator.clipboard, 'writeText', { value: refuse })
    })
    await page.getByRole('button', { name: /copy/i }).first().click()
    await page.getByText('Copied').first().waitFor()
  })

  it('has its files from a map of known ones, with the policy (D1, D2)', async () => {
    const page = async (url: string) =>
      (await shell.drive('page', 'GET', url)) as { status: number; headers: Record<string, string> }
    const { status, headers } = await page('app://ui/')
    expect([status, headers['content-security-policy']?.includes("connect-src 'none'")]).toEqual([200, true])
    for (const path of [
      '../package.json',
      '..%2fpackage.json',
      'assets/../../package.json',
      'index.html%00',
      'x',
    ])
      expect((await page(`app://ui/${path}`)).status).toBe(404)
  })

  it('breaks no policy and asks for nothing elsewhere, as it starts (D2, T22)', () => {
    expect(shell.faults).toEqual([])
  })

  it('holds no inline script and no inline style (D2)', () => {
    const html = readFileSync(join(root, 'dist/window/index.html'), 'utf8')
    expect(html.match(/<script(?![^>]*\ssrc=)[^>]*>|<style|\sstyle=|\son\w+=|javascript:/g)).toBeNull()
  })

  it('sees two functions of the shell, which it cannot change, and nothing else (D7)', async () => {
    const page = await shell.page()
    const seen = await page.evaluate(() => {
      const { signet } = window as unknown as { signet: Record<string, unknown> }
      const names = Object.keys(signet)
      let isChanged = true
      try {
        Object.assign(window, { signet: undefined })
        Object.assign(signet, { call: undefined })
      } catch {
        isChanged = false
      }
      const others = [
        'require',
        'process',
        'module',
        'ipcRenderer',
        'electron',
        'Buffer',
        'global',
        '__invoke',
      ]
      return { names, isChanged, others: others.filter((name) => name in window) }
    })
    expect(seen).toEqual({ names: ['call', 'on'], isChanged: false, others: [] })
  })

  it('can call what the contract names and nothing else (D7)', async () => {
    const page = await shell.page()
    const codes = await page.evaluate(async () => {
      const { signet } = window as unknown as {
        signet: { call(name: string, request: unknown): Promise<{ error?: { code: string } }> }
      }
      const names = ['signet:call', 'toString', '__proto__', 'constructor', '', 'vault.open']
      return Promise.all(names.map(async (name) => (await signet.call(name, {})).error?.code))
    })
    expect(codes).toEqual(Array.from({ length: 6 }, () => 'request-malformed'))
    expect(Object.keys(calls)).not.toContain('vault.open')
    expect(shell.sent.filter(([, text]) => /vault\.open|toString|__proto__/.test(String(text)))).toEqual([])
  })

  it('has one channel that answers (T16)', async () => {
    expect(await shell.drive('ipc.channels')).toEqual(['signet:call'])
  })
})

describe('the menu bar of the packaged app', () => {
  it('has no developer tools (D15)', () => {
    expect(JSON.stringify(shell.called('Menu.setApplicationMenu'))).not.toMatch(/devtools/i)
  })
})
