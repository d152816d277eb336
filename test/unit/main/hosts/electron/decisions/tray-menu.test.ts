import { describe, expect, it } from 'vitest'
import {
  type TrayItem,
  trayMenu,
  trayTip,
} from '../../../../../../main/hosts/electron/decisions/tray-menu.ts'
import { shellTexts } from '../../../../../../main/hosts/electron/texts/shell-texts.ts'
import type { ProfileView, SessionView, VaultView } from '../../../../../../preload/contract/views.ts'
import { profileView } from '../../../../../fakes/profile-view.ts'
import { sessionViewOf } from '../../../../../fakes/session-view.ts'

const now = Date.UTC(2026, 10, 21, 12)
const minutes = (count: number) => now + count * 60_000
const vault: VaultView = { state: 'open', key: 'key-store', path: '/v', durable: true, notices: [] }
const texts = shellTexts('en', '')

function menu(
  sessions: readonly SessionView[],
  profiles: readonly ProfileView[],
  more: { vault?: VaultView['state']; isPaused?: boolean; language?: 'en' | 'de' } = {},
) {
  const state = {
    vault: { ...vault, state: more.vault ?? 'open' },
    sessions: [...sessions],
    profiles: [...profiles],
  }
  return trayMenu(state, {
    now,
    texts: shellTexts(more.language ?? 'en', ''),
    isPaused: more.isPaused ?? false,
  })
}

/** One line for each row, as a person reads it. */
function lines(items: readonly TrayItem[], indent = ''): string[] {
  return items.flatMap((item) => {
    if (item.kind === 'separator') return [`${indent}—`]
    if (item.kind === 'label') return [`${indent}(${item.text})`]
    if (item.kind === 'submenu') return [`${indent}${item.text} ▸`, ...lines(item.items, `${indent}  `)]
    return [`${indent}${item.isChosen ? '✓ ' : ''}${item.text}`]
  })
}

const shop = sessionViewOf('1', { name: 'shop', credentialsExpireAt: minutes(52), profiles: ['shop-dev'] })

