import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  deviceRegistration,
  pkceRegistration,
  pollDevice,
  postOidc,
  register,
  startDevice,
  startUrlOf,
} from '../../../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'

let standIn: StandIn
let base: string
beforeEach(async () => {
  standIn = await startStandIn({ regions: ['us-east-1', 'eu-west-1'], speed: 0 })
  base = standIn.env.AWS_ENDPOINT_URL_SSO_OIDC ?? ''
})
afterEach(() => standIn.close())

const post = (body: unknown, at = base) => postOidc(at, '/device_authorization', body)

describe('StartDeviceAuthorization', () => {
  it('gives a code to compare and a page that has it filled in (T12)', async () => {
    const { deviceCode, userCode, verificationUri, verificationUriComplete, expiresIn, interval } =
      await startDevice(standIn)
    expect({ deviceCode, userCode, verificationUri, verificationUriComplete, expiresIn, interval }).toEqual({
      deviceCode: expect.stringMatching(/^CNRY/),
      userCode: expect.stringMatching(/^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/),
      verificationUri: `${base}/device`,
      verificationUriComplete: `${base}/device?user_code=${userCode}`,
      expiresIn: 600,
      interval: 1,
    })
  })

  it.each<[what: string, wrong: object, status: number, type: string]>([
    ['no client', { clientId: undefined }, 400, 'InvalidRequestException'],
    ['an unknown client', { clientId: 'x' }, 401, 'InvalidClientException'],
    ['another secret', { clientSecret: 'x' }, 401, 'InvalidClientException'],
    ['no start URL', { startUrl: undefined }, 400, 'InvalidRequestException'],
    [
      'an unknown start URL',
      { startUrl: 'https://d-0000000000.awsapps.com/start' },
      400,
      'InvalidRequestException',
    ],
  ])('refuses %s', async (_what, wrong, status, type) => {
    const { clientId, clientSecret } = await register(base, deviceRegistration())
    const reply = await post({ clientId, clientSecret, startUrl: startUrlOf(standIn), ...wrong })
    expect([reply.status, reply.type]).toEqual([status, type])
  })

  it('refuses a registration for the code flow, one that has expired, one of another region, and a start URL of another region', async () => {
    const startUrl = startUrlOf(standIn)
    const elsewhere = standIn.urls.ssoOidc['eu-west-1'] ?? ''
    const [device, pkce] = [
      await register(base, deviceRegistration()),
      await register(base, pkceRegistration(standIn)),
    ]
    const abroad = await register(elsewhere, deviceRegistration())
    const types = [
      (await post({ ...pkce, startUrl })).type,
      (await post({ ...device, startUrl }, elsewhere)).type,
      (await post({ ...abroad, startUrl }, elsewhere)).type,
    ]
    standIn.clock.advance(90 * 86_400)
    types.push((await post({ ...device, startUrl })).type)
    expect(types).toEqual([
      'UnauthorizedClientException',
      'InvalidRequestException',
      'InvalidRequestException',
      'InvalidClientException',
    ])
  })

  it.each(['/', '#', '/#/', '#/device'])('takes the start URL with %s after it', async (after) => {
    const client = await register(base, deviceRegistration())
    expect((await post({ ...client, startUrl: `${startUrlOf(standIn)}${after}` })).status).toBe(200)
  })
})

