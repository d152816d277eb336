import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { controlCall } from '../../../aws/signin-control-client.ts'
import { type Network, networkHeader } from '../../../aws/signin-policy/network.ts'
import { pollDevice, ssoSignIn, startDevice } from '../../../aws/sso-test-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'
import {
  authorizedGrant,
  authorizeUrl,
  dpopProof,
  newProofKey,
  newVerifier,
  postToken,
  refresh,
  signIn,
} from '../../../aws/test-client.ts'

const account = '111122223333'
const office: Network = { sourceIp: '203.0.113.9' }

let standIn: StandIn
beforeEach(async () => {
  standIn = await startStandIn()
})
afterEach(() => standIn.close())

async function locked(statement: object, who = 'developer', targetId?: string): Promise<void> {
  const statementReply = await controlCall(standIn, who, 'put-resource-permission-statement', statement)
  const by = targetId === undefined ? who : 'management'
  const onReply = await controlCall(standIn, by, 'put-console-authorization-configuration', { targetId })
  expect([statementReply.status, onReply.status]).toEqual([200, 200])
}

/** What becomes of a person who signs in: `code`, or the page's words. */
async function outcome(principal: string): Promise<string> {
  try {
    const url = authorizeUrl(standIn.env.AWS_ENDPOINT_URL_SIGNIN ?? '', newVerifier().codeChallenge)
    const sentTo = await standIn.approve(url, principal)
    return sentTo.searchParams.has('code') ? 'code' : `${sentTo.searchParams.get('error')}`
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}

const before = expect.stringContaining('403: Sign-in is refused')
const refused = [403, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS']

describe('a lock-out', () => {
  it('is lived through, and undone with credentials', async () => {
    const session = await signIn(standIn, { principal: 'developer' })
    await controlCall(standIn, 'developer', 'put-resource-permission-statement', {
      sourceIp: '203.0.113.0/24',
      excludedPrincipal: `arn:aws:iam::${account}:role/BreakGlass`,
    })
    const inert = await outcome('developer')
    await controlCall(standIn, 'developer', 'put-console-authorization-configuration', {})
    const all = ['developer', 'bob', 'emergency', 'break-glass', 'administrator', 'root']
    const people: string[] = []
    for (const principal of all) people.push(await outcome(principal))
    const renewal = await refresh(standIn, session)
    const counted = standIn.counters.snapshot().decision?.outcomes['refused:before-sign-in']
    const way = await controlCall(standIn, 'emergency', 'delete-console-authorization-configuration', {})
    expect([inert, people, [renewal.status, renewal.type, renewal.body.error], counted]).toEqual([
      'code',
      [before, before, before, 'code', 'code', 'code'],
      refused,
      3,
    ])
    expect([way.status, await outcome('developer'), (await refresh(standIn, session)).status]).toEqual([
      200,
      'code',
      200,
    ])
  })

  it('ends on the right network, for everybody or for one request alone', async () => {
    await locked({ sourceIp: '203.0.113.0/24' })
    standIn.network(office)
    const there = await outcome('developer')
    const url = authorizeUrl(standIn.env.AWS_ENDPOINT_URL_SIGNIN ?? '', newVerifier().codeChallenge)
    standIn.autoApprove('developer')
    const visit = async (network: string): Promise<number> =>
      (await fetch(url, { redirect: 'manual', headers: { [networkHeader]: network } })).status
    const statuses = [
      await visit(JSON.stringify({ sourceIp: '198.51.100.7' })),
      await visit(JSON.stringify(office)),
      await visit('{"sourceIp":"here"}'),
    ]
    standIn.network()
    standIn.autoApprove(undefined)
    expect([there, statuses, await outcome('developer')]).toEqual(['code', [403, 302, 400], before])
  })

  it('by a VPC holds in its region, before and after sign-in', async () => {
    const vpc = { sourceVpc: 'vpc-0123456789abcdef0', requestedRegion: 'us-east-1' }
    await locked({ ...vpc, excludedPrincipal: `arn:aws:iam::${account}:user/EmergencyAdmin` })
    const seen: unknown[] = []
    for (const network of [
      { sourceVpc: vpc.sourceVpc },
      { sourceVpc: 'vpc-00000000' },
      { requestedRegion: 'eu-west-1', sourceIp: '198.51.100.7' },
    ]) {
      standIn.network(network)
      seen.push([await outcome('developer'), await outcome('emergency')])
    }
    expect(seen).toEqual([
      ['code', 'code'],
      [before, 'code'],
      ['code', 'code'],
    ])
  })

  it('tells a token that is asked for through another endpoint', async () => {
    const place = { sourceVpc: 'vpc-0123456789abcdef0', requestedRegion: 'us-east-1' }
    await locked({ signinSourceVpce: 'vpce-0signin00', requestedRegion: 'us-east-1' })
    standIn.network({ ...place, signinSourceVpce: 'vpce-0signin00', consoleSourceVpce: 'vpce-0console0' })
    const { base, body } = await authorizedGrant(standIn)
    const reply = await postToken(
      base,
      body,
      dpopProof(newProofKey(), `${base}/v1/token`, standIn.clock.now()),
    )
    expect([reply.status, reply.type, reply.body.error]).toEqual(refused)
  })

  it('reaches the accounts of an organization that have statements, and no others', async () => {
    await locked({ sourceIp: '203.0.113.0/24' }, 'developer', 'o-acme123456')
    expect([await outcome('developer'), await outcome('administrator'), await outcome('root')]).toEqual([
      before,
      'code',
      'code',
    ])
  })

  it('is seen by the page only when the change has reached its region', async () => {
    standIn.signinControl.change({ homePropagationSeconds: 60 })
    await locked({ sourceIp: '203.0.113.0/24' })
    const first = await outcome('developer')
    standIn.clock.advance(61)
    expect([first, await outcome('developer')]).toEqual(['code', before])
  })

  it('after sign-in has a page of its own, for whoever moved while the page was open', async () => {
    await locked({ sourceIp: '203.0.113.0/24' })
    const url = authorizeUrl(standIn.env.AWS_ENDPOINT_URL_SIGNIN ?? '', newVerifier().codeChallenge)
    const pages: string[] = []
    for (const way of [
      [office, { sourceIp: '198.51.100.7' }],
      [{ sourceIp: '198.51.100.7' }, office],
    ]) {
      const [opened, decided] = way.map((network) => ({ [networkHeader]: JSON.stringify(network) }))
      const page = await (await fetch(url, { headers: opened ?? {} })).text()
      const ticket = /name="ticket" value="([^"]+)"/.exec(page)?.[1] ?? ''
      const reply = await fetch(new URL('authorize/decision', url), {
        method: 'POST',
        headers: decided ?? {},
        body: new URLSearchParams({ ticket, decision: 'allow', principal: 'developer' }),
        redirect: 'manual',
      })
      pages.push(`${reply.status}: ${/<h1>(.*)<\/h1>/.exec(await reply.text())?.[1] ?? 'the client'}`)
    }
    expect(pages).toEqual(['403: You were recognised, and then refused', '302: the client'])
  })
})

