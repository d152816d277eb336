import { describe, expect, it } from 'vitest'
import {
  autostartEntry,
  isAutostart,
} from '../../../../../../main/hosts/electron/decisions/autostart-entry.ts'
import { planCommand, type Standing } from '../../../../../../main/hosts/electron/decisions/command-link.ts'
import { menuBar } from '../../../../../../main/hosts/electron/decisions/menu-bar.ts'
import {
  lastingRelay,
  launchWords,
  shippedRelay,
} from '../../../../../../main/hosts/electron/decisions/relay-place.ts'
import { showsSecret } from '../../../../../../main/hosts/electron/decisions/shows-secret.ts'
import { trayImage } from '../../../../../../main/hosts/electron/decisions/tray-image.ts'
import { shellTexts } from '../../../../../../main/hosts/electron/texts/shell-texts.ts'
import type { TaskView } from '../../../../../../preload/contract/task-views.ts'

describe('menuBar', () => {
  const roles = (isMac: boolean, isPackaged: boolean) =>
    menuBar(shellTexts('en', ''), { isMac, isPackaged }).flatMap(({ entries }) =>
      entries.flatMap((entry) => (typeof entry === 'object' && 'role' in entry ? [entry.role] : [])),
    )

  it.each([true, false])('has no developer tools where the app is packaged; macOS: %s (D15)', (isMac) => {
    expect(roles(isMac, true)).not.toContain('toggleDevTools')
    expect(roles(isMac, false)).toContain('toggleDevTools')
  })

  it('has what an editor needs, for macOS takes the keys from here', () => {
    expect(roles(true, true)).toEqual(
      expect.arrayContaining(['undo', 'redo', 'cut', 'copy', 'paste', 'selectAll']),
    )
  })

  it('can be quit and signed in from, on either kind of system', () => {
    for (const isMac of [true, false]) {
      const deeds = menuBar(shellTexts('de', ''), { isMac, isPackaged: true }).flatMap(({ entries }) =>
        entries.flatMap((entry) => (typeof entry === 'object' && 'does' in entry ? [entry.does] : [])),
      )
      expect(deeds.sort()).toEqual(['install-command', 'look-for-update', 'quit', 'settings', 'sign-in'])
    }
  })
})

describe('showsSecret', () => {
  const task: TaskView = {
    ...{ id: '1', kind: 'sign-in', title: '', startedAt: 0, step: null, progress: null, preview: null },
    ...{ question: null, notes: [], outcome: null },
  }
  const shows = (change: Partial<TaskView>) => showsSecret({ tasks: [{ ...task, ...change }] })

  it('is so while a code is shown, or a secret is asked for (D16)', () => {
    expect([
      shows({}),
      shows({ step: { kind: 'showing-code', userCode: 'ABCD-EFGH' } }),
      shows({ question: { id: 'q', message: 'Passphrase', isSecret: true } }),
      shows({ question: { id: 'q', message: 'Name', isSecret: false } }),
      shows({ step: { kind: 'showing-code', userCode: 'ABCD-EFGH' }, outcome: { kind: 'cancelled' } }),
    ]).toEqual([false, true, true, false, false])
  })
})

describe('where the relay stands', () => {
  const place = {
    ...{
      isPackaged: true,
      program: '/opt/Signet/signet-desktop',
      appFolder: '/opt/Signet/resources/app.asar',
    },
    ...{
      resourcesFolder: '/opt/Signet/resources',
      appImage: undefined,
      stateFolder: '/home/l/.local/state/signet',
    },
    platform: 'linux',
  }
  const image = { ...place, appImage: '/home/l/Signet.AppImage', resourcesFolder: '/tmp/.mount_x/resources' }

  it('is a path that is right after the next start, also from an image that is mounted anew each time', () => {
    expect([lastingRelay(place), lastingRelay(image), shippedRelay(image)]).toEqual([
      '/opt/Signet/resources/bin/signet',
      '/home/l/.local/state/signet/bin/signet',
      '/tmp/.mount_x/resources/bin/signet',
    ])
  })

  it('lets relays start the packaged app, and leaves a checkout its headless agent', () => {
    expect([launchWords(place), launchWords(image), launchWords({ ...place, isPackaged: false })]).toEqual([
      ['/opt/Signet/signet-desktop', '--background'],
      ['/home/l/Signet.AppImage', '--background'],
      undefined,
    ])
  })
})

describe('planCommand', () => {
  const target = '/opt/Signet/resources/bin/signet'
  const plan = (found: Standing, more: { path?: readonly string[]; writable?: readonly string[] } = {}) =>
    planCommand({
      ...{ homeFolder: '/home/l', target, path: more.path ?? ['/usr/bin', '/home/l/.local/bin'] },
      standing: () => found,
      isWritable: (folder) => (more.writable ?? []).includes(folder),
    })
  const at = '/home/l/.local/bin/signet'

  it('links into the person’s own folder, or into that of all where they may', () => {
    const nothing = { kind: 'nothing' } as const
    expect(plan(nothing)).toEqual({ kind: 'link', at, replaces: false, isOnPath: true })
    expect(plan(nothing, { path: ['/usr/bin'] })).toMatchObject({ isOnPath: false })
    const shared = { path: ['/usr/local/bin', '/usr/bin'], writable: ['/usr/local/bin'] }
    expect(plan(nothing, shared)).toMatchObject({ at: '/usr/local/bin/signet' })
    expect(plan(nothing, { ...shared, writable: [] })).toMatchObject({ at })
  })

  it('replaces an older link of its own and nothing else', () => {
    const link = (to: string) => plan({ kind: 'link', target: to }).kind
    expect(link(target)).toBe('there')
    expect(
      plan({ kind: 'link', target: '/Applications/Signet.app/Contents/Resources/bin/signet' }),
    ).toMatchObject({
      replaces: true,
    })
    expect(link('/home/l/.local/state/signet/bin/signet')).toBe('link')
    expect(link('../lib/node_modules/signet/dist/bin/signet')).toBe('taken')
    expect(link('/usr/bin/other')).toBe('taken')
    expect(plan({ kind: 'other' })).toEqual({ kind: 'taken', at })
  })
})

describe('autostartEntry', () => {
  it('quotes the command twice, as the two specifications want it', () => {
    expect(autostartEntry(['/opt/My "App"/$x\\y%z', '--background'])).toContain(
      'Exec="/opt/My \\\\"App\\\\"/\\\\$x\\\\\\\\y%%z" "--background"\n',
    )
  })

  it.each(['/opt/x\nExec=/evil', '/opt/x\r', '/opt/\u0000x', '/opt/\u001b[2J'])(
    'is not made of a path that would be more than one line: %j (T28)',
    (path) => {
      expect(() => autostartEntry([path, '--background'])).toThrow('started at login')
    },
  )

  it('is on when it is there and nobody has switched it off', () => {
    const entry = autostartEntry(['/opt/app'])
    expect([undefined, entry, `${entry}Hidden=true\n`].map(isAutostart)).toEqual([false, true, false])
    expect(isAutostart(entry.replace('enabled=true', 'enabled=false'))).toBe(false)
  })
})

describe('trayImage', () => {
  it('is a template on macOS, and stands out from the panel elsewhere', () => {
    expect([trayImage('darwin', true), trayImage('linux', true), trayImage('win32', false)]).toEqual([
      ...['trayTemplate.png', 'tray-dark.png', 'tray-light.png'],
    ])
  })
})
