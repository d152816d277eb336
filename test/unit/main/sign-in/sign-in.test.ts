import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadEndpoints } from '../../../../main/aws/endpoints.ts'
import { serverTime } from '../../../../main/aws/server-time.ts'
import { type SigninClient, signinClient } from '../../../../main/aws/signin.ts'
import { nodeClock } from '../../../../main/hosts/node/clock.ts'
import { type NodeHttp, nodeHttp } from '../../../../main/hosts/node/http.ts'
import { nodeRandom } from '../../../../main/hosts/node/random.ts'
import { nodeRedirectReceiver } from '../../../../main/hosts/node/redirect-receiver.ts'
import type { SignInDeps, SignInRequest, SignInStep } from '../../../../main/sign-in/flow.ts'
import { signIn } from '../../../../main/sign-in/sign-in.ts'
import { type SignInSession, signInSessionSchema } from '../../../../main/vault/session-record.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { isPortOpen } from '../../../fakes/port-open.ts'
import { ScriptedBrowser } from '../../../fakes/scripted-browser.ts'

let aws: StandIn
let http: NodeHttp
let signin: SigninClient
let time: ReturnType<typeof serverTime>

// AWS's clock is 20 minutes ahead of this machine's: proofs and expiry still hold.
beforeAll(async () => {
  aws = await startStandIn({ signinPathPrefix: '/signin', clockOffsetSeconds: 1_200 })
  http = nodeHttp({ env: {} })
  const clock = nodeClock()
  time = serverTime(clock)
  const override = new URL(aws.urls.signin['us-east-1'] ?? '')
  const endpoints = await loadEndpoints('signin', {
    signin: override,
  })
  signin = signinClient({ http, endpoints, serverTime: time, random: nodeRandom(), clock })
})
afterAll(async () => {
  await http.close()
  await aws.close()
})

function world(changed: Partial<SignInDeps> = {}) {
  const steps: SignInStep[] = []
  const deps: SignInDeps = {
    signin,
    serverTime: time,
    clock: nodeClock(),
    random: nodeRandom(),
    browser: new ScriptedBrowser(),
    redirectReceiver: nodeRedirectReceiver(),
    prompts: {},
    ...changed,
  }
  const start = (request: Partial<SignInRequest> = {}) =>
    signIn({ method: 'same-device', region: 'us-east-1', ...request }, deps, (step) => steps.push(step))
  return { steps, start }
}

/** A browser whose person goes through AWS's page, and then wherever `visit` takes them. */
function personAt(visit: (redirect: URL) => Promise<void>, answer: 'approve' | 'deny' = 'approve') {
  const visits: Promise<void>[] = []
  const browser = new ScriptedBrowser((page) => {
    visits.push(aws[answer](page).then(visit))
    return true
  })
  return { browser, atHome: () => Promise.all(visits) }
}

function sessionIn(outcome: Awaited<ReturnType<typeof signIn>>): SignInSession {
  if (outcome.kind !== 'signed-in') throw new Error(outcome.kind)
  return signInSessionSchema.parse(outcome.session)
}

