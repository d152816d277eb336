import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assertProfileName } from '../../../../main/config/names.ts'
import {
  type AssignedRole,
  defaultTemplate,
  profileNames,
  roleKey,
  templatePlaceholders,
} from '../../../../main/config/profile-names.ts'
import { InputError } from '../../../../main/kernel/errors.ts'

const role = (accountName: string, roleName = 'Admin', accountId = '111122223333'): AssignedRole => ({
  accountId,
  accountName,
  roleName,
})
const namesOf = (
  roles: readonly AssignedRole[],
  template = defaultTemplate,
  former?: ReadonlyMap<string, string>,
): readonly string[] =>
  profileNames(roles, { template, session: 'corp', ...(former ? { former } : {}) }).map(({ name }) => name)

const hostile = [
  [
    'a newline',
    'prod\n[profile x]\ncredential_process = /bin/sh',
    'prod-profile-x-credential_process-bin-sh',
  ],
  ['a bracket', 'prod] [default', 'prod-default'],
  ['quotes', `pr"o'd`, 'pr-o-d'],
  ['a path', '../../etc/passwd', 'etc-passwd'],
  ['NUL', 'pr\u0000od', 'pr-od'],
  ['marks that turn the reading direction', '\u202eprod\u202c\u200f', 'prod'],
  ['a comment', 'prod # x ; y', 'prod-x-y'],
  ['a shell', '$(rm -rf ~)`id`', 'rm-rf-id'],
  ['an option', '--profile', 'profile'],
  ['Windows variables', '%PATH%', 'PATH'],
  ['half a surrogate pair', 'a\ud800b', 'a-b'],
  ['accents and ligatures', 'Größe Łódź Æther ﬁ', 'Grosse-Lodz-AEther-fi'],
  ['nothing that can be kept', '東京 \u200b', '111122223333'],
  ['nothing at all', '', '111122223333'],
  ['10,000 letters', 'x'.repeat(10_000), 'x'.repeat(64)],
] as const

