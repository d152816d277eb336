import { describe, expect, it } from 'vitest'
import { RefusalError, UnavailableError } from '../../../../../main/kernel/errors.ts'
import { principalArn, signInSession } from '../../../../fakes/session-records.ts'
import { asked, refused, repliedNothing } from '../../../../fakes/signin-service-rig.ts'
import { tokenScene } from '../../../../fakes/token-scene.ts'

const { signal } = new AbortController()
const revoked = { isRevoked: true, why: null }

describe('revokeSession', () => {
  it('revokes the newest refresh token of the session, in its own region, with its own credentials', async () => {
    const scene = tokenScene(
      {
        config: '[profile dev]\nregion = us-west-2\n',
        issue: () =>
          scene.vault.update((contents) => ({
            ...contents,
            sessions: [signInSession({ refreshToken: 'ASORrotated' })],
          })),
      },
      repliedNothing,
    )
    expect(await scene.run(scene.revokeSession(signInSession(), {}, signal))).toEqual(revoked)
    expect([scene.granted, asked(scene.http.requests[0])]).toEqual([
      [{ profile: 'dev', channel: 'token', prompts: {}, signal }],
      {
        line: 'POST https://eu-central-1.oauth.signin.aws/v1/revoke?x-amz-client-auth-method=iam',
        type: 'application/json',
        body: { token: 'ASORrotated' },
        scope: 'eu-central-1/signin/aws4_request',
      },
    ])
  })

  it('never with a role that is assumed from it', async () => {
    const chain = { source: 'main', roleArn: 'arn:aws:iam::444455556666:role/Admin' }
    const profiles = { admin: chain, main: principalArn }
    const scene = tokenScene({ profiles }, repliedNothing)
    await scene.run(scene.revokeSession(signInSession(), {}, signal))
    expect(scene.granted.map(({ profile }) => profile)).toEqual(['main'])
  })

  it.each([
    [
      'has another form',
      signInSession({ refreshToken: 'eyJcanary' }),
      /^AWS revokes refresh tokens that begin with ASOR/,
    ],
    [
      'ended before',
      signInSession({ ended: { code: 'session-expired', at: 1 } }),
      /^AWS had ended it before\.$/,
    ],
    ['serves no profile', signInSession({ id: 'other' }), /^No profile is served by it/],
  ])('asks nothing of AWS where the session %s', async (_, session, why) => {
    const scene = tokenScene({ sessions: [session] })
    const told = await scene.run(scene.revokeSession(session, {}, signal))
    expect([told, scene.granted, scene.http.requests]).toEqual([
      { isRevoked: false, why: expect.stringMatching(why) },
      [],
      [],
    ])
  })

  it('says why AWS, the network or a policy did not let it', async () => {
    const whyOf = async (scene: ReturnType<typeof tokenScene>) =>
      (await scene.run(scene.revokeSession(signInSession(), {}, signal))).why
    const broke = new UnavailableError('timed-out', 'AWS did not answer in time.')
    expect([
      await whyOf(tokenScene({}, refused(403, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS'))),
      await whyOf(tokenScene({}, broke)),
      await whyOf(tokenScene({ issue: () => Promise.reject(new RefusalError('consent-denied', 'No.')) })),
    ]).toEqual([
      'AWS Sign-In does not let this principal revoke tokens. The token still works. It needs the action signin:RevokeOAuth2Token.',
      'AWS did not answer in time.',
      'No.',
    ])
  })

  it('a mistake of ours is not dressed up as a reason', async () => {
    const scene = tokenScene({ issue: () => Promise.reject(new TypeError('ours')) })
    await expect(scene.run(scene.revokeSession(signInSession(), {}, signal))).rejects.toThrow('ours')
  })
})
