import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import type { App } from '../../../../renderer/app-context.tsx'
import { chosenBrowser } from '../../../../renderer/features/profiles/chosen-browser.ts'
import { openConsole } from '../../../../renderer/features/profiles/open-console.ts'
import { aboutReady, readyConsole } from '../../../../renderer/features/profiles/ready-console.ts'
import { CallError } from '../../../../renderer/link/call-error.ts'
import { createView } from '../../../../renderer/mirror/view.ts'
import { english } from '../../../../renderer/texts/en/english.ts'
import { shellWord } from '../../../../renderer/ui/shell-word.ts'

const firefox = { id: 'firefox', browser: 'Firefox', profile: null, isPrivate: false }
const profiles = [
  { name: 'dev', session: 's1' },
  { name: 'ops', session: 's2' },
  { name: 'other', session: null },
] as unknown as Parameters<typeof chosenBrowser>[0]['profiles']

/** The window of the desktop app: it opens no tabs, and there is no `window` to open them with. */
function shell(answer: () => unknown) {
  const view = createView()
  const asked: unknown[] = []
  const link = {
    isTab: false,
    async call(name: string, request: unknown) {
      asked.push([name, request])
      return answer()
    },
  }
  const mirror = { getState: () => ({ state: { profiles, browsers: {} } }) }
  const app = { link, view, mirror, texts: english } as unknown as App
  return { app, view, asked }
}
const told = (view: ReturnType<typeof createView>) =>
  view.getState().toasts.map(({ kind, text, code }) => [kind, text, code])
const soon = () => new Promise((resolve) => setImmediate(resolve))
const opened = { opened: true, notes: [], inTab: null }

describe('openConsole', () => {
  it('is a call that starts the browser, where the window is no tab', async () => {
    const { app, view, asked } = shell(() => opened)
    openConsole(app, { name: 'dev', isProduction: false })
    await soon()
    expect(asked).toEqual([['profiles.openConsole', { profile: 'dev', service: null, typed: null }]])
    expect(told(view)).toEqual([['done', 'The console of dev opens in your browser.', undefined]])
  })

  it('says as a failure that none could be started, with a command that names the profile', async () => {
    const { app, view } = shell(() => ({ ...opened, opened: false }))
    openConsole(app, { name: 'a b', isProduction: false })
    await soon()
    expect(told(view)).toEqual([
      [
        'failed',
        "No browser could be started. In a terminal: signet console --profile 'a b' --print",
        undefined,
      ],
    ])
  })

  it('says what the agent says when it fails', async () => {
    const error = { code: 'session-expired', message: 'It ended.', remedy: 'sign-in' } as const
    const { app, view } = shell(() => {
      throw new CallError(error)
    })
    openConsole(app, { name: 'dev', isProduction: false })
    await soon()
    expect(told(view)).toEqual([['failed', 'It ended.', 'session-expired']])
  })

  it('asks for the name of a production profile, and asks the agent nothing before', async () => {
    const { app, view, asked } = shell(() => opened)
    openConsole(app, { name: 'dev', isProduction: true })
    await soon()
    expect([view.getState().dialog, asked]).toEqual([{ name: 'open-console', about: 'dev' }, []])
  })
})

describe('chosenBrowser', () => {
  it('is that of the session behind the profile', () => {
    const browsers = { s1: firefox }
    const of = (name: string) => chosenBrowser({ profiles, browsers }, name)
    expect(['dev', 'ops', 'other', 'nobody'].map(of)).toEqual([firefox, null, null, null])
    expect(
      chosenBrowser({ profiles: [{ ...profiles[0], session: 'toString' }] as never, browsers }, 'dev'),
    ).toBe(null)
  })
})

describe('aboutReady', () => {
  it.each(['dev', 'a b', '"', '\\', '\u202Eved', '{}'])('brings %j to the dialog as it was', (profile) => {
    const ready = { profile, path: `open/${'a1'.repeat(32)}`, isInstead: true }
    expect(readyConsole(aboutReady(ready))).toEqual(ready)
  })
})

describe('shellWord', () => {
  it.each(['shop-dev', 'a b', "it's", '$(id)', '`id`', '"', 'x;y', '~', '', '\\', "'; id; '"])(
    'a shell reads back exactly the name: %j (T25)',
    (name) => {
      const options = { encoding: 'utf8', env: {} } as const
      expect(spawnSync('/bin/sh', ['-c', `printf %s ${shellWord(name)}`], options).stdout).toBe(name)
    },
  )
})
