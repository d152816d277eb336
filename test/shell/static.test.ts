import { describe, expect, it } from 'vitest'
import { callsOf, type Node, nameOf, type Source, sourceOf, sourcesIn, wordsOf } from './syntax.ts'

const all = sourcesIn('main', 'preload', 'renderer')
const shell = all.filter(({ path }) => /^main\/(hosts\/electron\/|index\.ts)|^preload\/bridge\.ts/.test(path))

/** What must stand nowhere, and why. */
const banned: Readonly<Record<string, string>> = {
  setAsDefaultProtocolClient: 'no link leads into the app (T18)',
  crashReporter: 'nothing leaves the machine (D15)',
  setUsePlainTextEncryption: 'no secret is kept in the clear (D11)',
  usePlainTextEncryption: 'no secret is kept in the clear (D11)',
  executeJavaScript: 'the page’s policy holds for the shell too',
  openDevTools: 'a packaged window has none (D15)',
  openPath: 'the system opens pages of AWS only (T17)',
  showItemInFolder: 'the system opens pages of AWS only (T17)',
  addExtension: 'no extension',
  loadExtension: 'no extension',
  loadFile: 'no page but of app:// (D1)',
  setCertificateVerifyProc: 'certificates are verified as the system says (T14)',
  bypassCSP: 'the policy holds (D2)',
  registerFileProtocol: 'a map of files, no paths (D1)',
  interceptFileProtocol: 'a map of files, no paths (D1)',
  webview: 'no page within the page',
  remote: 'nothing of the main process is lent out',
  desktopCapturer: 'nothing is captured',
}

function faults(sources: readonly Source[]): string[] {
  const inShell = (path: string) => shell.some((source) => source.path === path) || path === 'x.ts'
  return sources.flatMap((source) => {
    const { path } = source
    const words = wordsOf(source)
    const imports = source.nodes.flatMap((node) =>
      /^(Import|ExportNamed|ExportAll)(Declaration|Expression)$/.test(node.type)
        ? (nameOf(node.source) ?? [])
        : [],
    )
    const prefs = source.nodes.filter(
      (node) => node.type === 'Property' && nameOf(node.key) === 'webPreferences',
    )
    return [
      ...(inShell(path) ? Object.keys(banned).filter((word) => words.has(word)) : []),
      ...(!inShell(path) && imports.some((name) => /^electron($|\/|-)/.test(name)) ? ['electron'] : []),
      ...(inShell(path) && imports.includes('electron-updater') && !path.endsWith('/electron-installer.ts')
        ? ['updater']
        : []),
      ...prefs.filter(({ value }) => nameOf(value) !== 'WEB_PREFS').map(() => 'web preferences'),
      ...callsOf(source, 'BrowserWindow')
        .filter(({ arguments: words }) => !hasPrefs(words))
        .map(() => 'a window'),
      ...callsOf(source, 'loadURL')
        .filter(({ arguments: words }) => nameOf((words as Node[])[0]) !== 'pageAddress')
        .map(() => 'a page'),
      ...(inShell(path) ? forks(source) : []),
    ].map((fault) => `${path}: ${fault}`)
  })
}

function hasPrefs(words: unknown): boolean {
  const [options] = words as Node[]
  const properties = (options?.properties ?? []) as Node[]
  return properties.some(({ key }) => nameOf(key) === 'webPreferences')
}

/** The fuses forbid running Electron as Node, so a child of Node's own would not start (D8). */
function forks(source: Source): string[] {
  return callsOf(source, 'fork').flatMap(({ callee }) =>
    nameOf((callee as Node).object) === 'utilityProcess' ? [] : ['fork'],
  )
}

describe('the source of the shell', () => {
  it('holds nothing that a rule forbids', () => {
    expect(shell.length).toBeGreaterThan(40)
    expect(faults(all)).toEqual([])
  })

  it.each([
    ...Object.keys(banned).map((word) => [word, `import { app } from 'electron'\napp.${word}('x')`]),
    ['web preferences', 'new BrowserWindow({ webPreferences: { nodeIntegration: true } })'],
    ['web preferences', 'const o = { webPreferences: { ...WEB_PREFS, sandbox: false } }'],
    ['a window', 'new BrowserWindow({ show: false })'],
    ['a window', 'new BrowserWindow()'],
    ['a page', "window.loadURL('https://example.com/')"],
    ['fork', "import { fork } from 'node:child_process'\nfork('x')"],
  ])('would be found out with %s', (fault, text) => {
    expect(faults([sourceOf('x.ts', text ?? '')])).toContain(`x.ts: ${fault}`)
  })

  it('would be found out with electron outside of its room, types included', () => {
    for (const name of ['electron', 'electron/main', 'electron-updater'])
      expect(faults([sourceOf('main/actions/y.ts', `import type { App } from '${name}'`)])).toEqual([
        'main/actions/y.ts: electron',
      ])
  })

  it.each([
    ['openExternal', ['main/hosts/electron/open-outside.ts']],
    ['loadURL', ['main/hosts/electron/main-window.ts']],
    ['BrowserWindow', ['main/hosts/electron/make-window.ts']],
    ['exposeInMainWorld', ['preload/bridge.ts']],
    ['registerSchemesAsPrivileged', ['main/hosts/electron/harden-app.ts']],
    ['fromPartition', ['main/hosts/electron/serve-shell.ts']],
  ])('calls %s in one place (D6)', (name, places) => {
    expect(shell.flatMap((source) => callsOf(source, name).map(() => source.path))).toEqual(places)
  })

  it('answers on one channel, and names it nowhere but in the contract (D7)', () => {
    const handlers = shell.flatMap((source) =>
      callsOf(source, 'handle').flatMap(({ callee }) => nameOf((callee as Node).object) ?? []),
    )
    expect(handlers).toEqual(['ipcMain'])
    const named = all.filter((source) => [...wordsOf(source)].some((word) => /^signet:[a-z]+$/.test(word)))
    expect(named.map(({ path }) => path)).toEqual(['preload/contract/channels.ts'])
  })
})
