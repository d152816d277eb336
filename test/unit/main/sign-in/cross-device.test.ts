import { describe, expect, it } from 'vitest'
import type { Prompts, Question } from '../../../../main/kernel/ports/prompts.ts'
import { FakeSigninClient } from '../../../fakes/fake-signin-client.ts'
import { flowWorld, redirectTo } from './flow-world.ts'

/** A person who answers what `answer` makes of the page and of how often they were asked. */
function personWith(answer: (page: URL, time: number) => string | undefined | Promise<string | undefined>) {
  const questions: { readonly message: string; readonly secret: boolean }[] = []
  const about: Pick<Question, 'topic' | 'problem'>[] = []
  const prompts: Prompts = {
    ask: async (question) => {
      const { message, secret, ...rest } = question
      questions.push({ message, secret })
      about.push(rest)
      return answer(await world.page(), questions.length)
    },
  }
  const world = flowWorld({ prompts })
  return {
    ...world,
    questions,
    about,
    start: (request: { signal?: AbortSignal } = {}) => world.start({ ...request, method: 'cross-device' }),
  }
}

function codeOn(page: URL, members: Record<string, string> = { code: 'ABC-123' }): string {
  return Buffer.from(redirectTo(page, members).split('?')[1] ?? '').toString('base64')
}