describe('CreateToken with a device code', () => {
  it('waits for the person, gives tokens once, and no more', async () => {
    const device = await startDevice(standIn)
    const before = await pollDevice(device)
    await standIn.approveDevice(device.userCode, 'bob')
    const [first, second] = [await pollDevice(device), await pollDevice(device)]
    expect([before.type, first.status, first.body, second.type]).toEqual([
      'AuthorizationPendingException',
      200,
      {
        accessToken: expect.any(String),
        tokenType: 'Bearer',
        expiresIn: 3600,
        refreshToken: expect.any(String),
      },
      'InvalidGrantException',
    ])
  })

  it('has the error in the body and the type in the header, as AWS writes them', async () => {
    const { body, headers, status } = await pollDevice(await startDevice(standIn))
    expect([status, headers.get('x-amzn-errortype'), body]).toEqual([
      400,
      'AuthorizationPendingException:http://internal.amazon.com/coral/com.amazonaws.sso.oidc/',
      { error: 'authorization_pending', error_description: 'The user has not answered yet.' },
    ])
  })

  it('wants a second between polls, and after each that comes too soon five more', async () => {
    const device = await startDevice(standIn)
    const seen: (string | undefined)[] = []
    for (const seconds of [0, 0, 0, 5, 11, 15, 16]) {
      standIn.clock.advance(seconds)
      seen.push((await pollDevice(device)).body.error as string)
    }
    // Two are free, as AWS's CLI asks twice before it first waits; then 1, 6, 11 and 16 seconds are wanted.
    expect(seen).toEqual([
      'authorization_pending',
      'authorization_pending',
      'slow_down',
      'slow_down',
      'authorization_pending',
      'authorization_pending',
      'authorization_pending',
    ])
  })

  it('judges the spacing from the first poll on when told to', async () => {
    standIn.identityCenter.change({ deviceFreePolls: 1 })
    const device = await startDevice(standIn)
    expect([(await pollDevice(device)).type, (await pollDevice(device)).type]).toEqual([
      'AuthorizationPendingException',
      'SlowDownException',
    ])
  })

  it('answers a poll that comes too soon all the same once the person has answered', async () => {
    const device = await startDevice(standIn)
    for (let polls = 0; polls < 3; polls += 1) await pollDevice(device)
    await standIn.denyDevice(device.verificationUriComplete)
    expect((await pollDevice(device)).type).toBe('AccessDeniedException')
  })

  it('ends after ten minutes, for the device and for the person', async () => {
    const device = await startDevice(standIn)
    standIn.clock.advance(599)
    const before = await pollDevice(device)
    standIn.clock.advance(1)
    expect([before.type, (await pollDevice(device)).type]).toEqual([
      'AuthorizationPendingException',
      'ExpiredTokenException',
    ])
    await expect(standIn.approveDevice(device.userCode)).rejects.toThrow('has expired')
  })

  it('refuses an unknown code, none, one of another client, and a client of the code flow', async () => {
    const [device, other] = [await startDevice(standIn), await startDevice(standIn)]
    const { clientId, clientSecret } = await register(base, pkceRegistration(standIn))
    const replies = [
      await pollDevice(device, { deviceCode: 'x' }),
      await pollDevice(device, { deviceCode: undefined }),
      await pollDevice(device, { deviceCode: other.deviceCode }),
      await pollDevice(device, { clientId, clientSecret }),
      await pollDevice(device, { grantType: 'authorization_code' }),
    ]
    expect(replies.map(({ type }) => type)).toEqual([
      'InvalidGrantException',
      'InvalidRequestException',
      'InvalidGrantException',
      'UnauthorizedClientException',
      'UnauthorizedClientException',
    ])
  })

  it('gives a registration without scopes all of the session and no refresh token', async () => {
    const device = await startDevice(standIn, { scopes: undefined })
    await standIn.approveDevice(device.userCode)
    expect((await pollDevice(device)).body).toEqual({
      accessToken: expect.any(String),
      tokenType: 'Bearer',
      expiresIn: 8 * 3600,
    })
  })

  it('answers by itself when told to, at once or after some polls', async () => {
    standIn.autoApproveSso('alice')
    const atOnce = await pollDevice(await startDevice(standIn))
    standIn.identityCenter.change({ deviceAutoApproveAfterPolls: 1 })
    const later = await startDevice(standIn)
    const types = [atOnce.status, (await pollDevice(later)).type, (await pollDevice(later)).status]
    standIn.identityCenter.change({ deviceAutoApproveAfterPolls: 0 })
    standIn.autoApproveSso('deny')
    types.push((await pollDevice(await startDevice(standIn))).type)
    expect(types).toEqual([200, 'AuthorizationPendingException', 200, 'AccessDeniedException'])
  })
})

describe('the device page', () => {
  const page = async (query: string) => {
    const reply = await fetch(`${base}/device${query}`)
    return [reply.status, /<h1>(.*?)<\/h1>/.exec(await reply.text())?.[1]]
  }

  it('takes the code in any case, with or without its dash, and knows no other', async () => {
    const { userCode } = await startDevice(standIn)
    const asked = [200, 'Does your device show this code?']
    expect([
      await page(''),
      await page(`?user_code=${userCode}`),
      await page(`?user_code=${userCode.toLowerCase().replace('-', '')}`),
      await page('?user_code=AAAA-AAAA'),
    ]).toEqual([[200, 'Enter the code your device shows'], asked, asked, [400, 'That did not work']])
  })

  it('takes one answer, from its own form', async () => {
    const device = await startDevice(standIn)
    const html = await (await fetch(device.verificationUriComplete)).text()
    const ticket = /name="ticket" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const send = async (form: Readonly<Record<string, string>>) =>
      (await fetch(`${base}/device/decision`, { method: 'POST', body: new URLSearchParams(form) })).status
    expect([
      await send({ ticket: 'x', decision: 'allow', user: 'alice' }),
      await send({ ticket, decision: 'allow', user: 'alice' }),
      await send({ ticket, decision: 'deny' }),
      await page(`?user_code=${device.userCode}`),
    ]).toEqual([400, 200, 400, [400, 'That did not work']])
  })

  it('escapes the name a client gave itself', async () => {
    const { verificationUriComplete } = await startDevice(standIn, {
      clientName: '<script>alert(1)</script>',
    })
    const html = await (await fetch(verificationUriComplete)).text()
    expect([html.includes('<script'), html.includes('&#60;script')]).toEqual([false, true])
  })
})
