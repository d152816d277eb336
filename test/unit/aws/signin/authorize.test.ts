import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { crossDevice } from '../../../aws/signin/authorize-request.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import { authorizeUrl, newVerifier } from '../../../aws/test-client.ts'

const { codeChallenge } = newVerifier()
const redirectUri = 'http://127.0.0.1:50000/oauth/callback'
const state = '0d3f6e1a-9a55-4e0b-8f1d-7c2f51b3a9d4'

let standIn: StandIn
let base: string
beforeAll(async () => {
  standIn = await startStandIn()
  base = standIn.env.AWS_ENDPOINT_URL_SIGNIN ?? ''
})
afterAll(() => standIn.close())

describe('GET /v1/authorize', () => {
  it('asks a person, and sends the code and the state to the redirect URI', async () => {
    const sentTo = await standIn.approve(authorizeUrl(base, codeChallenge, { state }), 'bob')
    expect([
      sentTo.origin + sentTo.pathname,
      [...sentTo.searchParams.keys()],
      sentTo.searchParams.get('state'),
    ]).toEqual([redirectUri, ['code', 'state'], state])
  })

  it('sends access_denied and the state when the person says no', async () => {
    const sentTo = await standIn.deny(authorizeUrl(base, codeChallenge, { state }))
    expect(sentTo.href).toBe(`${redirectUri}?error=access_denied&state=${state}`)
  })

  it('shows every principal, the client, the region and where it goes, and lets no other site in', async () => {
    const page = await fetch(authorizeUrl(base, codeChallenge))
    const html = (await page.text()).replaceAll('<wbr>', '')
    const shown = [...standIn.principals.all.map(({ arn }) => arn), 'us-east-1', redirectUri]
    expect(shown.filter((text) => !html.includes(text))).toEqual([])
    expect(html).not.toContain('<script')
    expect(page.headers.get('cache-control')).toBe('no-store')
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  it('answers at once when told to, as anybody or with a no', async () => {
    const answers: (string | null)[] = []
    for (const answer of ['root', 'deny']) {
      standIn.autoApprove(answer)
      const reply = await fetch(authorizeUrl(base, codeChallenge), { redirect: 'manual' })
      const sentTo = new URL(reply.headers.get('location') ?? '')
      answers.push(sentTo.searchParams.has('code') ? 'code' : sentTo.searchParams.get('error'))
    }
    standIn.autoApprove(undefined)
    expect(answers).toEqual(['code', 'access_denied'])
  })

  it('denies a principal that may not do signin:AuthorizeOAuth2Access', async () => {
    standIn.principals.deny(['signin:AuthorizeOAuth2Access'], 'bob')
    const sentTo = await standIn.approve(authorizeUrl(base, codeChallenge), 'bob')
    standIn.principals.deny([], 'bob')
    expect(sentTo.searchParams.get('error')).toBe('access_denied')
  })

  it.each<[name: string, wrong: Readonly<Record<string, string | undefined>>]>([
    ['response_type', { response_type: 'token' }],
    ['response_type', { response_type: undefined }],
    ['client_id', { client_id: 'arn:aws:signin:::devtools/other' }],
    ['client_id', { client_id: undefined }],
    ['state', { state: undefined }],
    ['state', { state: 'short' }],
    ['code_challenge', { code_challenge: undefined }],
    ['code_challenge', { code_challenge: codeChallenge.slice(1) }],
    ['code_challenge', { code_challenge: `${codeChallenge}=` }],
    ['code_challenge', { code_challenge: codeChallenge.slice(1) + '+' }],
    ['code_challenge_method', { code_challenge_method: 'S256' }],
    ['code_challenge_method', { code_challenge_method: 'plain' }],
    ['code_challenge_method', { code_challenge_method: undefined }],
    ['scope', { scope: 'openid profile' }],
    ['scope', { scope: undefined }],
    ['redirect_uri', { redirect_uri: undefined }],
    ['redirect_uri', { redirect_uri: 'http://localhost:50000/oauth/callback' }],
    ['redirect_uri', { redirect_uri: 'http://127.0.0.1/oauth/callback' }],
    ['redirect_uri', { redirect_uri: 'http://127.0.0.1:70000/oauth/callback' }],
    ['redirect_uri', { redirect_uri: 'http://127.0.0.1:50000/oauth/callback/' }],
    ['redirect_uri', { redirect_uri: 'http://127.0.0.1:50000/oauth/callback?a=b' }],
    ['redirect_uri', { redirect_uri: 'https://127.0.0.1:50000/oauth/callback' }],
    ['redirect_uri', { redirect_uri: 'http://127.0.0.1:50000@evil.example/oauth/callback' }],
    ['redirect_uri', { client_id: crossDevice }],
    [
      'redirect_uri',
      { redirect_uri: 'https://evil.example/v1/sessions/confirmation', client_id: crossDevice },
    ],
    ['resource', { resource: 'x' }],
  ])('refuses a wrong %s: %j (T10)', async (name, wrong) => {
    const reply = await fetch(authorizeUrl(base, codeChallenge, wrong), { redirect: 'manual' })
    expect([reply.status, await reply.text()]).toEqual([
      400,
      expect.stringContaining(`The parameter ${name} `),
    ])
  })

  it('refuses the same parameter twice', async () => {
    const url = `${authorizeUrl(base, codeChallenge)}&state=${state}`
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(400)
  })
})

describe('POST /v1/authorize/decision', () => {
  async function ticket(): Promise<string> {
    const html = await (await fetch(authorizeUrl(base, codeChallenge))).text()
    return /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? ''
  }
  async function decide(form: Readonly<Record<string, string>>): Promise<number> {
    const body = new URLSearchParams(form)
    const reply = await fetch(`${base}/v1/authorize/decision`, { method: 'POST', body, redirect: 'manual' })
    return reply.status
  }

  it('takes one answer to each page, and none without a page', async () => {
    const answer = { ticket: await ticket(), decision: 'allow', principal: 'root' }
    expect([
      await decide(answer),
      await decide(answer),
      await decide({ ...answer, ticket: 'made-up' }),
    ]).toEqual([302, 400, 400])
  })

  it('refuses an answer without a principal, or for one who is not there', async () => {
    expect([
      await decide({ ticket: await ticket(), decision: 'allow' }),
      await decide({ ticket: await ticket(), decision: 'allow', principal: 'mallory' }),
      await decide({ ticket: await ticket(), principal: 'root' }),
    ]).toEqual([400, 400, 400])
  })

  it('refuses a page that was open for over ten minutes', async () => {
    const late = await ticket()
    standIn.clock.advance(601)
    const status = await decide({ ticket: late, decision: 'allow', principal: 'root' })
    standIn.clock.setOffset(0)
    expect(status).toBe(400)
  })
})

describe('GET /v1/sessions/confirmation', () => {
  it('shows the text to paste on the other device', async () => {
    const asked = { client_id: crossDevice, redirect_uri: `${base}/v1/sessions/confirmation`, state }
    const sentTo = await standIn.approve(authorizeUrl(base, codeChallenge, asked))
    const html = await (await fetch(sentTo)).text()
    const paste = /<textarea[^>]*>([^<]*)</.exec(html)?.[1] ?? ''
    expect(Buffer.from(paste, 'base64').toString()).toBe(
      `state=${state}&code=${sentTo.searchParams.get('code')}`,
    )
  })

  it('says so when the person said no, and when there is nothing to confirm', async () => {
    const said = await Promise.all(
      ['?error=access_denied&state=x', ''].map(async (query) => {
        const page = await fetch(`${base}/v1/sessions/confirmation${query}`)
        return [page.status, /<h1>([^<]*)/.exec(await page.text())?.[1]]
      }),
    )
    expect(said).toEqual([
      [200, 'You said no'],
      [400, 'That did not work'],
    ])
  })
})
