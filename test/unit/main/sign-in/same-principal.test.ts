import { describe, expect, it } from 'vitest'
import { comparePrincipals, principalQuestion } from '../../../../main/sign-in/same-principal.ts'

const role = 'arn:aws:sts::111122223333:assumed-role/Developer/alex'

describe('comparePrincipals', () => {
  const cases: readonly (readonly [
    what: string,
    former: string | undefined,
    current: string,
    kind: string,
  ])[] = [
    ['nobody before', undefined, role, 'first'],
    ['the same', role, role, 'same'],
    [
      'another session name',
      role,
      'arn:aws:sts::111122223333:assumed-role/Developer/kim',
      'other-session-name',
    ],
    ['another role', role, 'arn:aws:sts::111122223333:assumed-role/Admin/alex', 'other-principal'],
    [
      'a role whose name begins alike',
      role,
      'arn:aws:sts::111122223333:assumed-role/DeveloperX/alex',
      'other-principal',
    ],
    ['a user', role, 'arn:aws:iam::111122223333:user/alex', 'other-principal'],
    ['two users', 'arn:aws:iam::111122223333:user/a', 'arn:aws:iam::111122223333:user/b', 'other-principal'],
    ['the root of the account', role, 'arn:aws:iam::111122223333:root', 'other-principal'],
    [
      'the same role of another account',
      role,
      'arn:aws:sts::444455556666:assumed-role/Developer/alex',
      'other-account',
    ],
    [
      'the same number in another partition',
      role,
      'arn:aws-cn:sts::111122223333:assumed-role/Developer/alex',
      'other-account',
    ],
    ['case', role, 'arn:aws:sts::111122223333:assumed-role/developer/alex', 'other-principal'],
  ]
  for (const [what, former, current, kind] of cases) {
    it(`${what}: ${kind}`, () => expect(comparePrincipals(former, current).kind).toBe(kind))
  }
})

describe('principalQuestion', () => {
  it('asks with both names when the profile would change hands, and only then', () => {
    const asked = [
      undefined,
      role,
      'arn:aws:sts::111122223333:assumed-role/Developer/kim',
      'arn:aws:iam::444455556666:root',
    ].map((former) => principalQuestion('shop-dev', comparePrincipals(former, role)))
    expect(asked).toEqual([
      undefined,
      undefined,
      expect.stringMatching(/Developer\/kim.*Developer\/alex.*profile shop-dev/s),
      expect.stringMatching(/another account.*444455556666:root.*Developer\/alex.*profile shop-dev/s),
    ])
  })
})
