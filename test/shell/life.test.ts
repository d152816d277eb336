import { existsSync, lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, describe, expect, it } from 'vitest'
import { noKeyring, PrivateSession } from '../faults/private-session.ts'
import { root, Scene, until } from '../headless/harness.ts'
import { callText, ownFrame, type ShellOptions, ShellScene } from './shell-scene.ts'

const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close()
})

async function start(options: ShellOptions = {}): Promise<ShellScene> {
  const shell = await ShellScene.start(options)
  open.push(shell)
  return shell
}

/** When it serves, and has done all that it does by itself. */
async function started(options: ShellOptions = {}): Promise<ShellScene> {
  const shell = await start(options)
  await shell.call('app.on', ([event]) => event === 'before-quit')
  return shell
}

describe('a start', () => {
  it.each([
    '--no-sandbox',
    '--inspect=0',
    '--remote-debugging-port=0',
    '--js-flags=--expose-gc',
    '-no-sandbox',
  ])('with %s ends at once with code 64, before anything else (T19)', async (word) => {
    const shell = await start({ words: ['--background', word] })
    expect([await shell.exited, shell.calls.map(({ what }) => what)]).toEqual([64, ['app.exit']])
    expect(shell.stderr.join('')).not.toContain(word)
  })

  it('on an Electron with a known hole ends with code 65 (T20)', async () => {
    const shell = await start({ electron: '37.3.0' })
    expect([await shell.exited, shell.calls.map(({ what }) => what)]).toEqual([65, ['app.exit']])
  })

  it('with NODE_OPTIONS ends with a message, in development (T19)', async () => {
    const shell = await start({ env: { NODE_OPTIONS: '--no-warnings' } })
    expect(await shell.exited).toBe(1)
    const [[title, message]] = shell.called('dialog.showErrorBox') as [[string, string]]
    expect([title, message]).toEqual(['Signet cannot start', expect.stringContaining('NODE_OPTIONS')])
    expect(shell.called('BrowserWindow')).toEqual([])
  })

  it('of a second instance ends with code 0, and touches nothing (D10)', async () => {
    const shell = await start({ isSecond: true })
    expect(await shell.exited).toBe(0)
    expect(shell.called('session.fromPartition')).toEqual([])
    expect(shell.scene.stateFile('endpoint')).toBe('')
  })

  it('in the background shows no window, and one when it is asked for', async () => {
    const shell = await started({ words: ['--background'] })
    expect(shell.called('BrowserWindow')).toEqual([])
    await shell.drive('app', 'activate')
    await shell.call('window.show')
  })

  it('takes the place of a headless agent that serves, without losing what is signed in (R7)', async () => {
    const scene = await Scene.start()
    open.push(scene)
    await scene.signIn('shop-dev')
    const before = scene.agentPid()
    const shell = await started({ scene })
    await until(() => scene.agentPid() !== undefined && scene.agentPid() !== before, 'the app serves')
    expect(scene.processes()).not.toContain(before)
    expect((await scene.credentials('shop-dev')).AccessKeyId).toMatch(/^ASIA/)
    expect(shell.called('dialog.showErrorBox')).toEqual([])
    // And nobody takes its place in turn: a headless one finds it serving.
    expect((await scene.run(['agent', 'status'])).stdout).toMatch(/is running/)
  })

  it('ends when a terminal asks for it, in order', async () => {
    const shell = await started()
    expect((await shell.scene.run(['agent', 'stop'])).code).toBe(0)
    expect(await shell.exited).toBe(0)
    expect(shell.scene.stateFile('endpoint')).toBe('')
  })

  it.each(['SIGTERM', 'SIGINT'] as const)('ends in order by %s', async (signal) => {
    const shell = await started({ words: ['--background'] })
    process.kill(shell.scene.agentPid() ?? 0, signal)
    expect(await shell.exited).toBe(0)
    expect(shell.scene.logEvents()).toContain('agent.stopped')
  })
})

describe('how relays start it', () => {
  it('is written down by the packaged app, and left to the headless agent in a checkout', async () => {
    const shell = await started({ isPackaged: true, words: ['--background'] })
    expect(shell.scene.stateFile('launch')).toBe(`${process.execPath}\n--background\n`)
    const other = await started({ words: ['--background'] })
    expect(other.scene.stateFile('launch')).toBe('')
  })
})

describe('a desktop without a tray', () => {
  it('gets no tray, a window that is complete, and word that the app goes on without it, once', async () => {
    const shell = await started()
    await shell.page()
    expect(shell.called('Tray')).toEqual([])
    await shell.drive('window.close', 1)
    const [options] = await shell.call('Notification')
    expect(options).toMatchObject({ title: 'Signet goes on in the background' })
    expect((await shell.scene.run(['agent', 'status'])).stdout).toMatch(/is running/)
    await shell.drive('app', 'second-instance', [], '/')
    await shell.call('BrowserWindow', ([window]) => window === 2)
    await (await shell.page(2)).locator('#content').waitFor()
    await shell.drive('window.close', 2)
    expect(shell.called('Notification')).toHaveLength(1)
  })
})

