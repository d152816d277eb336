import { describe, expect, it } from 'vitest'
import { defaultFate } from '../../../../renderer/frame/default-fate.ts'
import { english } from '../../../../renderer/texts/en/english.ts'
import { profileView } from '../../../fakes/profile-view.ts'
import { sessionView, sessionViewOf } from '../../../fakes/session-view.ts'

const now = Date.UTC(2026, 0, 2, 12)
const alive = sessionView({ credentialsExpireAt: now + 14 * 60_000, endsAt: now + 36_000_000 })
const fate = (
  profile: Parameters<typeof profileView>[1],
  session = alive as typeof alive | undefined,
  isLocked = false,
) => defaultFate(profileView('dev', profile), session, isLocked, now, english)

describe('defaultFate', () => {
  it('says until when, by what ends first', () => {
    expect(fate({})).toEqual({ words: '14 min', tone: 'quiet', isOut: false })
    expect(fate({}, { ...alive, credentialsExpireAt: now + 90_000 })).toMatchObject({
      words: '90 s',
      tone: 'warn',
    })
    const portal = sessionViewOf('1', { credentialsExpireAt: now + 60_000, endsAt: now + 7_200_000 })
    expect(fate({}, portal)).toMatchObject({ words: '2 h' })
  })

  it('says that a person has to sign in, and that a renewal does not come through', () => {
    for (const state of ['ended', 'not-signed-in'] as const) {
      expect(fate({ state }, undefined)).toEqual({ words: 'signed out', tone: 'bad', isOut: true })
    }
    expect(fate({ state: 'waiting' })).toMatchObject({ words: 'not renewed', tone: 'warn' })
  })

  it('says nothing of who is signed in while the vault is locked', () => {
    expect(fate({ state: 'not-signed-in' }, undefined, true)).toEqual({
      words: 'locked',
      tone: 'warn',
      isOut: false,
    })
  })

  it('says nothing where there is nothing to say', () => {
    expect([
      fate({ state: 'other' }),
      defaultFate(profileView('dev'), undefined, false, now, english),
      fate({}, { ...alive, credentialsExpireAt: now - 1 }),
    ]).toEqual([undefined, undefined, undefined])
  })
})