describe('signInCrossDevice', () => {
  it('walks from the address to the session, with nothing opened on this machine', async () => {
    const world = personWith((page) => codeOn(page))
    const outcome = await world.start()
    const page = await world.page()
    const redirectUri = 'https://us-east-1.signin.aws.amazon.com/v1/sessions/confirmation'
    const clientId = 'arn:aws:signin:::devtools/cross-device'
    expect(Object.fromEntries(page.searchParams)).toMatchObject({
      client_id: clientId,
      redirect_uri: redirectUri,
    })
    expect(world.signin.calls[0]?.[0]).toMatchObject({ clientId, redirectUri, code: 'ABC-123' })
    expect(outcome).toMatchObject({ kind: 'signed-in', session: { clientId, region: 'us-east-1' } })
    expect(world.steps).toMatchObject([
      { kind: 'preparing', method: 'cross-device' },
      { kind: 'waiting-for-code', url: page, until: world.clock.now() + 600_000, problem: undefined },
      { kind: 'exchanging' },
      { kind: 'signed-in' },
    ])
    expect(world.questions).toEqual([{ message: expect.stringContaining('Paste the code'), secret: true }])
    expect([world.browser.opened, world.receiver.attempts, world.clock.scheduled]).toEqual([[], 0, 0])
  })

  it('keeps the path of an override in the address to come back to', async () => {
    const signin = new FakeSigninClient(undefined, 'http://127.0.0.1:4566/signin')
    const world = flowWorld({ signin, prompts: { ask: async () => undefined } })
    await world.start({ method: 'cross-device' })
    const page = await world.page()
    expect([page.origin + page.pathname, page.searchParams.get('redirect_uri')]).toEqual([
      'http://127.0.0.1:4566/signin/v1/authorize',
      'http://127.0.0.1:4566/signin/v1/sessions/confirmation',
    ])
  })

  it('says what is wrong with a paste and asks again, until one is right (T10)', async () => {
    const pastes: ((page: URL) => string)[] = [
      () => '',
      () => 'what code?',
      (page) => page.href,
      (page) => codeOn(page).slice(0, 40),
      (page) => codeOn(page, { code: 'CANARY', state: 'somebody-else' }),
      (page) => codeOn(page, { error: 'access_denied', state: 'somebody-else' }),
      () => 'A'.repeat(9_000),
      (page) => ` "${codeOn(page)}"\n`,
    ]
    const world = personWith((page, time) => pastes[time - 1]?.(page))
    expect((await world.start()).kind).toBe('signed-in')
    const problems = world.steps.flatMap((step) => (step.kind === 'waiting-for-code' ? [step.problem] : []))
    expect(problems).toEqual([
      undefined,
      expect.stringMatching(/nothing/),
      expect.stringMatching(/not the code/),
      expect.stringMatching(/address to open/),
      expect.stringMatching(/part of the code/),
      expect.stringMatching(/another sign-in/),
      expect.stringMatching(/another sign-in/),
      expect.stringMatching(/longer than a code/),
    ])
    expect(world.questions.map(({ message }, time) => message.startsWith(problems[time] ?? 'Paste'))).toEqual(
      pastes.map(() => true),
    )
    // A face with words of its own gets the same as a name.
    expect(world.about).toEqual(
      [
        undefined,
        'paste-empty',
        'paste-not-a-code',
        'paste-address-to-open',
        'paste-incomplete',
        'paste-other-sign-in',
        'paste-other-sign-in',
        'paste-too-long',
      ].map((problem) => ({ topic: 'pasted-code', ...(problem && { problem }) })),
    )
    expect(world.signin.calls).toHaveLength(1)
    expect(JSON.stringify([world.steps, world.questions])).not.toContain('CANARY')
  })

  it('ends as denied on a refusal that belongs to this sign-in', async () => {
    const world = personWith((page) => codeOn(page, { error: 'access_denied' }))
    await expect(world.start()).rejects.toMatchObject({ code: 'sign-in-denied' })
    expect(world.signin.calls).toEqual([])
  })

  it('is cancelled when the person turns away, at once or later', async () => {
    const atOnce = personWith(() => undefined)
    const later = personWith((_, time) => (time === 1 ? 'hm' : undefined))
    expect([await atOnce.start(), await later.start()]).toEqual([
      { kind: 'cancelled' },
      { kind: 'cancelled' },
    ])
    expect([atOnce.clock.scheduled, later.clock.scheduled]).toEqual([0, 0])
  })

  it('is cancelled by the signal while the question stands (R26)', async () => {
    const stop = new AbortController()
    const world = flowWorld({ prompts: { ask: () => new Promise(() => stop.abort()) } })
    expect(await world.start({ method: 'cross-device', signal: stop.signal })).toEqual({ kind: 'cancelled' })
    expect(world.clock.scheduled).toBe(0)
    const before = personWith(() => 'asked all the same')
    expect(await before.start({ signal: stop.signal })).toEqual({ kind: 'cancelled' })
    expect([before.questions, before.kinds()]).toEqual([[], ['preparing']])
  })

  it('gives up 10 minutes after it began, wrong pastes or not (R26)', async () => {
    const world = personWith((_, time) =>
      time === 1 ? world.clock.advance(400_000).then(() => 'hm') : new Promise(() => undefined),
    )
    const failure = expect(world.start()).rejects.toMatchObject({
      code: 'sign-in-expired',
      message: expect.stringMatching(/10 minutes.*Nothing was stored.*signet login --remote/),
    })
    while (world.questions.length < 2) await world.clock.advance(0)
    await world.clock.advance(199_999)
    expect(world.kinds()).toEqual(['preparing', 'waiting-for-code', 'waiting-for-code'])
    await world.clock.advance(1)
    await failure
    expect(world.clock.scheduled).toBe(0)
  })

  it('refuses where nobody can be asked, and passes on what asking fails with', async () => {
    const nobody = flowWorld({ prompts: {} })
    await expect(nobody.start({ method: 'cross-device' })).rejects.toMatchObject({
      code: 'sign-in-denied',
      remedy: 'sign-in',
      message: expect.stringContaining('signet login --remote'),
    })
    const gone = flowWorld({ prompts: { ask: () => Promise.reject(new Error('the terminal is gone')) } })
    await expect(gone.start({ method: 'cross-device' })).rejects.toThrow('the terminal is gone')
  })

  it('shows no address that is neither https nor on this machine (T11)', async () => {
    const world = flowWorld({
      signin: new FakeSigninClient(undefined, 'http://evil.example'),
      prompts: { ask: async () => undefined },
    })
    await expect(world.start({ method: 'cross-device' })).rejects.toMatchObject({ code: 'endpoint-invalid' })
    expect(world.kinds()).toEqual(['preparing'])
  })
})
