import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type NoticeState,
  noticesOf,
  type Told,
} from '../../../../../../main/hosts/electron/decisions/notices.ts'
import { shellTexts } from '../../../../../../main/hosts/electron/texts/shell-texts.ts'
import { usualSettings } from '../../../../../../preload/contract/settings-views.ts'
import type { SessionView } from '../../../../../../preload/contract/views.ts'
import { sessionViewOf } from '../../../../../fakes/session-view.ts'

const now = Date.UTC(2026, 10, 21, 12)
const texts = shellTexts('en', '')
const settings = { ...usualSettings, startAtLogin: null, canNotify: true, seesScreenLock: false }

function state(sessions: readonly SessionView[], more: Partial<NoticeState> = {}): NoticeState {
  return { sessions: [...sessions], settings, questions: [], ...more }
}

const titles = (before: Told | undefined, of: NoticeState, at = now) =>
  noticesOf(before, of, at, texts).notices.map(({ title }) => title)

const active = sessionViewOf('1', { name: 'shop', credentialsExpireAt: now + 8 * 60_000 })
const failing = { ...active, state: 'waiting', fault: 'network-down' } as const
const ended = { ...active, state: 'ended', fault: 'session-expired' } as const
const question: NoticeState['questions'][number] = {
  ...{ id: 'q1', profile: 'prod', until: now + 45_000 },
  consumer: { how: 'verified', program: { pid: 7, exe: '/usr/bin/terraform' } },
}

describe('noticesOf', () => {
  it('tells when AWS has ended a session, once', () => {
    const { told } = noticesOf(undefined, state([active]), now, texts)
    const after = noticesOf(told, state([ended]), now, texts)
    expect(after.notices).toEqual([
      {
        title: 'Sign in again: shop',
        body: 'AWS has ended this session. Tools that use it get an error until you sign in.',
        ...{ leadsTo: 'sign-in', isUrgent: true },
      },
    ])
    expect(titles(after.told, state([ended]))).toEqual([])
  })

  it('is silent about what had ended before the app was started', () => {
    expect(titles(undefined, state([ended]))).toEqual([])
  })

  it('tells before a session ends that could not be renewed, and not where Signet renews it itself', () => {
    expect(titles(new Set(), state([active]))).toEqual([])
    const first = noticesOf(new Set(), state([failing]), now, texts)
    expect(first.notices.map(({ title }) => title)).toEqual(['shop ends in 8 min'])
    expect(titles(first.told, state([failing]), now + 60_000)).toEqual([])
    expect(titles(new Set(), state([{ ...failing, credentialsExpireAt: now + 11 * 60_000 }]))).toEqual([])
    expect(titles(new Set(), state([{ ...failing, credentialsExpireAt: now - 1 }]))).toEqual([])
  })

  it('tells before AWS ends a session, however well it is renewed until then', () => {
    const last = { ...active, renews: true, endsAt: now + 9 * 60_000 }
    expect(titles(new Set(), state([last]))).toEqual(['shop ends in 9 min'])
    expect(titles(new Set(), state([{ ...last, endsAt: now + 11 * 60_000 }]))).toEqual([])
    expect(titles(new Set(), state([{ ...active, renews: false }]))).toEqual(['shop ends in 8 min'])
  })

  it('tells of a second end after a second sign-in', () => {
    const first = noticesOf(new Set(), state([ended]), now, texts)
    expect(titles(first.told, state([{ ...ended, signedInAt: 5 }]))).toEqual(['Sign in again: shop'])
  })

  it('tells that a program waits, by the name that was checked, and only then', () => {
    expect(titles(new Set(), state([], { questions: [question] }))).toEqual(['terraform asks for prod'])
    const claimed = { ...question, consumer: { ...question.consumer, how: 'claimed' as const } }
    expect(titles(new Set(), state([], { questions: [claimed] }))).toEqual(['A program asks for prod'])
    expect(titles(new Set(), state([], { questions: [{ ...question, until: now }] }))).toEqual([])
    // Also when the question was there first.
    expect(titles(undefined, state([], { questions: [question] }))).toEqual(['terraform asks for prod'])
  })

  it('is silent where the person wants it so, and does not catch up later', () => {
    const silent = state([ended], { settings: { ...settings, notifications: false } })
    const { notices, told } = noticesOf(new Set(), silent, now, texts)
    expect(notices).toEqual([])
    expect(titles(told, state([ended]))).toEqual([])
  })

  it('says no account, no address and no secret, whatever they are (D17)', () => {
    const root = sessionViewOf('9', { principalArn: 'arn:aws:iam::123456789012:root', state: 'ended' })
    const said = JSON.stringify(noticesOf(new Set(), state([root]), now, texts).notices)
    expect(said).toContain('root')
    expect(said).not.toContain('123456789012')
  })

  it('tells each thing once, however often it looks', () => {
    const session = fc.record({
      id: fc.constantFrom('1', '2'),
      state: fc.constantFrom('active', 'renewing', 'waiting', 'ended'),
      fault: fc.constantFrom(null, 'network-down'),
      left: fc.integer({ min: -60_000, max: 1_200_000 }),
    })
    fc.assert(
      fc.property(fc.array(session, { maxLength: 4 }), fc.integer({ min: 2, max: 5 }), (made, looks) => {
        const sessions = made.map(({ left, ...rest }) =>
          sessionViewOf(rest.id, {
            ...rest,
            fault: rest.fault as 'network-down' | null,
            credentialsExpireAt: now + left,
          }),
        )
        let told: Told = new Set()
        const said: string[] = []
        for (let look = 0; look < looks; look += 1) {
          const found = noticesOf(told, state(sessions), now, texts)
          told = found.told
          said.push(...(look === 0 ? [] : found.notices.map(({ title }) => title)))
        }
        expect(said).toEqual([])
      }),
    )
  })
})
