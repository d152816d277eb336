import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PrivateSession } from '../faults/private-session.ts'
import { Scene, until } from '../headless/harness.ts'
import { callText, ownFrame, ShellScene } from './shell-scene.ts'
import { ownTrayWatcher } from './tray-watcher.ts'

let scene: Scene
let bus: PrivateSession
let leave: () => void
let shell: ShellScene

beforeAll(async () => {
  ;[scene, bus] = await Promise.all([Scene.start(), PrivateSession.start()])
  leave = await ownTrayWatcher(join(bus.root, 'run', 'bus'))
  const { DBUS_SESSION_BUS_ADDRESS } = bus.env
  shell = await ShellScene.start({ scene, env: { DBUS_SESSION_BUS_ADDRESS } })
  await (await shell.page()).locator('#content').waitFor()
})
afterAll(async () => {
  await shell?.close()
  leave?.()
  await Promise.all([scene?.close(), bus?.stop()])
})

const labels = async () =>
  ((await shell.drive('tray.labels')) as { label?: string; checked?: boolean }[] | undefined)?.flatMap(
    ({ label, checked }) => (label === undefined ? [] : [`${checked ? '✓ ' : ''}${label}`]),
  ) ?? []

async function shown(line: RegExp): Promise<void> {
  await until(async () => (await labels()).some((label) => line.test(label)), `${line} in the tray`)
}

describe('the tray', () => {
  it('shows who signed in in a terminal, until when, in words', async () => {
    expect(await labels()).toEqual(['No session yet', 'Sign in…', 'Pause', 'Open Signet', 'Quit Signet'])
    await scene.signIn('shop-dev')
    await shown(/^shop-dev · \d+ (h|min)/)
    expect(shell.called('tray.setToolTip').at(-1)).toEqual(['Signet: 1 signed in'])
  })

  it('asks in the window before [default] becomes Signet’s, and says what would change', async () => {
    await shell.drive('tray.click', 'shop-dev')
    const page = await shell.page()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('[default]').first().waitFor()
    expect(readFileSync(scene.configPath, 'utf8')).not.toContain('[default]')
    await dialog.getByRole('button', { name: 'Use as default' }).click()
    await shown(/^✓ shop-dev · .* · default$/)
    expect(readFileSync(scene.configPath, 'utf8')).toMatch(/\[default\][^[]*credential_process/)
  })

  it('switches the default in one click from then on, and the aws tools follow', async () => {
    await scene.signIn('shop-test')
    await shown(/^shop-test · /)
    const config = readFileSync(scene.configPath, 'utf8')
    await shell.drive('tray.click', 'shop-test')
    await shown(/^✓ shop-test · .* · default$/)
    expect(readFileSync(scene.configPath, 'utf8')).toBe(config)
    const { stdout } = await scene.run(['profiles', 'show', 'shop-test', '--json'])
    expect(JSON.parse(stdout)).toMatchObject({ view: { isDefault: true } })
  })

  it('pauses: no tool gets credentials until it is resumed', async () => {
    expect((await scene.ask('shop-dev')).code).toBe(0)
    await shell.drive('tray.click', 'Pause')
    await shown(/^Paused: no tool gets credentials$/)
    const refused = await scene.ask('shop-dev')
    expect([refused.code, refused.stdout]).toEqual([4, ''])
    expect(refused.stderr).toMatch(/locked/)
    await shell.drive('tray.click', 'Resume')
    await shown(/^Pause$/)
    expect((await scene.ask('shop-dev')).code).toBe(0)
  })

  it('opens the window at the sign-in', async () => {
    await shell.drive('tray.click', 'Sign in')
    const page = await shell.page()
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    expect(shell.called('window.show').length).toBeGreaterThan(1)
  })

  it('takes another image in the dark', async () => {
    await shell.drive('theme', true)
    expect(shell.called('tray.setImage').at(-1)?.[0]).toMatch(/tray-dark\.png\)$/)
  })
})

describe('notifications', () => {
  it('say that a program waits for an answer, and lead to the question', async () => {
    const policy = await scene.run(['profiles', 'policy', 'shop-dev', '--use', 'ask'])
    expect([policy.code, policy.stderr]).toEqual([0, ''])
    const waiting = scene.ask('shop-dev')
    const [options] = await shell.call('Notification')
    expect(options).toMatchObject({ title: expect.stringMatching(/asks for shop-dev$/), urgency: 'critical' })
    await shell.drive('notification.click', 0)
    const page = await shell.page()
    await page
      .getByRole('button', { name: /^(Allow|Yes)/ })
      .first()
      .click()
    expect((await waiting).code).toBe(0)
    expect(shell.called('Notification')).toHaveLength(1)
  })

  it('say that AWS has ended a session, once', async () => {
    const before = shell.called('Notification').length
    scene.standIn.endSessions('ended')
    await scene.endKeys()
    await scene.ask('shop-test')
    await shell.call('Notification', ([options]) => JSON.stringify(options).includes('Sign in again'))
    const text = JSON.stringify(shell.called('Notification').slice(before))
    expect(text).not.toMatch(/\d{12}/)
  })
})

