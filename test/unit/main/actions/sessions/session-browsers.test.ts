import { describe, expect, it } from 'vitest'
import {
  chooseBrowser,
  keptBrowsers,
  listBrowserOptions,
  listBrowsers,
} from '../../../../../main/actions/sessions/choose-browser.ts'
import { formerSession } from '../../../../../main/actions/sessions/former-session.ts'
import { sessionBrowsers } from '../../../../../main/actions/sessions/session-browsers.ts'
import { AppError, InputError } from '../../../../../main/kernel/errors.ts'
import type { ProfileBinding, SessionRecord } from '../../../../../main/vault/session-record.ts'
import type { SessionSummaryView } from '../../../../../preload/contract/views.ts'
import { FakeBrowsers } from '../../../../fakes/fake-browsers.ts'
import { MemoryFiles } from '../../../../fakes/memory-files.ts'
import { memoryPreferences } from '../../../../fakes/memory-preferences.ts'
import { MemoryVault, memoryDisk } from '../../../../fakes/memory-vault.ts'
import { ScriptedBrowser } from '../../../../fakes/scripted-browser.ts'
import { identityCenterSession, signInSession } from '../../../../fakes/session-records.ts'

const arn = (account: string) => `arn:aws:sts::${account}:assumed-role/Admin/me`
const signedIn = (account: string): SessionRecord =>
  signInSession({ id: arn(account), principalArn: arn(account), accountId: account })
const work = identityCenterSession('work', { startUrl: 'https://d-1.awsapps.com/start', scopes: [] })
const records = [work, signedIn('111111111111'), signedIn('222222222222')]
const bindings: Readonly<Record<string, ProfileBinding>> = {
  one: { session: arn('111111111111') },
  role: { session: work.id, accountId: '333333333333', roleName: 'Admin' },
  chain: { source: 'one', roleArn: 'arn:aws:iam::444444444444:role/Deploy' },
}
const summary = (session: SessionRecord): SessionSummaryView => ({
  ...{ id: session.id, kind: session.kind, where: '', region: 'us-east-1', state: 'active', expiresAt: null },
  ...{ name: session.kind === 'identity-center' ? session.name : 'assumed-role/Admin/me' },
  ...{ renews: true, fault: null, profiles: 1 },
})

function scene(signedInAs: readonly SessionRecord[] = records) {
  const files = new MemoryFiles()
  const preferences = memoryPreferences(files)
  const browsers = new FakeBrowsers()
  const usual = new ScriptedBrowser()
  const opening = sessionBrowsers({ preferences, browsers, browserFor: () => usual })
  const vault = new MemoryVault(memoryDisk([...signedInAs], bindings))
  const listSessions = async () => signedInAs.map(summary)
  const dependencies = { listSessions, vault, browsers, sessionBrowsers: opening }
  const choose = (session: string, choice: string | null) =>
    chooseBrowser(dependencies)({ session, choice }, {})
  return { ...{ files, preferences, browsers, usual, opening, choose }, dependencies }
}
const stored = async ({ preferences }: ReturnType<typeof scene>) => (await preferences.read()).browsers
const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (thrown: unknown) => (thrown instanceof AppError ? thrown.code : String(thrown)),
  )
const page = new URL('https://example.com/')
const clientA = {
  ...{ id: 'google-chrome:Profile 1', browser: 'Google Chrome', profile: 'Client A', isPrivate: false },
}

describe('chooseBrowser', () => {
  it('keeps ids for a session, and tells what stood there before', async () => {
    const own = scene()
    expect(await own.choose('work', 'google-chrome:Profile 1')).toEqual({
      ...{ session: work.id, name: 'work', before: null },
      after: clientA,
    })
    expect(await own.choose(arn('222222222222'), 'firefox+private')).toMatchObject({
      after: { id: 'firefox+private', browser: 'Firefox', profile: null, isPrivate: true },
    })
    expect(await stored(own)).toEqual({
      [work.id]: { browser: 'google-chrome', profile: 'Profile 1' },
      [arn('222222222222')]: { browser: 'firefox', isPrivate: true },
    })
    expect(await own.choose('work', null)).toMatchObject({
      before: { id: 'google-chrome:Profile 1' },
      after: null,
    })
    expect(Object.keys((await stored(own)) ?? {})).toEqual([arn('222222222222')])
  })

  it('knows a session by its id, its name, and a profile that it serves, and a choice by the profile’s name', async () => {
    const own = scene()
    const meant = async (session: string) => (await own.choose(session, 'google-chrome:Client A')).session
    expect([await meant(work.id), await meant('work'), await meant('role')]).toEqual([
      work.id,
      work.id,
      work.id,
    ])
    expect([await meant('one'), await meant('chain')]).toEqual([arn('111111111111'), arn('111111111111')])
    expect((await stored(own))?.[work.id]).toEqual({ browser: 'google-chrome', profile: 'Profile 1' })
  })

  it.each([
    ['nobody', 'firefox', 'not-found'],
    ['assumed-role/Admin/me', 'firefox', 'request-malformed'],
    ['work', 'netscape', 'not-found'],
    ['work', '/usr/bin/firefox', 'not-found'],
    ['work', 'google-chrome:Profile 9', 'not-found'],
    ['work', 'google-chrome --load-extension=/tmp/x', 'not-found'],
    ['work', '', 'not-found'],
    ['__proto__', 'firefox', 'not-found'],
  ])('refuses %j in %j, and keeps nothing (T16, T28)', async (session, choice, code) => {
    const own = scene()
    expect([await codeOf(own.choose(session, choice)), await stored(own)]).toEqual([code, undefined])
  })

  it('says so where nobody is signed in', async () => {
    expect(await codeOf(scene([]).choose('work', 'firefox'))).toBe('session-missing')
  })
})