describe('users of IAM Identity Center', () => {
  async function portal(user: string): Promise<string> {
    try {
      await ssoSignIn(standIn, { user })
      return 'signed in'
    } catch (error) {
      return error instanceof Error ? error.message : ''
    }
  }

  it('are caught wherever they are, if they have a role in an account that refuses them', async () => {
    await locked({ sourceIp: '203.0.113.0/24' })
    standIn.network(office)
    expect([await portal('alice'), await portal('bob')]).toEqual([before, before])
    standIn.signinControl.change({ portalUsers: 'every-account' })
    expect(await portal('alice')).toBe('signed in')
  })

  it('are caught on the page of a device code too, and the code waits on', async () => {
    await locked({ sourceIp: '203.0.113.0/24' })
    const device = await startDevice(standIn)
    const { userCode } = device
    await expect(standIn.approveDevice(userCode, 'bob')).rejects.toThrow('Sign-in is refused')
    standIn.autoApproveSso('bob')
    const waiting = (await pollDevice(device)).body.error
    await controlCall(standIn, 'emergency', 'delete-console-authorization-configuration', {})
    expect([waiting, (await pollDevice(device)).status]).toEqual(['authorization_pending', 200])
  })
})

describe('the control door', () => {
  async function control(name: string, body?: unknown): Promise<readonly unknown[]> {
    const reply = await fetch(`${standIn.urls.control}/${name}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { Authorization: `Bearer ${standIn.controlToken}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    return [reply.status, await reply.json()]
  }

  it('moves everybody to another network and back', async () => {
    expect([
      await control('network', office),
      await control('network', { sourceIp: '203.0.113.9', sourceVpc: 'vpc-00000000' }),
      await control('network', { sourceIp: 'here' }),
      await control('network', { address: '203.0.113.9' }),
      await control('network', {}),
    ]).toEqual([
      [200, office],
      [400, { message: 'A request has a public address or a VPC, never both.' }],
      [400, { message: 'sourceIp cannot be "here".' }],
      [400, { message: 'A network has no address.' }],
      [200, { sourceIp: '198.51.100.7' }],
    ])
  })

  it('changes settings, hands out credentials and says how things stand', async () => {
    await locked({ sourceIp: '203.0.113.0/24' })
    expect([
      (await control('signin-control', { statementQuota: 7 }))[1],
      await control('signin-control', { statementQuota: -1 }),
      await control('signin-control', { quota: 1 }),
      await control('access-key', { principal: 'emergency', longTerm: true }),
      await control('access-key', { principal: 'break-glass', longTerm: true }),
      await control('signin-control'),
    ]).toEqual([
      standIn.signinControl.settings,
      [400, { message: 'statementQuota cannot be -1.' }],
      [400, { message: 'There is no setting quota.' }],
      [200, { accessKeyId: expect.stringMatching(/^AKIA/), secretAccessKey: expect.any(String) }],
      [400, { message: 'A role such as break-glass has no key without an end.' }],
      [
        200,
        {
          settings: standIn.signinControl.settings,
          network: { sourceIp: '198.51.100.7' },
          organizations: standIn.signinControl.organizations,
          enabledTargets: [account],
        },
      ],
    ])
  })
})
