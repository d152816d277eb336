import { afterEach, describe, expect, it } from 'vitest'
import { type StandIn, type StandInOptions, startStandIn } from '../../../aws/stand-in.ts'
import { signIn } from '../../../aws/test-client.ts'

let standIn: StandIn
afterEach(() => standIn.close())

const start = async (options: StandInOptions = {}) => {
  standIn = await startStandIn(options)
}

interface Key {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

const sessionOf = ({ accessKeyId, secretAccessKey, sessionToken }: Key): string =>
  JSON.stringify({ sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken })

async function ask(parameters: Readonly<Record<string, string>> | string, init: RequestInit = {}) {
  const query = new URLSearchParams(parameters).toString()
  const reply = await fetch(`${standIn.urls.federation}/federation?${query}`, { redirect: 'manual', ...init })
  return { status: reply.status, text: await reply.text(), headers: reply.headers }
}

async function tokenFor(principal: string): Promise<string> {
  const { text } = await ask({ Action: 'getSigninToken', Session: sessionOf(key(principal)) })
  return (JSON.parse(text) as { SigninToken: string }).SigninToken
}

function key(principal: string): Key {
  return standIn.signinControl.accessKey(principal)
}

const destination = 'https://eu-west-1.console.aws.amazon.com/s3/home?region=eu-west-1'

describe('the federation endpoint of the stand-in', () => {
  it('gives a token for the credentials of a role, and a page for the token', async () => {
    await start()
    const SigninToken = await tokenFor('developer')
    const page = await ask({ Action: 'login', Issuer: 'x', Destination: destination, SigninToken })
    expect([page.status, page.text]).toEqual([200, expect.stringContaining('You are in the console')])
    expect(page.text).toContain('acme-dev (111122223333)')
    expect(standIn.mintedSecrets()).toContainEqual({ kind: 'signin-token', value: SigninToken })
    expect(standIn.env.SIGNET_ENDPOINT_URL_FEDERATION).toBe(standIn.urls.federation)
    expect(standIn.counters.calls('federation', 'ok:token')).toBe(1)
  })

  it.each(['bob', 'root'])('refuses %s with a page, as AWS does', async (principal) => {
    await start()
    const { status, headers } = await ask({ Action: 'getSigninToken', Session: sessionOf(key(principal)) })
    expect([status, headers.get('content-type')]).toEqual([400, 'text/html; charset=utf-8'])
  })

  it('refuses what is not three members that belong together', async () => {
    await start()
    const [one, other] = [key('developer'), key('read-only')]
    const sessions = [
      '',
      '{}',
      'null',
      sessionOf({ ...one, secretAccessKey: other.secretAccessKey }),
      sessionOf({ ...one, sessionToken: other.sessionToken }),
      sessionOf({ ...one, accessKeyId: 'ASIAUNKNOWN' }),
      JSON.stringify({ ...JSON.parse(sessionOf(one)), extra: 'x' }),
      encodeURIComponent(sessionOf(one)),
    ]
    const replies = await Promise.all(sessions.map((Session) => ask({ Action: 'getSigninToken', Session })))
    expect(replies.map(({ status }) => status)).toEqual(sessions.map(() => 400))
  })

  it('refuses credentials that have ended', async () => {
    await start()
    const Session = sessionOf(key('developer'))
    standIn.clock.advance(13 * 3600)
    expect((await ask({ Action: 'getSigninToken', Session })).status).toBe(400)
  })

  it('takes no POST, no other action, and no parameter twice or unknown', async () => {
    await start()
    const Session = sessionOf(key('developer'))
    const twice = `Action=getSigninToken&Session=${encodeURIComponent(Session)}`
    expect([
      (await ask({ Action: 'getSigninToken', Session }, { method: 'POST' })).status,
      (await ask({ Action: 'GetSigninToken', Session })).status,
      (await ask(`${twice}&Session=x`)).status,
      (await ask({ Action: 'getSigninToken', Session, sessionDuration: '900' })).status,
      (await ask({ Action: 'getSigninToken', Session, SessionType: 'json' })).status,
    ]).toEqual([405, 400, 400, 400, 200])
  })

  it('lets only roles of users and of Identity Center say how long', async () => {
    await start()
    const Session = sessionOf(key('developer'))
    // It came from nowhere in particular, as credentials of a sign-in do.
    expect((await ask({ Action: 'getSigninToken', Session, SessionDuration: '900' })).status).toBe(400)
  })

  it('can refuse the credentials of a login session', async () => {
    const statuses: number[] = []
    for (const loginSessions of ['taken', 'refused'] as const) {
      await start({ federation: { loginSessions } })
      const { accessToken } = await signIn(standIn)
      statuses.push((await ask({ Action: 'getSigninToken', Session: sessionOf(accessToken) })).status)
      if (loginSessions === 'taken') await standIn.close()
    }
    expect(statuses).toEqual([200, 400])
  })

  it.each([
    ['another partition', 'https://console.amazonaws.cn/console/home'],
    ['another site', 'https://evil.example/console.aws.amazon.com'],
    ['a longer name', 'https://evilconsole.aws.amazon.com/'],
    ['a host below a region that is none', 'https://evil.example.console.aws.amazon.com/'],
    ['plain http', 'http://console.aws.amazon.com/'],
    ['encoded twice', encodeURIComponent(destination)],
  ])('refuses a destination of %s', async (_, Destination) => {
    await start()
    const SigninToken = await tokenFor('developer')
    expect((await ask({ Action: 'login', Issuer: 'x', Destination, SigninToken })).status).toBe(400)
  })

  it('takes a token for 15 minutes, and wants an issuer', async () => {
    await start()
    const SigninToken = await tokenFor('developer')
    const login = { Action: 'login', Issuer: 'x', Destination: destination, SigninToken }
    const statuses = [(await ask({ ...login, Issuer: '' })).status]
    standIn.clock.advance(14 * 60)
    statuses.push((await ask(login)).status)
    standIn.clock.advance(61)
    statuses.push((await ask(login)).status)
    expect(statuses).toEqual([400, 200, 400])
  })

  it('signs out and goes on to its own login alone', async () => {
    await start()
    const { federation } = standIn.urls
    const logout = async (redirect: string) => {
      const url = `${federation}/oauth?${new URLSearchParams({ Action: 'logout', redirect_uri: redirect })}`
      const reply = await fetch(url, { redirect: 'manual' })
      return [reply.status, reply.headers.get('location')]
    }
    const next = `${federation}/federation?Action=login`
    expect([await logout(next), await logout('https://evil.example/federation?')]).toEqual([
      [302, next],
      [400, null],
    ])
  })
})