describe('listBrowsers', () => {
  it('shows each session with its browser, and what can be chosen', async () => {
    const own = scene()
    await own.choose('work', 'google-chrome:Profile 1')
    const { sessions, options } = await listBrowsers(own.dependencies)({})
    expect(sessions.map(({ choice, isHere }) => [choice, isHere])).toEqual([
      [clientA, true],
      [null, true],
      [null, true],
    ])
    expect(options).toEqual(await listBrowserOptions(own.dependencies)())
    expect(options.map(({ id }) => id)).toEqual([
      ...['google-chrome', 'google-chrome:Default', 'google-chrome:Profile 1', 'google-chrome+private'],
      ...['firefox', 'firefox+private'],
    ])
    expect(options[2]).toEqual(clientA)
  })

  it('says of what is gone that it is', async () => {
    const own = scene()
    await own.choose('work', 'google-chrome:Profile 1')
    own.browsers.machine = []
    const gone = { ...clientA, profile: 'Profile 1' }
    expect((await listBrowsers(own.dependencies)({}, 'work')).sessions).toEqual([
      { session: work.id, name: 'work', choice: gone, isHere: false },
    ])
    expect(await keptBrowsers(own.dependencies)()).toEqual({ [work.id]: gone })
  })
})

describe('sessionBrowsers', () => {
  it('opens each session in its own, and the others in the system’s', async () => {
    const { opening, browsers, usual, choose } = scene()
    await choose('work', 'google-chrome:Profile 1')
    await choose('one', 'firefox')
    for (const session of [work.id, arn('111111111111'), arn('222222222222'), undefined]) {
      const { browser, missing } = await opening.browserOf(session, {})
      expect([await browser.open(page), missing]).toEqual([true, undefined])
    }
    expect(browsers.opened.map(({ choice }) => choice)).toEqual([
      { browser: 'google-chrome', profile: 'Profile 1' },
      { browser: 'firefox' },
    ])
    expect(usual.opened).toHaveLength(2)
  })

  it('opens nothing in place of a browser or a profile that is gone, and says so in a line', async () => {
    const { opening, browsers, usual, choose } = scene()
    await choose('work', 'google-chrome:Profile 1')
    browsers.machine = [{ id: 'google-chrome', name: 'Google Chrome', profiles: [] }]
    const told: string[] = []
    const browser = await opening.toldBrowserOf(work.id, {}, { tell: (line) => told.push(line) })
    expect([browser.available(), await browser.open(page), usual.opened, browsers.opened]).toEqual([
      ...[false, false, []],
      [],
    ])
    expect(told).toEqual([
      'No browser was opened: this session opens in Google Chrome, profile "Profile 1", which is not on this machine any more. Choose another for it: signet sessions browser',
    ])
  })

  it('opens nothing either while what was chosen cannot be read', async () => {
    const own = scene()
    const refused = new InputError('preferences-newer', 'A newer Signet wrote it.', 'none')
    const preferences = { ...own.preferences, read: () => Promise.reject(refused) }
    const opening = sessionBrowsers({ preferences, browsers: own.browsers, browserFor: () => own.usual })
    const { browser, missing } = await opening.browserOf(work.id, {})
    expect([browser.available(), missing]).toEqual([
      false,
      expect.stringContaining('A newer Signet wrote it.'),
    ])
    // A session that is not there yet has no browser.
    expect((await opening.browserOf(undefined, {})).browser).toBe(own.usual)
    await opening.forget([work.id])
  })

  it('forgets sessions that leave, and no other', async () => {
    const own = scene()
    await own.choose('work', 'firefox')
    await own.choose('one', 'firefox')
    await own.opening.forget([work.id, 'unknown'])
    expect(await stored(own)).toEqual({ [arn('111111111111')]: { browser: 'firefox' } })
  })

  it('finds no choice in what every object has', async () => {
    const { opening, usual } = scene()
    for (const id of ['__proto__', 'constructor', 'toString'])
      expect((await opening.browserOf(id, {})).browser).toBe(usual)
  })
})

describe('formerSession', () => {
  it('is the one of AWS Sign-In that a sign-in to the profile renews', () => {
    const contents = { sessions: records, profiles: bindings }
    const found = ['one', 'role', 'new', '__proto__'].map((profile) => formerSession(contents, profile))
    expect(found).toEqual([arn('111111111111'), undefined, undefined, undefined])
  })
})
