import { describe, expect, it } from 'vitest'
import {
  followedByDefault,
  likelySubject,
  portalOf,
} from '../../../../renderer/features/sign-in/sign-in-subject.ts'
import { profileView } from '../../../fakes/profile-view.ts'
import { sessionView, sessionViewOf } from '../../../fakes/session-view.ts'

const section = profileView('default')
const acme = sessionViewOf('identity-center:acme', { name: 'acme' })
const role = profileView('shop', { isDefault: true, session: acme.id, roleName: 'Developer' })
const own = profileView('dev', { isDefault: true })

describe('likelySubject', () => {
  it('begins with default only where [default] follows nobody', () => {
    expect([
      likelySubject({ profiles: [], sessions: [] }),
      likelySubject({ profiles: [profileView('default', { isDefault: true })], sessions: [] }),
      likelySubject({ profiles: [section, own], sessions: [] }),
      likelySubject({ profiles: [section, role], sessions: [acme] }),
      likelySubject({ profiles: [section], sessions: [] }),
    ]).toEqual(['default', 'default', 'dev', '', ''])
  })

  it('begins with whose sign-in has ended', () => {
    const sessions = [sessionView({ state: 'ended', profiles: ['personal', 'other'] })]
    expect(likelySubject({ profiles: [section, role], sessions })).toBe('personal')
  })
})

describe('followedByDefault', () => {
  it('is the profile behind a [default] that follows, and nobody else', () => {
    expect([
      followedByDefault([section, own])?.name,
      followedByDefault([profileView('default', { isDefault: true })]),
      followedByDefault([own]),
      followedByDefault([section]),
    ]).toEqual(['dev', undefined, undefined, undefined])
  })
})

describe('portalOf', () => {
  it('names the portal of a role, and of nothing else', () => {
    expect([portalOf(role, [acme]), portalOf(own, [acme]), portalOf(role, [])]).toEqual([
      'acme',
      undefined,
      undefined,
    ])
  })
})
