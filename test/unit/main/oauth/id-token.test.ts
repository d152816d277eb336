import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { errorView } from '../../../../main/kernel/errors.ts'
import { principalOf } from '../../../../main/oauth/id-token.ts'

const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const idToken = (claims: unknown): string => `${part({ alg: 'ES384', kid: 'k' })}.${part(claims)}.c2ln`

function viewOf(token: string) {
  try {
    return principalOf(token)
  } catch (error) {
    return errorView(error)
  }
}
const malformed = { code: 'id-token-malformed', remedy: 'sign-in', message: expect.any(String) }

describe('principalOf', () => {
  it.each([
    ['arn:aws:sts::111122223333:assumed-role/Role/name', '111122223333'],
    ['arn:aws:iam::012345678901:user/path/name', '012345678901'],
    ['arn:aws:iam::111122223333:root', '111122223333'],
    ['arn:aws-us-gov:sts::111122223333:assumed-role/R/a+b=c,.@-_', '111122223333'],
  ])('reads %s', (sub, accountId) => {
    const claims = { sub, session_arn: sub, iss: 'https://signin.aws.amazon.com/signin', iat: 1, exp: 901 }
    expect(principalOf(idToken(claims))).toEqual({ principalArn: sub, accountId })
  })

  it.each([
    ['no subject', {}],
    ['a subject that is a number', { sub: 1 }],
    ['a subject that is no ARN', { sub: 'someone' }],
    ['an account of 11 digits', { sub: 'arn:aws:iam::11112222333:root' }],
    ['an account of 13 digits', { sub: 'arn:aws:iam::1111222233334:root' }],
    ['an account in words', { sub: 'arn:aws:iam::aws:root' }],
    ['no resource', { sub: 'arn:aws:iam::111122223333:' }],
    ['a line break', { sub: 'arn:aws:iam::111122223333:user/a\n[profile b]' }],
    ['a space', { sub: 'arn:aws:iam::111122223333:user/a b' }],
    ['a terminal’s escape', { sub: 'arn:aws:iam::111122223333:user/\u001b[2J' }],
    ['letters of elsewhere', { sub: 'arn:aws:iam::111122223333:user/é' }],
    ['another text before it', { sub: 'x arn:aws:iam::111122223333:root' }],
    ['no end', { sub: `arn:aws:iam::111122223333:user/${'a'.repeat(3000)}` }],
    ['claims that are a list', []],
    ['no claims', null],
  ])('refuses a token with %s', (_, claims) => {
    expect(viewOf(idToken(claims))).toEqual(malformed)
  })

  it('refuses anything that is no token, without a word of it (R19)', () => {
    const canary = 'cAnArY'
    fc.assert(
      fc.property(fc.string(), fc.string(), (head, tail) => {
        const view = viewOf(`${head}${canary}${tail}`)
        expect(view).toEqual(malformed)
        expect(JSON.stringify(view)).not.toContain(canary)
      }),
    )
    expect([viewOf(''), viewOf('..'), viewOf(`${part({})}.${part({})}`)]).toEqual(Array(3).fill(malformed))
  })
})