describe('trayMenu', () => {
  it('shows who is signed in, until when, which is the default, and what can be done', () => {
    const ended = sessionViewOf('2', {
      name: null,
      principalArn: 'arn:aws:iam::123456789012:user/lena',
      state: 'ended',
    })
    const lone = sessionViewOf('3', { name: 'acme', credentialsExpireAt: minutes(190) })
    const found = menu(
      [shop, ended, lone],
      [
        profileView('shop-dev', { session: '1', frecency: 1 }),
        profileView('shop-prod', { session: '1', isDefault: true, isProduction: true }),
        profileView('old', { session: '2', state: 'ended', isPinned: true }),
        profileView('elsewhere', { source: 'source_profile', state: 'other' }),
      ],
    )
    expect(lines(found)).toMatchInlineSnapshot(`
      [
        "✓ shop-prod · 52 min · production · default",
        "shop-dev · 52 min",
        "old · ended, sign in again",
        "acme · 3 h 10 min",
        "—",
        "Sign in…",
        "Pause",
        "Open Signet",
        "—",
        "Quit Signet",
      ]
    `)
  })

  it('says the same in German', () => {
    expect(
      lines(menu([shop], [profileView('shop-dev', { session: '1' })], { language: 'de' })),
    ).toMatchInlineSnapshot(`
      [
        "shop-dev · 52 min",
        "—",
        "Anmelden…",
        "Anhalten",
        "Signet öffnen",
        "—",
        "Signet beenden",
      ]
    `)
  })

  it('says that nobody is signed in', () => {
    expect(lines(menu([], []))).toMatchInlineSnapshot(`
      [
        "(No session yet)",
        "—",
        "Sign in…",
        "Pause",
        "Open Signet",
        "—",
        "Quit Signet",
      ]
    `)
  })

  it('shows nothing of a vault that is shut, and says who shut it', () => {
    const profiles = [profileView('shop-dev', { session: '1' })]
    expect(lines(menu([shop], profiles, { vault: 'locked' }))[0]).toBe(
      '(Locked: unlock to sign in or to use profiles)',
    )
    expect(lines(menu([shop], profiles, { vault: 'locked', isPaused: true }))).toMatchInlineSnapshot(`
      [
        "(Paused: no tool gets credentials)",
        "—",
        "Sign in…",
        "Resume",
        "Open Signet",
        "—",
        "Quit Signet",
      ]
    `)
  })

  it('puts ten rows in the menu and the rest below, twenty at a time, fifty in all', () => {
    const many = Array.from({ length: 5_000 }, (_, index) =>
      profileView(`p${index}`, { isPinned: true, frecency: -index }),
    )
    const rows = menu([], many).filter(({ kind }) => kind === 'action' || kind === 'submenu')
    const below = rows.filter((item) => item.kind === 'submenu')
    expect(rows.slice(0, 10).map((item) => 'text' in item && item.text)).toEqual(
      Array.from({ length: 10 }, (_, index) => `p${index} · signed in`),
    )
    expect(below.map(({ text, items }) => [text, items.length])).toEqual([
      ['20 more', 20],
      ['20 more', 20],
    ])
  })

  it('shows of a session with many profiles those that are used', () => {
    const names = ['a', 'b', 'c', 'd']
    const wide = sessionViewOf('1', { name: 'wide', profiles: names, credentialsExpireAt: minutes(30) })
    const profiles = names.map((name) =>
      profileView(name, { session: '1', usedAt: name === 'c' ? now : null }),
    )
    expect(lines(menu([wide], profiles))[0]).toBe('c · 30 min')
    expect(lines(menu([wide], profiles))[1]).toBe('—')
  })

  it('keeps hostile names in one short line (D17)', () => {
    const names = [
      '<b>bold</b>&amp;',
      'line\nbreak\u0000',
      '‮evil',
      `${'long'.repeat(2_560)}`,
      '👩‍👩‍👧‍👦 family',
    ]
    const found = lines(
      menu(
        [],
        names.map((name) => profileView(name, { isPinned: true })),
      ),
    )
    expect(found.slice(0, 5)).toMatchInlineSnapshot(`
      [
        "<b>bold</b>&amp; · signed in",
        "line?break? · signed in",
        "longlonglonglonglonglonglonglo…glonglonglonglonglonglonglong · signed in",
        "?evil · signed in",
        "👩?👩?👧?👦 family · signed in",
      ]
    `)
  })

  it('names a key by who uses it, never by its id, in which the account is written (D17)', () => {
    const name = 'AKIAIOSFODNN7EXAMPLE'
    const principalArn = 'arn:aws:iam::111122223333:user/ci/deploy'
    const ofUser = sessionViewOf('1', { kind: 'iam-user', name, principalArn, accountId: '111122223333' })
    const unknown = sessionViewOf('2', { kind: 'iam-user', name })
    const found = lines(menu([ofUser, unknown], []))
    expect(found.slice(0, 2)).toEqual(['deploy · signed in', '…MPLE · signed in'])
    expect(JSON.stringify(menu([ofUser, unknown], []))).not.toMatch(/AKIA|1111/)
  })

  it('gives each row a deed that names the profile as it is', () => {
    const [row] = menu([], [profileView('a\nb', { isPinned: true })])
    expect(row).toMatchObject({ does: { kind: 'use', profile: 'a\nb' } })
  })
})

describe('trayTip', () => {
  it('counts who is signed in', () => {
    const ended = sessionViewOf('2', { state: 'ended' })
    const tip = (sessions: SessionView[]) => trayTip({ vault, sessions, profiles: [] }, texts)
    expect([tip([]), tip([shop, ended])]).toEqual(['Signet: nobody is signed in', 'Signet: 1 signed in'])
  })
})