// The limit only ends a run that hangs.
describe('signIn, over real sockets', { timeout: 60_000 }, () => {
  it('same device: yields a session that renews and whose credentials sign', async () => {
    const pages: string[] = []
    let redirect = new URL('about:blank')
    const person = personAt(async (url) => {
      redirect = url
      pages.push(await (await fetch(url)).text())
    })
    const { steps, start } = world({ browser: person.browser })
    const session = sessionIn(await start())
    await person.atHome()
    expect(session.principalArn).toBe(aws.principals.all[0]?.arn)
    expect(session.id).toBe(session.principalArn)
    expect([pages[0]?.includes('<h1>Signed in</h1>'), await isPortOpen(Number(redirect.port))]).toEqual([
      true,
      false,
    ])
    expect(steps.map(({ kind }) => kind).filter((kind) => kind !== 'waiting-for-browser')).toEqual([
      'preparing',
      'opening-browser',
      'exchanging',
      'signed-in',
    ])
    // By AWS's clock, 20 minutes ahead of ours.
    const age = aws.clock.now() - session.signedInAt
    expect([age >= 0 && age < 60_000, session.renewedAt]).toEqual([true, session.signedInAt])

    const { clientId, refreshToken, dpopKey: key, region } = session
    const renewed = await signin.createToken(
      { grantType: 'refresh_token', clientId, refreshToken },
      { key, region },
    )
    expect(renewed.refreshToken).not.toBe(refreshToken)
  })

  it('same device: outlasts everything that is not the answer, from any number of strangers (T10)', async () => {
    const statuses: Record<string, number> = {}
    const person = personAt(async (right) => {
      const ask = async (name: string, target: string, init?: RequestInit) => {
        statuses[name] = (await fetch(new URL(target, right), init)).status
      }
      const wrong = new URL(right)
      wrong.searchParams.set('state', '0'.repeat(64))
      await ask('favicon', '/favicon.ico')
      await ask('wrong state', wrong.href)
      await ask('error without state', '/oauth/callback?error=access_denied')
      await ask('two codes', `${right.href}&code=2`)
      await ask('POST', right.href, { method: 'POST', body: 'code=1' })
      await ask('page of a site', right.href, { headers: { origin: 'https://evil.example' } })
      await Promise.all(
        Array.from({ length: 200 }, (_, index) =>
          ask('junk', `/oauth/callback?code=${index}&state=${index}`),
        ),
      )
      await ask('right', right.href)
    })
    const { start } = world({ browser: person.browser })
    expect(sessionIn(await start()).kind).toBe('signin')
    await person.atHome()
    expect(statuses).toEqual({
      favicon: 404,
      'wrong state': 400,
      'error without state': 400,
      'two codes': 400,
      POST: 405,
      'page of a site': 403,
      junk: 400,
      right: 200,
    })
  })

  it('same device: a person who says no at AWS’s page ends it, and the page says so', async () => {
    let page = ''
    const person = personAt(async (url) => {
      page = await (await fetch(url)).text()
    }, 'deny')
    await expect(world({ browser: person.browser }).start()).rejects.toMatchObject({
      code: 'sign-in-denied',
      remedy: 'sign-in',
    })
    await person.atHome()
    expect(page).toContain('<h1>Not signed in</h1>')
  })

  it('same device: cancelled or too late, the port is closed and a second try works (R26)', async () => {
    const stop = new AbortController()
    const clock = new FakeClock()
    const cancelled = world()
    const late = world({ clock })
    const ends = [cancelled.start({ signal: stop.signal }), late.start()].map((end) =>
      end.then(
        ({ kind }) => kind,
        ({ code }: { code: string }) => code,
      ),
    )
    const portOf = async (steps: readonly SignInStep[]) => {
      for (;;) {
        for (const step of steps) {
          if ('url' in step) return Number(new URL(step.url.searchParams.get('redirect_uri') ?? '').port)
        }
        await new Promise((resolve) => setTimeout(resolve, 1))
      }
    }
    const ports = [await portOf(cancelled.steps), await portOf(late.steps)]
    expect(await Promise.all(ports.map(isPortOpen))).toEqual([true, true])
    stop.abort()
    await clock.advance(600_000)
    expect(await Promise.all(ends)).toEqual(['cancelled', 'sign-in-expired'])
    expect(await Promise.all(ports.map(isPortOpen))).toEqual([false, false])

    const person = personAt(async (url) => void (await fetch(url)))
    expect(sessionIn(await world({ browser: person.browser }).start()).kind).toBe('signin')
  })

  it('same device: a code for somebody else’s page is of no use (T10)', async () => {
    const foreign: URL[] = []
    const person = personAt(async (right) => {
      // A stranger signs in on a page of their own, and brings that code with the state they have read somewhere.
      const theirs = world({
        browser: new ScriptedBrowser(async (page) => Boolean(foreign.push(await aws.approve(page)))),
      })
      const stop = new AbortController()
      const stranger = theirs.start({ signal: stop.signal })
      while (foreign.length === 0) await new Promise((resolve) => setTimeout(resolve, 1))
      stop.abort()
      await stranger
      right.searchParams.set('code', foreign[0]?.searchParams.get('code') ?? '')
      await fetch(right)
    })
    await expect(world({ browser: person.browser }).start()).rejects.toMatchObject({ remedy: 'sign-in' })
  })

  it('cross device: the code that the page shows, pasted as people paste, yields a session', async () => {
    const prompts = {
      async ask() {
        const page = steps.find((step) => 'url' in step)
        if (!page) throw new Error('no address was shown')
        const confirmation = await fetch(await aws.approve(page.url))
        const shown = /<textarea[^>]*>([^<]*)<\/textarea>/.exec(await confirmation.text())?.[1] ?? ''
        return `  "${shown.replaceAll(/.{40}/g, '$&\n')}" \n`
      },
    }
    const { steps, start } = world({ prompts })
    expect(sessionIn(await start({ method: 'cross-device' }))).toMatchObject({
      clientId: 'arn:aws:signin:::devtools/cross-device',
      principalArn: aws.principals.all[0]?.arn,
    })
  })

  it('says so when there is no such method', async () => {
    const { start } = world()
    await expect(start({ method: 'device-code' as 'same-device' })).rejects.toThrow(TypeError)
  })
})