describe('what the machine tells', () => {
  it.each(['resume', 'unlock-screen'])('is heard: %s (R11)', async (event) => {
    expect(await shell.drive('power', event)).toBe(true)
  })

  it('that the screen is locked locks the vault, once a person has set it so', async () => {
    const state = async () =>
      (JSON.parse((await scene.run(['status', '--json'])).stdout) as { vault: { state: string } }).vault.state
    const change = (locksWithScreen: boolean) =>
      shell.ipc(ownFrame, 'signet:call', callText('settings.change', { locksWithScreen }))
    await scene.signIn('locking-dev')
    expect(await shell.drive('power', 'lock-screen')).toBe(true)
    expect((await scene.ask('locking-dev')).code).toBe(0)
    await change(true)
    await shell.drive('power', 'lock-screen')
    await until(async () => (await state()) === 'locked', 'the vault is locked')
    const refused = await scene.ask('locking-dev')
    expect([refused.code, refused.stdout, refused.stderr]).toEqual([4, '', expect.stringContaining('unlock')])
    await shell.drive('power', 'unlock-screen')
    expect(await state()).toBe('locked')
    await scene.run(['unlock'])
    await change(false)
    await shell.drive('power', 'lock-screen')
    expect((await scene.ask('locking-dev')).code).toBe(0)
  })

  it('of another start counts as one word: show the window (T18)', async () => {
    const word = fc.oneof(
      fc.constantFrom(
        '--no-sandbox',
        '--inspect',
        'signet://use/prod',
        '--profile=x',
        'file:///etc/passwd',
        '--quit',
      ),
      fc.string({ unit: 'binary' }),
    )
    const before = shell.calls.length
    const config = readFileSync(scene.configPath, 'utf8')
    await fc.assert(
      fc.asyncProperty(fc.array(word), fc.string(), fc.anything(), async (words, folder, extra) => {
        const sent = typeof extra === 'function' || typeof extra === 'symbol' ? null : extra
        const { heard } = (await shell.drive(
          'app',
          'second-instance',
          words,
          folder,
          JSON.stringify(sent) ?? null,
        )) as { heard: boolean }
        expect(heard).toBe(true)
      }),
      { numRuns: 500 },
    )
    const did = new Set(shell.calls.slice(before).map(({ what }) => what))
    // The tray and the window follow the agent's state meanwhile.
    for (const what of ['webContents.send', 'tray.setContextMenu', 'tray.setToolTip']) did.delete(what)
    expect([...did].sort()).toEqual(['window.focus', 'window.show'])
    expect(readFileSync(scene.configPath, 'utf8')).toBe(config)
  })

  it.each(['open-url', 'open-file', 'continue-activity'])(
    'in another way is not heard: %s (T18)',
    async (event) => {
      expect(await shell.drive('app', event, 'signet://use/prod')).toMatchObject({ heard: false })
    },
  )
})

describe('the window', () => {
  it('is kept out of screen shots while it shows a code, and no longer (D16)', async () => {
    const start = callText('sessions.signInToIdentityCenter', {
      ...{ session: null, startUrl: 'https://d-1234567890.awsapps.com/start', region: 'us-east-1' },
      ...{ flow: 'device', openBrowser: false },
    })
    const { reply } = JSON.parse((await shell.ipc(ownFrame, 'signet:call', start)) as string) as {
      reply: { task: string }
    }
    await shell.call('window.setContentProtection', ([, isOn]) => isOn === true)
    await shell.ipc(ownFrame, 'signet:call', callText('tasks.cancel', { task: reply.task }))
    await until(
      () => shell.called('window.setContentProtection').at(-1)?.[1] === false,
      'the window can be seen again',
    )
  })

  it('comes back where it was', async () => {
    await shell.drive('window.close', 1)
    expect(JSON.parse(readFileSync(join(scene.stateDir, 'shell/window.json'), 'utf8'))).toEqual({
      ...{ x: 40, y: 50, width: 1000, height: 700, isMaximized: false },
    })
    await shell.drive('tray.click', 'Open Signet')
    const [, options] = await shell.call('BrowserWindow', ([window]) => window === 2)
    expect(options).toMatchObject({ x: 40, y: 50, width: 1000, height: 700 })
    await (await shell.page(2)).locator('#content').waitFor()
  })

  it('broke no rule of its page all the while (T15, T22)', () => {
    expect(shell.faults).toEqual([])
  })
})

describe('quitting', () => {
  it('ends the agent in order: the socket is gone, and the code is 0', async () => {
    await shell.drive('tray.click', 'Quit Signet')
    expect(await shell.exited).toBe(0)
    expect(scene.stateFile('endpoint')).toBe('')
    expect(scene.logEvents()).toContain('agent.stopped')
  })
})
