import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { controlCall, type SignedCall, signedPost } from '../../../aws/signin-control-client.ts'
import { type StandIn, startStandIn } from '../../../aws/stand-in.ts'

const put = 'put-console-authorization-configuration'
const get = 'get-console-authorization-configuration'
const remove = 'delete-console-authorization-configuration'

let standIn: StandIn
beforeEach(async () => {
  standIn = await startStandIn({ regions: ['us-east-1', 'eu-west-1'] })
})
afterEach(() => standIn.close())

async function call(who: string, path: string, body?: unknown, more: Partial<SignedCall> = {}) {
  const { body: reply, status, type } = await controlCall(standIn, who, path, body, more)
  return status === 200 ? reply : [status, type, reply.error]
}
const configuration = (targetId: string, scope: string, consoleAuthorizationEnabled: boolean) => ({
  ...{ targetId, scope, consoleAuthorizationEnabled },
})

describe('console authorization', () => {
  it("is turned on and off for the caller's own account, again and again", async () => {
    const said = []
    for (const path of [get, put, put, get, remove, remove, get]) said.push(await call('developer', path, {}))
    const own = (enabled: boolean) => configuration('111122223333', 'ACCOUNT', enabled)
    expect(said).toEqual([false, true, true, true, false, false, false].map(own))
  })

  it.each([
    ['o-acme123456', 'ORGANIZATION'],
    ['r-acme12345678', 'ROOT'],
  ])('of %s is for the management account, and covers its accounts', async (targetId, scope) => {
    const refused = await call('developer', put, { targetId })
    const done = await call('management', put, { targetId })
    const covered = ['111122223333', '444455556666', '222233334444', '777788889999']
    expect([refused, done, covered.map((each) => standIn.signinControl.isEnforced(each))]).toEqual([
      [403, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS'],
      configuration(targetId, scope, true),
      [true, true, true, false],
    ])
  })

  const invalid = [400, 'ValidationException', 'INVALID_REQUEST']
  it.each<[what: string, body: unknown, refusal: readonly unknown[]]>([
    [
      'another account',
      { targetId: '444455556666' },
      [403, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS'],
    ],
    [
      'an organization that is not known',
      { targetId: 'o-0000000000' },
      [404, 'ResourceNotFoundException', 'RESOURCE_NOT_FOUND'],
    ],
    ['eleven digits', { targetId: '11112222333' }, invalid],
    ['a root of less than twelve characters', { targetId: 'r-acme' }, invalid],
    ['an empty target', { targetId: '' }, invalid],
    ['a member that is not known', { TargetId: '111122223333' }, invalid],
    ['a list', [], invalid],
    ['no body', undefined, invalid],
  ])('refuses %s', async (_what, body, refusal) => {
    expect(await call('developer', put, body)).toEqual(refusal)
  })

  it('takes changes in us-east-1 alone, and shows them elsewhere some time after', async () => {
    standIn.signinControl.change({ propagationSeconds: 60 })
    const elsewhere = await call('developer', put, {}, { region: 'eu-west-1' })
    await call('developer', put, {})
    const seen = []
    for (const seconds of [0, 59, 2]) {
      standIn.clock.advance(seconds)
      const { consoleAuthorizationEnabled } = (
        await controlCall(standIn, 'developer', get, {}, { region: 'eu-west-1' })
      ).body
      seen.push(consoleAuthorizationEnabled)
    }
    expect([elsewhere, seen]).toEqual([invalid, [false, false, true]])
  })

  it('can say that nothing was ever set', async () => {
    standIn.signinControl.change({ whenAbsent: 'not-found' })
    const said = [await call('bob', get, {}), await call('bob', remove, {})]
    await call('bob', put, {})
    said.push(await call('bob', remove, {}), await call('bob', get, {}))
    const missing = [404, 'ResourceNotFoundException', 'RESOURCE_NOT_FOUND']
    const off = configuration('111122223333', 'ACCOUNT', false)
    expect(said).toEqual([missing, missing, off, off])
  })
})

describe('a call of the control plane', () => {
  it('is refused to whom the action is denied, with the status of the model or of the API reference', async () => {
    standIn.principals.deny(['signin:PutConsoleAuthorizationConfiguration'], 'bob')
    const first = await call('bob', put, {})
    standIn.signinControl.change({ statuses: 'documented' })
    expect([first, await call('bob', put, {})]).toEqual([
      [403, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS'],
      [400, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS'],
    ])
  })

  it.each<[what: string, more: () => Partial<SignedCall>, type: string]>([
    ['another service', () => ({ service: 'sts' }), 'InvalidSignatureException'],
    ['another clock', () => ({ now: standIn.clock.now() - 600_000 }), 'InvalidSignatureException'],
    [
      'another secret',
      () => ({ key: { ...standIn.signinControl.accessKey('bob'), secretAccessKey: 'x' } }),
      'InvalidSignatureException',
    ],
    [
      'another token',
      () => ({ key: { ...standIn.signinControl.accessKey('bob'), sessionToken: 'x' } }),
      'UnrecognizedClientException',
    ],
    [
      'credentials that have ended',
      () => ({ key: standIn.signinControl.accessKey('bob', { seconds: 0 }) }),
      'ExpiredTokenException',
    ],
    [
      'a region that is another',
      () => ({ region: 'eu-west-1', url: `${standIn.urls.signinControl['us-east-1']}/${get}` }),
      'InvalidSignatureException',
    ],
  ])('signed for or with %s is refused', async (_what, more, type) => {
    const reply = await controlCall(standIn, 'bob', get, {}, more())
    expect([reply.status, reply.type]).toEqual([403, type])
  })

  it('is taken with a key without an end, and not with a token beside it', async () => {
    const key = standIn.signinControl.accessKey('emergency', { longTerm: true })
    const common = { url: `${standIn.urls.signinControl['us-east-1']}/${get}`, region: 'us-east-1', body: {} }
    const good = await signedPost({ ...common, key, now: standIn.clock.now() })
    const bad = await signedPost({ ...common, key: { ...key, sessionToken: 'x' }, now: standIn.clock.now() })
    expect([Object.keys(key), key.accessKeyId.slice(0, 4), good.status, bad.status]).toEqual([
      ['accessKeyId', 'secretAccessKey'],
      'AKIA',
      200,
      403,
    ])
    expect(() => standIn.signinControl.accessKey('break-glass', { longTerm: true })).toThrow(TypeError)
  })

  it.each([
    ['TooManyRequestsError', undefined, [429, 'TooManyRequestsError', 'INVALID_REQUEST']],
    ['ConflictException', undefined, [409, 'ConflictException', 'CONFLICT']],
    [
      'ServiceQuotaExceededException',
      undefined,
      [402, 'ServiceQuotaExceededException', 'SERVICE_QUOTA_EXCEEDED'],
    ],
    ['AccessDeniedException', 'TOKEN_EXPIRED', [401, 'AccessDeniedException', 'TOKEN_EXPIRED']],
    ['InternalServerException', undefined, [500, 'InternalServerException', 'server_error']],
  ])('answers the exception %s of the fault script', async (name, reason, refusal) => {
    const fault = { kind: 'exception', name, ...(reason === undefined ? {} : { reason }) } as const
    standIn.faults.add({ operation: 'get-console-authorization', fault })
    expect([await call('bob', get, {}), standIn.counters.calls('get-console-authorization')]).toEqual([
      refusal,
      1,
    ])
  })
})
