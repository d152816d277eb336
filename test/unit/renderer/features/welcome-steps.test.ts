import { describe, expect, it } from 'vitest'
import { usualSettings } from '../../../../preload/contract/settings-views.ts'
import { welcomeProgress } from '../../../../renderer/features/welcome/welcome-steps.ts'
import { isFirstRun } from '../../../../renderer/mirror/first-place.ts'
import { profileView } from '../../../fakes/profile-view.ts'
import { ann, sessionView } from '../../../fakes/session-view.ts'

describe('welcomeProgress', () => {
  it('walks from nothing to a profile that works', () => {
    const signedIn = sessionView()
    expect([
      welcomeProgress({ sessions: [], profiles: [] }),
      welcomeProgress({ sessions: [sessionView({ state: 'ended' })], profiles: [profileView('a')] }),
      welcomeProgress({
        sessions: [signedIn],
        profiles: [profileView('a', { source: 'sso', state: 'other' })],
      }),
      welcomeProgress({
        sessions: [signedIn],
        profiles: [
          profileView('a', { state: 'ended' }),
          profileView('b'),
          profileView('c', { isDefault: true }),
        ],
      }),
    ]).toEqual([
      { at: 'sign-in', session: undefined, profile: undefined },
      { at: 'sign-in', session: undefined, profile: undefined },
      { at: 'profile', session: ann, profile: undefined },
      { at: 'attempt', session: ann, profile: 'c' },
    ])
  })
})

describe('isFirstRun', () => {
  const settings = { ...usualSettings, startAtLogin: null, canNotify: false, seesScreenLock: false }
  const vault = { state: 'absent', key: null, path: '/v', durable: true, notices: [] } as const
  const nothing = { sessions: [], profiles: [], vault: { ...vault, notices: [] }, settings }

  it('is so while nothing is Signet’s, and the person has not left', () => {
    expect([
      isFirstRun(nothing),
      isFirstRun({ ...nothing, profiles: [profileView('mine', { source: 'sso' })] }),
      isFirstRun({ ...nothing, profiles: [profileView('ours')] }),
      isFirstRun({ ...nothing, sessions: [sessionView()] }),
      isFirstRun({ ...nothing, vault: { ...nothing.vault, state: 'locked' } }),
      isFirstRun({ ...nothing, settings: { ...settings, isWelcomeLeft: true } }),
    ]).toEqual([true, true, false, false, false, false])
  })
})
