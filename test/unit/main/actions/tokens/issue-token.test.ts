import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { RefusalError } from '../../../../../main/kernel/errors.ts'
import type { TokenPlanView } from '../../../../../preload/contract/token-views.ts'
import { asked, errorOf, refused, replied, replyTime } from '../../../../fakes/signin-service-rig.ts'
import { asking, tokenScene } from '../../../../fakes/token-scene.ts'

const resource = 'aws-mcp.amazonaws.com'
const issued = { access_token: 'ASOAcanary', token_type: 'Bearer', expires_in: 3600 }
const iam = { ...asking, kind: 'iam', resource } as const

describe('issueToken', () => {
  it('shows the plan, takes a grant of the channel "token", and asks in the session’s region', async () => {
    const { actions, granted, http, run } = tokenScene({}, replied(issued))
    const plans: TokenPlanView[] = []
    const prompts = { tell: () => undefined }
    const consumer = { pid: 5, parentPid: 4 }
    const token = await run(
      actions.issueToken({ ...iam, consumer }, prompts, (plan) => {
        plans.push(plan)
        expect([granted, http.requests]).toEqual([[], []])
      }),
    )
    const { signal } = asking
    expect([plans, granted, asked(http.requests[0]).line, token?.grant]).toEqual([
      [
        {
          action: 'issue',
          operation: 'CreateOAuth2TokenWithIAM',
          profile: 'dev',
          region: 'eu-central-1',
          host: 'eu-central-1.oauth.signin.aws',
          resource,
          durationSeconds: null,
        },
      ],
      [{ profile: 'dev', channel: 'token', prompts, signal, consumer }],
      'POST https://eu-central-1.oauth.signin.aws/v1/token?x-amz-client-auth-method=iam',
      { kind: 'iam', profile: 'dev', region: 'eu-central-1', resource, expiresAt: replyTime + 3_600_000 },
    ])
    expect(token?.accessToken.reveal()).toBe('ASOAcanary')
  })

  it('does not show its token by accident (T23)', async () => {
    const { actions, run } = tokenScene({}, replied(issued))
    const token = await run(actions.issueToken(iam, {}, () => undefined))
    expect(
      [inspect(token, { depth: 9 }), JSON.stringify(token), `${token?.accessToken}`].join(),
    ).not.toContain('canary')
  })

  it('the profile’s own region goes before its session’s', async () => {
    const config = '[profile dev]\nregion = ap-southeast-2\n'
    const { actions, http, run } = tokenScene({ config }, replied(issued))
    await run(actions.issueToken(iam, {}, () => undefined))
    expect(asked(http.requests[0])).toMatchObject({
      line: expect.stringContaining('//ap-southeast-2.oauth.signin.aws/'),
      scope: 'ap-southeast-2/signin/aws4_request',
    })
  })

  it('a bearer token of a duration comes from the data plane', async () => {
    const { actions, http, run } = tokenScene({}, replied(issued))
    const plans: TokenPlanView[] = []
    const request = { ...iam, kind: 'bearer', resource: 'ecr.amazonaws.com', durationSeconds: 900 } as const
    await run(actions.issueToken(request, {}, (plan) => plans.push(plan)))
    expect([
      plans[0]?.operation,
      plans[0]?.host,
      plans[0]?.durationSeconds,
      asked(http.requests[0]).body,
    ]).toEqual([
      'CreateBearerToken',
      'eu-central-1.signin.aws.amazon.com',
      900,
      { grant_type: 'client_credentials', resource: 'ecr.amazonaws.com', duration: 900 },
    ])
  })

  it('a dry run takes no credentials and sends nothing', async () => {
    const { actions, granted, http, run } = tokenScene({})
    const plans: TokenPlanView[] = []
    expect(
      await run(actions.issueToken({ ...iam, dryRun: true }, {}, (plan) => plans.push(plan))),
    ).toBeUndefined()
    expect([plans.length, granted, http.requests]).toEqual([1, [], []])
  })

  it.each([
    [{ resource: '' }, 'resource-invalid'],
    [{ kind: 'bearer', durationSeconds: 1 } as const, 'request-malformed'],
    [{ profile: 'nobody' }, 'profile-unknown'],
    [{ profile: '__proto__' }, 'profile-unknown'],
  ])('refuses %j before it takes credentials', async (changes, code) => {
    const { actions, granted, http, run } = tokenScene({})
    const error = await errorOf(run(actions.issueToken({ ...iam, ...changes }, {}, () => undefined)))
    expect([error.code, granted, http.requests]).toEqual([code, [], []])
  })

  it('what the person, the policy or AWS says no to is said', async () => {
    const denial = new RefusalError('consent-denied', 'No.', 'approve')
    const denied = tokenScene({ issue: () => Promise.reject(denial) })
    expect(await errorOf(denied.run(denied.actions.issueToken(iam, {}, () => undefined)))).toBe(denial)
    const { actions, run } = tokenScene({}, refused(403, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS'))
    expect(await errorOf(run(actions.issueToken(iam, {}, () => undefined)))).toMatchObject({
      code: 'insufficient-permissions',
    })
  })
})
