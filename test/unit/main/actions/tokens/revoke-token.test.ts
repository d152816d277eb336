import { describe, expect, it } from 'vitest'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'
import { asked, errorOf, refused, repliedNothing } from '../../../../fakes/signin-service-rig.ts'
import { asking, tokenScene } from '../../../../fakes/token-scene.ts'

const request = { ...asking, token: { file: undefined, cwd: '/home/me' } }

describe('revokeToken', () => {
  it('ends a refresh token that the person gives', async () => {
    const { actions, granted, http, run } = tokenScene({}, repliedNothing)
    const isRevoked = await run(actions.revokeToken(request, new ScriptedPrompts('ASORx'), () => undefined))
    expect([isRevoked, granted.map(({ channel }) => channel), asked(http.requests[0])]).toEqual([
      true,
      ['token'],
      {
        line: 'POST https://eu-central-1.oauth.signin.aws/v1/revoke?x-amz-client-auth-method=iam',
        type: 'application/json',
        body: { token: 'ASORx' },
        scope: 'eu-central-1/signin/aws4_request',
      },
    ])
  })

  it('takes it from a file, and says when others can read that', async () => {
    const { actions, files, http, run } = tokenScene({}, repliedNothing, repliedNothing)
    files.put('/home/me/t/token', new TextEncoder().encode('\nASORx\n'), 0o640)
    files.put('/home/me/tight', new TextEncoder().encode('ASORy'), 0o600)
    const prompts = new ScriptedPrompts()
    const fromFile = (file: string) =>
      run(actions.revokeToken({ ...request, token: { file, cwd: '/home/me' } }, prompts, () => undefined))
    expect([await fromFile('t/token'), prompts.told]).toEqual([
      true,
      ['Others can read the token file. Close it with: chmod 600 FILE'],
    ])
    expect([await fromFile('/home/me/tight'), prompts.told.length]).toEqual([true, 1])
    expect(http.requests.map((each) => asked(each).body)).toEqual([{ token: 'ASORx' }, { token: 'ASORy' }])
  })

  it.each([
    ['gone', 'The token file /home/me/gone does not exist.'],
    ['empty', 'The token file /home/me/empty is empty.'],
  ])('says what is wrong with the file %s', async (file, message) => {
    const { actions, files, granted, run } = tokenScene({})
    files.put('/home/me/empty', new TextEncoder().encode(' \n'))
    const call = actions.revokeToken({ ...request, token: { file, cwd: '/home/me' } }, {}, () => undefined)
    expect(await errorOf(run(call))).toMatchObject({ code: 'token-invalid', message })
    expect(granted).toEqual([])
  })

  it('says that a file cannot be read, and why', async () => {
    const { actions, files, run } = tokenScene({})
    files.fail = { read: 'not-allowed' }
    const call = actions.revokeToken({ ...request, token: { file: '/x', cwd: '/' } }, {}, () => undefined)
    expect((await errorOf(run(call))).message).toBe('The token file /x cannot be read (not-allowed).')
  })

  it('names the way out where nobody can be asked', async () => {
    const { actions, run } = tokenScene({})
    expect(await errorOf(run(actions.revokeToken(request, {}, () => undefined)))).toMatchObject({
      code: 'token-invalid',
      message: expect.stringContaining('--token-file FILE'),
    })
  })

  it('sends no access token: it is told apart', async () => {
    const { actions, granted, http, run } = tokenScene({})
    const call = actions.revokeToken(request, new ScriptedPrompts('ASOAcanary'), () => undefined)
    const { message } = await errorOf(run(call))
    expect([message, granted, http.requests]).toEqual([
      expect.stringMatching(/^That is an access token\./),
      [],
      [],
    ])
  })

  it('turned away and dry, it sends nothing', async () => {
    const { actions, granted, http, run } = tokenScene({})
    const turnedAway = await run(
      actions.revokeToken(request, new ScriptedPrompts(undefined), () => undefined),
    )
    const dry = await run(
      actions.revokeToken({ ...request, dryRun: true }, new ScriptedPrompts(), () => undefined),
    )
    expect([turnedAway, dry, granted, http.requests]).toEqual([false, false, [], []])
  })

  it('a refusal says that the token still works', async () => {
    const { actions, run } = tokenScene({}, refused(403, 'AccessDeniedException', 'INSUFFICIENT_PERMISSIONS'))
    const call = actions.revokeToken(request, new ScriptedPrompts('ASORx'), () => undefined)
    expect((await errorOf(run(call))).message).toContain('The token still works.')
  })
})
