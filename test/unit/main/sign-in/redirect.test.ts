import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RedirectRequest } from '../../../../main/kernel/ports/redirect-receiver.ts'
import { judgeRedirect } from '../../../../main/sign-in/redirect.ts'

const state = 'f'.repeat(63) + '0'
const port = 53_682
const right = `/oauth/callback?code=ABC-123&state=${state}`

function judged(changed: Partial<RedirectRequest>, waiting = true) {
  const request = { method: 'GET', target: right, hosts: [`127.0.0.1:${port}`], origins: [], ...changed }
  const { reply, answer } = judgeRedirect(request, { port, state, waiting })
  return { status: reply.status, answer, reply }
}

describe('judgeRedirect', () => {
  it('takes the code that comes with the right state, in either order, with members it does not know', () => {
    const answer = { kind: 'code', state, code: 'ABC-123' }
    const targets = [
      right,
      `/oauth/callback?state=${state}&code=ABC-123`,
      `/oauth/callback?iss=https%3A%2F%2Fsignin.aws.amazon.com&code=ABC%2D123&state=${state}&x=`,
    ]
    expect(targets.map((target) => judged({ target }))).toMatchObject(
      targets.map(() => ({ status: 200, answer })),
    )
  })

  it('takes a refusal with the right state, its text made safe to show', () => {
    const description = encodeURIComponent(`no\u001b[31m <b>\u202e${'x'.repeat(900)}`)
    const { status, answer } = judged({
      target: `/oauth/callback?error=access_denied&error_description=${description}&state=${state}`,
    })
    expect([status, answer]).toEqual([
      200,
      {
        kind: 'refused',
        state,
        error: 'access_denied',
        text: `access_denied: no [31m <b> ${'x'.repeat(300 - 'access_denied: no [31m <b> '.length)}`,
      },
    ])
  })

  const wrong: readonly (readonly [what: string, status: number, changed: Partial<RedirectRequest>])[] = [
    ['another state', 400, { target: `/oauth/callback?code=ABC&state=${'0'.repeat(64)}` }],
    ['a prefix of the state', 400, { target: `/oauth/callback?code=ABC&state=${state.slice(0, 63)}` }],
    ['more than the state', 400, { target: `/oauth/callback?code=ABC&state=${state}0` }],
    ['the state in capitals', 400, { target: `/oauth/callback?code=ABC&state=${state.toUpperCase()}` }],
    ['no state', 400, { target: '/oauth/callback?code=ABC' }],
    ['an empty state', 400, { target: '/oauth/callback?code=ABC&state=' }],
    ['no code', 400, { target: `/oauth/callback?state=${state}` }],
    ['an empty code', 400, { target: `/oauth/callback?code=&state=${state}` }],
    ['an empty error', 400, { target: `/oauth/callback?error=&state=${state}` }],
    ['a code with a line break', 400, { target: `/oauth/callback?code=A%0d%0aB&state=${state}` }],
    ['a code of 6145 characters', 400, { target: `/oauth/callback?code=${'A'.repeat(6145)}&state=${state}` }],
    ['an error without state', 400, { target: '/oauth/callback?error=access_denied' }],
    ['an error with another state', 400, { target: '/oauth/callback?error=access_denied&state=1' }],
    ['a code and an error', 400, { target: `${right}&error=access_denied` }],
    ['two codes', 400, { target: `${right}&code=DEF` }],
    ['two states, both right', 400, { target: `${right}&state=${state}` }],
    ['two states, one wrong', 400, { target: `${right}&state=1` }],
    ['a repeated member of no meaning', 400, { target: `${right}&a=1&a=2` }],
    ['no query', 400, { target: '/oauth/callback' }],
    ['an encoded question mark', 404, { target: `/oauth/callback%3Fcode=ABC&state=${state}` }],
    ['a favicon', 404, { target: '/favicon.ico' }],
    ['the root', 404, { target: `/?code=ABC&state=${state}` }],
    ['a longer path', 404, { target: `/oauth/callback/?code=ABC&state=${state}` }],
    ['a path with dots', 404, { target: `/x/../oauth/callback?code=ABC&state=${state}` }],
    ['an encoded path', 404, { target: `/oauth%2Fcallback?code=ABC&state=${state}` }],
    ['a path in capitals', 404, { target: `/OAuth/callback?code=ABC&state=${state}` }],
    ['a whole address as target', 404, { target: `http://127.0.0.1:${port}${right}` }],
    ['a target of 8193 characters', 414, { target: right + '&'.repeat(8193 - right.length) }],
    ['POST', 405, { method: 'POST' }],
    ['HEAD', 405, { method: 'HEAD' }],
    ['OPTIONS', 405, { method: 'OPTIONS' }],
    ['no Host', 400, { hosts: [] }],
    ['two Hosts, both right', 400, { hosts: [`127.0.0.1:${port}`, `127.0.0.1:${port}`] }],
    ['a foreign Host', 421, { hosts: [`evil.example:${port}`] }],
    ['localhost', 421, { hosts: [`localhost:${port}`] }],
    ['no port in Host', 421, { hosts: ['127.0.0.1'] }],
    ['another port in Host', 421, { hosts: [`127.0.0.1:${port + 1}`] }],
    ['127.0.0.1 as a name of somebody', 421, { hosts: [`127.0.0.1.evil.example:${port}`] }],
    ['a page of another origin', 403, { origins: ['https://evil.example'] }],
    ['a page of its own origin', 403, { origins: [`http://127.0.0.1:${port}`] }],
  ]
  for (const [what, status, changed] of wrong) {
    it(`answers ${status} to ${what} and keeps waiting (T10)`, () => {
      const { reply, ...rest } = judged(changed)
      expect(rest).toEqual({ status, answer: undefined })
      expect(reply.headers.allow).toBe(status === 405 ? 'GET' : undefined)
    })
  }

  it('does not mind an opaque origin, which some browsers give a redirect', () => {
    expect(judged({ origins: ['null'] })).toMatchObject({ status: 200, answer: { code: 'ABC-123' } })
  })

  it('takes nothing when it no longer waits, the right state included (T10)', () => {
    const late = [
      {},
      { target: `/oauth/callback?error=access_denied&state=${state}` },
      { target: '/oauth/callback' },
    ]
    expect(late.map((changed) => judged(changed, false))).toMatchObject(
      late.map(() => ({ status: 410, answer: undefined })),
    )
  })

  it('never shows anything of a request (T10)', () => {
    const shown = [
      judged({ target: `/oauth/callback?code=CANARY&state=CANARY` }),
      judged({ target: `/oauth/callback?error=CANARY&error_description=CANARY&state=${state}` }),
      judged({ target: '/CANARY' }),
      judged({ target: `/oauth/callback?code=CANARY&state=${state}` }),
      judged({ method: 'CANARY', hosts: [`127.0.0.1:${port}`] }),
      judged({ hosts: ['CANARY'] }),
    ]
    expect(shown.filter(({ reply }) => JSON.stringify(reply).includes('CANARY'))).toEqual([])
  })

  it('is ended by the right request only, out of 100,000 (T10)', () => {
    let answered = 0
    fc.assert(
      fc.property(anyRequest, (request) => {
        const { reply, answer } = judgeRedirect(request, { port, state, waiting: true })
        expect(answer).toEqual(oracle(request))
        if (answer === undefined) expect(reply.status).toBeGreaterThanOrEqual(400)
        else answered += 1
      }),
      { numRuns: 100_000 },
    )
    expect(answered).toBeGreaterThan(1_000)
  })
})