describe('profileNames', () => {
  it.each(hostile)('makes an account name with %s safe (T25)', (_what, accountName, safe) => {
    expect(namesOf([role(accountName)])).toEqual([`${safe}-Admin`])
    expect(namesOf([role('prod', accountName)])[0]).toMatch(/^prod-[A-Za-z0-9_.@+-]+$/)
  })

  it('never takes a name that tools give a meaning of their own (T25)', () => {
    expect(namesOf([role('default')], '{account_name}')).toEqual(['default-111122223333'])
    expect(namesOf([role('DEFAULT')], '{account_name}')).toEqual(['DEFAULT-111122223333'])
    expect(namesOf([role('__proto__')], '{account_name}')).toEqual(['__proto__-111122223333'])
    expect(namesOf([role('__', '__')], '{account_name}proto{role}')).toEqual(['__proto__-111122223333'])
  })

  it('fills in every placeholder', () => {
    const template = '{session}/{account_id}/{account_name}:{role}@{email_user}'
    const withEmail = { ...role('Shop Dev'), emailAddress: 'aws+shop@example.com' }
    expect(namesOf([withEmail], template)).toEqual(['corp/111122223333/Shop-Dev:Admin@aws+shop'])
    expect(namesOf([role('Shop Dev')], template)).toEqual(['corp/111122223333/Shop-Dev:Admin@111122223333'])
  })

  it('gives the bare name to the first account, and the id to the others, whatever the order', () => {
    const roles = [
      role('prod', 'Admin', '333333333333'),
      role('prod', 'Admin', '111111111111'),
      role('PROD!'),
    ]
    const expected = ['prod-Admin', 'PROD-Admin', 'prod-Admin-333333333333']
    expect(namesOf(roles)).toEqual(expected)
    expect(namesOf([...roles].reverse())).toEqual(expected)
    expect(namesOf([role('a', 'x=y'), role('a', 'x,y')])).toEqual(['a-x-y', 'a-x-y-111122223333'])
    expect(namesOf([role('a', 'x=y'), role('a', 'x,y'), role('a', 'x y')])).toContain('a-x-y-111122223333-2')
  })

  it('leaves a former name to its role when an account with the same name comes', () => {
    const old = role('prod', 'Admin', '222222222222')
    const former = new Map([[roleKey(old), 'prod-Admin']])
    const named = profileNames([old, role('prod', 'Admin', '111111111111')], {
      template: defaultTemplate,
      session: 'corp',
      former,
    })
    expect(named.map(({ name, role: { accountId } }) => [accountId, name])).toEqual([
      ['111111111111', 'prod-Admin-111111111111'],
      ['222222222222', 'prod-Admin'],
    ])
  })

  it('follows a new template rather than a former name, and takes no former name that it would not make', () => {
    const former = new Map([[roleKey(role('prod')), 'prod-Admin']])
    expect(namesOf([role('prod')], '{role}', former)).toEqual(['Admin'])
    const forged = new Map([[roleKey(role('prod')), 'default']])
    expect(namesOf([role('prod')], defaultTemplate, forged)).toEqual(['prod-Admin'])
  })

  it('refuses a template that it does not know, and says what there is', () => {
    expect(() => namesOf([], '{account}-{role}')).toThrow(
      '"{account}" means nothing in a template. There are {account_name}, {account_id}, {role}, {session}, {email_user}.',
    )
    for (const template of [
      'a b',
      'a]',
      '{role',
      'role}',
      '{}',
      '{{role}}',
      'ü',
      '{__proto__}',
      'a\n{role}',
    ]) {
      expect(() => namesOf([], template), template).toThrow(InputError)
    }
  })

  const anyText = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.string({ maxLength: 12 }),
    fc.constantFrom(...hostile.map(([, text]) => text), 'prod', 'Prod', 'prod ', 'a-b', 'a', 'default'),
  )
  const anyRole: fc.Arbitrary<AssignedRole> = fc.record({
    accountId: fc.oneof(fc.constantFrom('111111111111', '222222222222', '333333333333'), anyText),
    accountName: anyText,
    roleName: fc.oneof(fc.constantFrom('Admin', 'b-Admin', 'ReadOnly'), anyText),
  })
  const anyTemplate = fc
    .array(
      fc.oneof(
        fc.constantFrom(...templatePlaceholders).map((name) => `{${name}}`),
        fc.constantFrom('-', '/', '..', '.', 'default', '_', ':', '%', '@', '__proto__'),
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((parts) => parts.join(''))

  const lists = Number(process.env.SIGNET_NAME_LISTS ?? 30_000)

  it(`gives ${lists} lists of any names safe names that are all different, whatever the order (T25)`, () => {
    fc.assert(
      fc.property(fc.array(anyRole, { maxLength: 6 }), anyTemplate, (roles, template) => {
        const names = namesOf(roles, template)
        for (const name of names) {
          assertProfileName(name)
          if (name.toLowerCase() === 'default' || /^[-.]|\.\.|[-./]$/.test(name) || name.length > 128) {
            throw new Error(`${template}: ${name}`)
          }
        }
        if (
          new Set(names).size !== new Set(roles.map(roleKey)).size ||
          names.length !== new Set(names).size
        ) {
          throw new Error(`not one name for each: ${JSON.stringify(names)}`)
        }
        const again = namesOf([...roles].reverse(), template)
        if (again.join('\n') !== names.join('\n')) throw new Error('the order matters')
      }),
      { numRuns: lists },
    )
  })

  it('keeps every name when roles are added, with the former names', () => {
    fc.assert(
      fc.property(
        fc.array(anyRole, { maxLength: 5 }),
        fc.array(anyRole, { maxLength: 5 }),
        anyTemplate,
        (roles, more, template) => {
          const before = profileNames(roles, { template, session: 'corp' })
          // The account's name is part of the name, so an account that is named anew is not in question here.
          const keys = new Set(roles.map(roleKey))
          const all = [...roles, ...more.filter((added) => !keys.has(roleKey(added)))]
          const former = new Map(before.map(({ name, role: named }) => [roleKey(named), name]))
          const after = new Map(
            profileNames(all, { template, session: 'corp', former }).map((named) => [
              roleKey(named.role),
              named.name,
            ]),
          )
          for (const [key, name] of former) {
            if (after.get(key) !== name) throw new Error(`${name} became ${after.get(key)}`)
          }
        },
      ),
      { numRuns: lists / 6 },
    )
  })
})
