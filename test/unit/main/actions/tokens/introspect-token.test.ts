import { describe, expect, it } from 'vitest'
import { introspectionViewSchema } from '../../../../../preload/contract/token-views.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'
import { asked, errorOf, replied } from '../../../../fakes/signin-service-rig.ts'
import { asking, tokenScene } from '../../../../fakes/token-scene.ts'

const request = { ...asking, token: { file: undefined, cwd: '/home/me' } }
const inactive = {
  active: false,
  ...{ tokenType: null, subject: null, userId: null, accountId: null, clientId: null, audience: [] },
  ...{ resource: null, issuer: null, tokenId: null, signinSession: null },
  ...{ issuedAt: null, notBefore: null, expiresAt: null },
}

describe('introspectToken', () => {
  it('asks the person for the token, unseen, after the plan was shown', async () => {
    const { actions, http, run } = tokenScene({}, replied({ active: true, sub: 'arn', exp: 10, aud: 'a' }))
    const prompts = new ScriptedPrompts(' ASOAexample \n')
    const view = await run(
      actions.introspectToken({ ...request, hint: 'access_token' }, prompts, (plan) => {
        expect([plan.operation, prompts.asked]).toEqual(['IntrospectOAuth2TokenWithIAM', []])
      }),
    )
    expect([prompts.asked, view, asked(http.requests[0]).body]).toEqual([
      [{ message: 'The token (it is not shown): ', secret: true }],
      { ...inactive, active: true, subject: 'arn', audience: ['a'], expiresAt: 10_000 },
      { token: 'ASOAexample', token_type_hint: 'access_token' },
    ])
    expect(introspectionViewSchema.parse(view)).toEqual(view)
  })

  it('a token that is not active has nothing to show', async () => {
    const { actions, run } = tokenScene({}, replied({ active: false }))
    expect(
      await run(actions.introspectToken(request, new ScriptedPrompts('ASORx'), () => undefined)),
    ).toEqual(inactive)
  })

  it.each([[undefined], [''], ['  ']])('an answer of %j turns away: nothing is sent', async (answer) => {
    const { actions, granted, http, run } = tokenScene({})
    const call = actions.introspectToken(request, new ScriptedPrompts(answer), () => undefined)
    expect([await run(call), granted, http.requests]).toEqual([undefined, [], []])
  })

  it('a dry run does not even ask for the token', async () => {
    const { actions, granted, http, run } = tokenScene({})
    const prompts = new ScriptedPrompts()
    await run(actions.introspectToken({ ...request, dryRun: true }, prompts, () => undefined))
    expect([prompts.asked, granted, http.requests]).toEqual([[], [], []])
  })

  it.each([[1024], [4095]])(
    'a token that a terminal may have cut to %d letters is not asked about',
    async (length) => {
      const { actions, http, run } = tokenScene({})
      const prompts = new ScriptedPrompts('ASOA'.padEnd(length, 'x'))
      const error = await errorOf(run(actions.introspectToken(request, prompts, () => undefined)))
      expect([error.code, error.message, http.requests]).toEqual([
        'token-invalid',
        expect.stringMatching(/^Your terminal may have cut the token.+--token-file FILE$/),
        [],
      ])
    },
  )

  it('something else than a token goes nowhere, and is not repeated (T23)', async () => {
    const { actions, granted, http, run } = tokenScene({})
    const call = actions.introspectToken(request, new ScriptedPrompts('AKIAcanary'), () => undefined)
    const error = await errorOf(run(call))
    expect([error.code, error.message.includes('canary'), granted, http.requests]).toEqual([
      'token-invalid',
      false,
      [],
      [],
    ])
  })
})