const memberName = fc.constantFrom('code', 'state', 'error', 'error_description', 'CODE', 'x')
const memberValue = fc.oneof(
  { weight: 4, arbitrary: fc.constant(state) },
  { weight: 3, arbitrary: fc.constantFrom('ABC-123', 'access_denied', '', '%00', '%', state.slice(1)) },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }).map(encodeURIComponent) },
)
const query = fc
  .array(fc.tuple(memberName, memberValue), { maxLength: 4 })
  .map((members) => members.map(([name, value]) => `${name}=${value}`).join('&'))
const anyRequest: fc.Arbitrary<RedirectRequest> = fc.record({
  method: fc.oneof(
    { weight: 8, arbitrary: fc.constant('GET') },
    { weight: 1, arbitrary: fc.constantFrom('POST', 'get') },
  ),
  target: fc
    .tuple(
      fc.oneof(
        { weight: 8, arbitrary: fc.constant('/oauth/callback') },
        { weight: 1, arbitrary: fc.constantFrom('/', '//oauth/callback', '/oauth/callback/', '*') },
      ),
      query,
    )
    .map(([path, rest]) => `${path}?${rest}`),
  hosts: fc.oneof(
    { weight: 8, arbitrary: fc.constant([`127.0.0.1:${port}`]) },
    {
      weight: 1,
      arbitrary: fc.array(fc.constantFrom(`127.0.0.1:${port}`, 'evil.example'), { maxLength: 2 }),
    },
  ),
  origins: fc.oneof(
    { weight: 8, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom('null', 'https://evil.example'), { maxLength: 2 }) },
  ),
})

/** The same question, asked another way: the request is right if it is one of the few forms that are. */
function oracle({ method, target, hosts, origins }: RedirectRequest): unknown {
  const [, rest] = /^\/oauth\/callback\?(.*)$/s.exec(target) ?? []
  if (method !== 'GET' || rest === undefined || hosts.join() !== `127.0.0.1:${port}`) return undefined
  if (origins.some((origin) => origin.includes('evil'))) return undefined
  const url = new URL(`http://127.0.0.1/?${rest}`)
  const members = Object.fromEntries(url.searchParams)
  if (Object.keys(members).length !== [...url.searchParams].length || members.state !== state)
    return undefined
  const { code, error } = members
  if (code === undefined && error) return expect.objectContaining({ kind: 'refused', error, state })
  if (error !== undefined || !code || /[^ -~]/.test(code)) return undefined
  return { kind: 'code', state, code }
}
