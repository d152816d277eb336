import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../../main/kernel/errors.ts'
import type { Secret } from '../../../../../main/kernel/secret.ts'
import { consoleOpenedViewSchema } from '../../../../../preload/contract/console-views.ts'
import { consoleScene } from '../../../../fakes/console-scene.ts'
import { ScriptedBrowser } from '../../../../fakes/scripted-browser.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'

const refused = { status: 400, headers: { 'content-type': 'text/html' }, body: new Uint8Array() }

async function errorOf(
  promise: Promise<unknown>,
): Promise<{ readonly code: string; readonly message: string }> {
  const thrown = await promise.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (thrown instanceof AppError) return { code: thrown.code, message: thrown.message }
  throw new Error(`not an error of the house: ${String(thrown)}`)
}

describe('openConsole', () => {
  it('gives the browser the address, and nobody else (T11, T23)', async () => {
    const { open, sentTo, asked, browser, clock } = consoleScene()
    const opened = await open('dev', { service: 's3', region: 'eu-west-1' })
    const [to = ''] = sentTo
    expect(new URL(to).searchParams.get('Destination')).toBe(
      'https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1',
    )
    // Where the session lives, not where the page is.
    expect(new URL(to).host).toBe('eu-central-1.signin.aws.amazon.com')
    expect(opened).toEqual({
      address: undefined,
      view: {
        ...{
          profile: 'dev',
          accountId: '111122223333',
          region: 'eu-west-1',
          way: 'federation',
          opened: true,
        },
        page: 'https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1',
        endsAt: clock.now() + 3600_000,
        notes: [],
      },
    })
    expect(consoleOpenedViewSchema.parse(opened.view)).toEqual(opened.view)
    expect(asked).toMatchObject([{ profile: 'dev', channel: 'console', place: { env: {}, cwd: '/' } }])
    expect(JSON.stringify([opened, browser.opened.map(String)])).not.toContain('CANARY')
  })

  it('keeps the address from whoever prints the result', async () => {
    const { open, browser } = consoleScene()
    const { address, view } = await open('dev', { openBrowser: false })
    expect(address?.reveal().searchParams.get('SigninToken')).toBe('CANARY-token')
    expect([JSON.stringify({ address, view }).includes('CANARY'), view.opened, browser.opened]).toEqual([
      false,
      false,
      [],
    ])
  })

  it('hands the address back where there is no browser, or none that starts', async () => {
    for (const browser of [new ScriptedBrowser(() => true, false), new ScriptedBrowser(() => false)]) {
      const { address, view } = await consoleScene({ browser }).open('dev')
      expect([address?.reveal().pathname, view.opened]).toEqual(['/federation', false])
    }
  })

  it('says so when a named browser is not there, before anything is asked of AWS', async () => {
    const { open, asked, programs } = consoleScene({ browser: new ScriptedBrowser(() => true, false) })
    expect(await errorOf(open('dev', { browser: 'firefoks' }))).toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('"firefoks"'),
    })
    expect([asked, programs]).toEqual([[], ['firefoks']])
  })

  it('opens it in the browser of the session behind the profile, chains included', async () => {
    const { open, browsers, browser, preferences } = consoleScene()
    const chosen = { browser: 'google-chrome', profile: 'Profile 1' }
    const developer = 'arn:aws:sts::111122223333:assumed-role/Developer/alice'
    await preferences.update((contents) => ({
      ...contents,
      browsers: { [developer]: chosen, 'iam-user:AKIA1': { browser: 'firefox' } },
    }))
    for (const profile of ['dev', 'leaf', 'corp']) expect((await open(profile)).view.opened).toBe(true)
    expect(browsers.opened.map(({ choice }) => choice)).toEqual([chosen, { browser: 'firefox' }])
    expect(browser.opened).toHaveLength(1)
    // The person's word now goes before what was chosen.
    await open('dev', { browser: 'chromium' })
    expect([browsers.opened.length, browser.opened.length]).toEqual([2, 2])
  })

  it('starts no other browser in place of one that is gone: the address is for who may see it', async () => {
    const { open, asked, browsers, browser, preferences } = consoleScene()
    await preferences.update((contents) => ({
      ...contents,
      browsers: { 'identity-center:corp': { browser: 'google-chrome', profile: 'Profile 7' } },
    }))
    expect(await errorOf(open('corp', { needsBrowser: true }))).toEqual({
      code: 'not-found',
      message: expect.stringContaining('profile "Profile 7", which is not on this machine any more'),
    })
    expect(asked).toEqual([])
    const { address, view, isBrowserMissing } = await open('corp')
    expect([address?.reveal().pathname, view.opened, isBrowserMissing]).toEqual(['/federation', false, true])
    expect(view.notes).toEqual([expect.stringContaining('No browser was opened')])
    expect([browsers.opened, browser.opened]).toEqual([[], []])
  })

  describe('for a browser tab that asks', () => {
    /** A tab, and what was held for it. */
    function asking() {
      const held: Secret<URL>[] = []
      const hold = (address: Secret<URL>) => `open/${held.push(address)}`
      return { held, tab: { hold } }
    }
    const own = { browsers: { 'identity-center:corp': { browser: 'google-chrome', profile: 'Profile 1' } } }

    it('is held for its own browser: no other is started, and no view has the address (T17, T23)', async () => {
      const { open, browser, asked } = consoleScene()
      const { held, tab } = asking()
      const opened = await open('dev', { tab, needsBrowser: true })
      expect([opened.inTab, opened.address, opened.view.opened]).toEqual([
        { path: 'open/1', isInstead: false },
        undefined,
        false,
      ])
      expect(held[0]?.reveal().searchParams.get('SigninToken')).toBe('CANARY-token')
      expect([browser.opened, asked.length, JSON.stringify([opened, held]).includes('CANARY')]).toEqual([
        [],
        1,
        false,
      ])
    })

    it('opens in the session’s own browser where there is one', async () => {
      const { open, preferences, browsers } = consoleScene()
      await preferences.update((contents) => ({ ...contents, ...own }))
      const { held, tab } = asking()
      const { inTab, view } = await open('corp', { tab, needsBrowser: true })
      expect([inTab, view.opened, held, browsers.opened.length]).toEqual([undefined, true, [], 1])
    })

    it.each([
      ['has no screen here', () => new ScriptedBrowser(() => true, false)],
      ['does not start', () => new ScriptedBrowser(() => false)],
    ])('says that it opens here instead where the session’s own %s', async (_what, unable) => {
      const { open, preferences, browsers } = consoleScene()
      await preferences.update((contents) => ({ ...contents, ...own }))
      browsers.chosen = async () => unable()
      const { held, tab } = asking()
      const { inTab, view } = await open('corp', { tab, needsBrowser: true })
      expect([inTab, view.opened, held.length]).toEqual([{ path: 'open/1', isInstead: true }, false, 1])
    })

    it('opens nowhere when the session’s own is gone, and asks nothing of AWS', async () => {
      const { open, preferences, browsers, asked } = consoleScene()
      await preferences.update((contents) => ({ ...contents, ...own }))
      browsers.machine = []
      const { held, tab } = asking()
      expect(await errorOf(open('corp', { tab, needsBrowser: true }))).toMatchObject({ code: 'not-found' })
      expect([held, asked]).toEqual([[], []])
    })

    it('is not there for a production profile whose name was not typed', async () => {
      const { open, asked, urls } = consoleScene({ policies: { dev: { isProduction: true } } })
      const { held, tab } = asking()
      for (const prompts of [{}, new ScriptedPrompts('DEV'), new ScriptedPrompts('')])
        expect(await errorOf(open('dev', { tab }, prompts))).toMatchObject({ code: 'consent-denied' })
      expect([held, asked, urls]).toEqual([[], [], []])
      expect((await open('dev', { tab }, new ScriptedPrompts('dev'))).inTab?.path).toBe('open/1')
    })

    it.each([
      'https://eu-central-1.signin.aws.amazon.com.evil.test/federation',
      'https://console.aws.amazon.com/federation',
      'https://eu-west-1.signin.aws.amazon.com/federation',
      'http://eu-central-1.signin.aws.amazon.com/federation',
      'https://a@eu-central-1.signin.aws.amazon.com/federation',
      'https://eu-central-1.signin.aws.amazon.com:8443/federation',
      'https://eu-central-1.signin.aws.amazon.com/elsewhere',
      'file:///federation',
    ])('is never held for %s (T17)', async (address) => {
      const { open } = consoleScene({ loginUrl: new URL(address) })
      const { held, tab } = asking()
      expect(await errorOf(open('dev', { tab }))).toMatchObject({ code: 'endpoint-invalid' })
      expect(held).toEqual([])
    })
  })

  it('says so when the browser does not come', async () => {
    expect(await errorOf(consoleScene({ comes: false }).open('dev'))).toMatchObject({
      code: 'timed-out',
      message: expect.stringContaining('signet console --profile dev --print'),
    })
  })

  it('notes that the profile was chosen by hand', async () => {
    const { open, preferences } = consoleScene()
    await open('dev')
    expect((await preferences.read()).profiles.dev).toMatchObject({ usedAt: expect.any(Number) })
  })

  it('takes the profile behind a [default] of Signet', async () => {
    const config = '[default]\ncredential_process = /opt/signet credential-process --default\n'
    const { open, preferences, asked } = consoleScene({ config })
    await preferences.update((contents) => ({ ...contents, default: { profile: 'dev', since: 1 } }))
    expect((await open('default')).view.profile).toBe('dev')
    expect(asked[0]?.profile).toBe('dev')
  })

  describe('how long it lasts', () => {
    const durations = (urls: readonly URL[]) => urls.map((url) => url.searchParams.get('SessionDuration'))

    it.each([
      ['corp', true],
      ['deploy', true],
      ['dev', false],
      ['leaf', false],
      ['chained', false],
    ])('%s may say how long: %j', async (profile, may) => {
      const { open, urls, clock } = consoleScene()
      const { view } = await open(profile, { sessionSeconds: 7200 })
      expect(durations(urls)).toEqual([may ? '7200' : null])
      expect(view.notes).toHaveLength(may ? 0 : 1)
      expect(view.endsAt).toBe(clock.now() + (may ? 7200_000 : 3600_000))
    })

    it('is left to AWS where nobody says', async () => {
      const { open, urls } = consoleScene()
      expect((await open('corp')).view.notes).toEqual([])
      expect(durations(urls)).toEqual([null])
    })

    it('is that of the credentials after a 400, and it is said', async () => {
      const { open, urls, clock } = consoleScene({ answers: [refused] })
      const { view } = await open('corp', { sessionSeconds: 43_200 })
      expect([durations(urls), view.endsAt, view.notes[0]]).toEqual([
        ['43200', null],
        clock.now() + 3600_000,
        expect.stringContaining('AWS refused the duration'),
      ])
    })
  })

  describe('what opens no console', () => {
    it('is an IAM user’s key: AWS is not asked', async () => {
      const { open, asked, urls } = consoleScene()
      expect(await errorOf(open('keys'))).toMatchObject({
        code: 'invalid-request',
        message: expect.stringContaining('AWS opens the console for roles only'),
      })
      expect([asked, urls]).toEqual([[], []])
    })

    it.each([
      ['root', 'the root user'],
      ['dev', 'a session of "aws login"'],
      ['corp', '--portal'],
      ['deploy', 'Try again in a minute'],
    ])('%s, when AWS says 400: the next step is said', async (profile, says) => {
      const { message, code } = await errorOf(consoleScene({ answers: [refused, refused] }).open(profile))
      expect([code, message]).toEqual(['invalid-request', expect.stringContaining(says)])
      expect(message).not.toContain('CANARY')
    })

    it('is a page in another partition', async () => {
      const { open, asked } = consoleScene()
      expect(await errorOf(open('dev', { region: 'cn-north-1' }))).toMatchObject({
        code: 'region-invalid',
        message: expect.stringContaining('another partition'),
      })
      expect(asked).toEqual([])
    })

    it('is a profile that nobody knows', async () => {
      expect(await errorOf(consoleScene().open('dve'))).toMatchObject({ code: 'profile-unknown' })
    })
  })

  it('goes by the partition of the role where no region is named', async () => {
    const config = '[profile china]\nrole_arn = arn:aws-cn:iam::111122223333:role/R\nsource_profile = other\n'
    const { open, urls } = consoleScene({ config })
    expect((await open('china')).view).toMatchObject({
      region: 'cn-north-1',
      page: 'https://console.amazonaws.cn/console/home?region=cn-north-1',
    })
    expect(urls[0]?.host).toBe('cn-north-1.signin.amazonaws.cn')
  })

  describe('a production profile', () => {
    const policies = { dev: { isProduction: true } }

    it('wants its name typed', async () => {
      const { open, asked } = consoleScene({ policies })
      const prompts = new ScriptedPrompts('dev')
      await open('dev', {}, prompts)
      expect(prompts.asked[0]?.message).toContain('The console opens with its rights.')
      expect(asked).toHaveLength(1)
    })

    it.each([['portal'], ['federation']] as const)(
      'opens nothing by %s for another word, or nobody',
      async (way) => {
        const { open, asked, urls, browser } = consoleScene({ policies: { corp: { isProduction: true } } })
        expect(await errorOf(open('corp', { way }, new ScriptedPrompts('yes')))).toMatchObject({
          code: 'consent-denied',
        })
        expect(await errorOf(open('corp', { way }))).toMatchObject({ code: 'consent-denied' })
        expect([asked, urls, browser.opened]).toEqual([[], [], []])
      },
    )
  })

  describe('through the portal', () => {
    it('is a link of the portal, without credentials', async () => {
      const { open, browser, asked, urls } = consoleScene()
      const { view, address } = await open('corp', {
        way: 'portal',
        path: '/s3/buckets/a b'.replace(' ', '%20'),
      })
      expect(browser.opened.map(String)).toEqual([
        'https://d-1234567890.awsapps.com/start/#/console?account_id=444455556666&role_name=Read%20Only&destination=https%3A%2F%2Fus-east-1.console.aws.amazon.com%2Fs3%2Fbuckets%2Fa%2520b',
      ])
      expect([view.way, view.opened, view.accountId, view.endsAt, address, asked, urls]).toEqual([
        ...['portal', true, '444455556666', null, undefined],
        ...[[], []],
      ])
    })

    it('is not there for a profile without one', async () => {
      expect(await errorOf(consoleScene().open('dev', { way: 'portal' }))).toMatchObject({
        code: 'request-malformed',
      })
    })
  })

  it('names the portal as where to go when the console is over', async () => {
    const { open, sentTo } = consoleScene()
    await open('corp')
    await open('dev')
    expect(sentTo.map((to) => new URL(to ?? '').searchParams.get('Issuer'))).toEqual([
      'https://d-1234567890.awsapps.com/start/#/',
      'signet',
    ])
  })

  it('signs out of what was before, where that is wanted', async () => {
    const { open, sentTo } = consoleScene()
    await open('dev', { signOutFirst: true })
    expect(sentTo[0]).toMatch(
      /^https:\/\/eu-central-1\.signin\.aws\.amazon\.com\/oauth\?Action=logout&redirect_uri=https%3A/,
    )
  })
})