describe('the menu bar', () => {
  it('puts the signet command in the person’s own folder, with their consent only', async () => {
    const shell = await started()
    const at = join(shell.scene.folder, '.local/bin/signet')
    await shell.drive('dialog.answer', 1)
    await shell.drive('menu.click', 'Help', 'Install the signet command')
    const [question] = await shell.call('dialog.showMessageBox')
    expect(question).toMatchObject({ message: `Put the signet command at ${at}?`, defaultId: 1, cancelId: 1 })
    expect(existsSync(at)).toBe(false)
    await shell.drive('menu.click', 'Help', 'Install the signet command')
    await until(() => lstatSync(at, { throwIfNoEntry: false }) !== undefined, 'the link is there')
    expect(readlinkSync(at)).toBe(join(root, 'dist/bin/signet'))
    expect((await shell.scene.run(['version'], { relay: [at] })).code).toBe(0)
  })

  it('says that a build without a source does not update itself, and loads no updater (D14)', async () => {
    const shell = await started({ isPackaged: true })
    await shell.drive('menu.click', 'Help', 'Look for an update')
    const [{ message }] = (await shell.call('dialog.showMessageBox')) as [{ message: string }]
    expect(message).toMatch(/does not update itself/)
  })

  it('speaks the person’s language', async () => {
    const shell = await started({ locale: 'de-AT', words: ['--background'] })
    expect(JSON.stringify(shell.called('Menu.setApplicationMenu'))).toContain('Einstellungen…')
  })
})

describe('starting at login', () => {
  it('is an entry of the desktop that starts the app without its window', async () => {
    const shell = await started()
    await shell.page()
    const at = join(shell.scene.folder, 'config/autostart/signet.desktop')
    const set = async (isOn: boolean) =>
      shell.ipc(ownFrame, 'signet:call', callText('settings.startAtLogin', { isOn }))
    await set(true)
    expect(readFileSync(at, 'utf8')).toMatch(/^Exec=".+" ".+dist\/shell\/index\.mjs" "--background"$/m)
    const { reply } = JSON.parse(
      (await shell.ipc(ownFrame, 'signet:call', callText('state.read', {}))) as string,
    ) as { reply: { state: { settings: { startAtLogin: boolean } } } }
    expect(reply.state.settings.startAtLogin).toBe(true)
    await set(false)
    expect(existsSync(at)).toBe(false)
  })
})

describe('a page outside', () => {
  it('is opened by the system, where it is one of AWS, and the window only names a task (T17)', async () => {
    const scene = await Scene.start()
    open.push(scene)
    const real = Object.fromEntries(
      Object.keys(scene.env).flatMap((name) => (/ENDPOINT_URL/.test(name) ? [[name, undefined]] : [])),
    )
    const shell = await started({ scene, env: real })
    await shell.page()
    const request = {
      profile: 'x',
      method: 'same-device',
      region: 'eu-central-1',
      openBrowser: true,
      adopt: false,
      replace: false,
    }
    const answer = await shell.ipc(ownFrame, 'signet:call', callText('sessions.signIn', request))
    expect(JSON.parse(answer as string)).toMatchObject({ kind: 'reply' })
    const [address] = (await shell.call('shell.openExternal')) as [string]
    const { origin, pathname } = new URL(address)
    expect([origin, pathname]).toEqual(['https://eu-central-1.signin.aws.amazon.com', '/v1/authorize'])
  })

  it('of this machine goes another way: nothing but pages of AWS is handed to the system (T17)', async () => {
    const shell = await started()
    await shell.page()
    const request = {
      profile: 'x',
      method: 'same-device',
      region: 'us-east-1',
      openBrowser: true,
      adopt: false,
      replace: false,
    }
    // A window is told of changes once it has the whole.
    await shell.ipc(ownFrame, 'signet:call', callText('state.read', {}))
    await shell.ipc(ownFrame, 'signet:call', callText('sessions.signIn', request))
    await shell.call('webContents.send', (words) => String(words[2]).includes('waiting-for-browser'))
    expect(shell.called('shell.openExternal')).toEqual([])
  })
})

describe('the key store', () => {
  it('is spoken to from a utility process that gets little of the environment (D8, D11)', async () => {
    const shell = await started({
      env: { SIGNET_KEY_STORE: undefined, SECRET_OF_MINE: 'x' },
      words: ['--background'],
    })
    const { stdout } = await shell.scene.run(['doctor'])
    const [path, words, options] = (await shell.call('utilityProcess.fork')) as [
      string,
      string[],
      { env: string[] },
    ]
    expect([path, words]).toEqual([join(root, 'dist/shell/key-store.cjs'), []])
    expect(
      options.env.filter(
        (name) => !/^(HOME|DBUS_SESSION_BUS_ADDRESS|XDG_RUNTIME_DIR|DISPLAY|WAYLAND_DISPLAY)$/.test(name),
      ),
    ).toEqual([])
    expect(stdout).toMatch(/no key store/)
  })

  const missing = noKeyring()
  it.skipIf(missing !== undefined)(
    `keeps the vault’s key${missing ? ` (skipped: ${missing})` : ''}`,
    async () => {
      const [scene, session] = await Promise.all([Scene.start({ vaultKey: 'none' }), PrivateSession.start()])
      open.push(scene, { close: () => session.stop() })
      await session.startKeyring('of a test')
      const { DBUS_SESSION_BUS_ADDRESS } = session.env
      const env = { SIGNET_KEY_STORE: undefined, DBUS_SESSION_BUS_ADDRESS }
      const shell = await started({ scene, env, words: ['--background'] })
      await scene.signIn('shop-dev')
      const { stdout } = await scene.run(['status', '--json'])
      expect(JSON.parse(stdout)).toMatchObject({ vault: { state: 'open', key: 'key-store' } })
      expect(shell.called('utilityProcess.fork').length).toBeGreaterThan(0)
    },
  )
})
