import { describe, expect, it } from 'vitest'
import type { SessionView } from '../../../../preload/contract/views.ts'
import {
  needsPerson,
  sessionFate,
  sessionName,
} from '../../../../renderer/features/sessions/session-words.ts'
import { german } from '../../../../renderer/texts/de/german.ts'
import { english } from '../../../../renderer/texts/en/english.ts'
import { sessionView } from '../../../fakes/session-view.ts'

const now = Date.parse('2026-11-21T12:00:00')
const minutes = 60_000
const center = { kind: 'identity-center', principalArn: null, name: 'work', renews: true } as const

describe('sessionName', () => {
  it.each([
    ['arn:aws:sts::111122223333:assumed-role/Developer/ann@example.com', 'Developer/ann@example.com'],
    ['arn:aws:iam::111122223333:user/teams/shop/ann', 'ann'],
    ['arn:aws:iam::111122223333:root', 'root'],
    ['arn:aws-us-gov:sts::111122223333:federated-user/bob', 'bob'],
    ['arn:aws:sts::111122223333:assumed-role/A/b:c', 'A/b:c'],
    ['nonsense', 'nonsense'],
  ])('%s', (principalArn, name) => {
    expect(sessionName({ principalArn, name: null })).toBe(name)
  })

  it('is what the person named it', () => {
    expect(sessionName({ principalArn: null, name: 'work' })).toBe('work')
  })
})

describe('sessionFate', () => {
  const fate = (changes: Partial<SessionView>) => sessionFate(sessionView(changes), now, english)

  it('says what becomes of a session, and when', () => {
    expect([
      fate({ renews: true, endsAt: now + 400 * minutes }),
      fate({ renews: true, endsAt: now + 22 * 60 * minutes }),
      fate({ renews: true, endsAt: now + 9 * minutes }),
      fate({ renews: true, endsAt: now + 45_000 }),
      fate({ renews: true, endsAt: now - 1 }),
      fate({ renews: true, endsAt: now + 400 * minutes, state: 'renewing' }),
      fate({ renews: true, endsAt: now + 400 * minutes, state: 'waiting', fault: 'network-down' }),
      fate({ renews: false, state: 'ended', fault: 'session-expired' }),
      fate(center),
      fate({ ...center, renews: false, credentialsExpireAt: now + 60 * minutes }),
      fate({ kind: 'iam-user', renews: true }),
      fate({ kind: 'iam-user', renews: false }),
    ]).toEqual([
      'until 18:40, renews itself',
      'until Sun 10:00, renews itself',
      'ends in 9 min, then sign in again',
      'ends in 45 s, then sign in again',
      'ended: sign in again',
      'renewing now',
      'could not renew, trying again',
      'ended: sign in again',
      'renews itself',
      'until 13:00, then sign in again',
      'access key, has no end',
      'access key, asks for an MFA code',
    ])
  })

  it('says it in German too', () => {
    expect(sessionFate(sessionView({ renews: true, endsAt: now + 400 * minutes }), now, german)).toBe(
      'bis 18:40, erneuert sich selbst',
    )
  })
})

describe('needsPerson', () => {
  it('is so for what has ended, and for what ends within ten minutes', () => {
    const needs = (changes: Partial<SessionView>) => needsPerson(sessionView(changes), now)
    expect([
      needs({ state: 'ended' }),
      needs({ endsAt: now + 10 * minutes }),
      needs({ endsAt: now + 11 * minutes }),
      needs(center),
    ]).toEqual([true, true, false, false])
  })
})
