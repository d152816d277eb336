import { describe, expect, it } from 'vitest'
import { paletteIndex, searchPalette } from '../../../../renderer/commands/palette-search.ts'
import { verbRows } from '../../../../renderer/commands/verb-rows.ts'

const profiles = ['shop-dev', 'shop-prod', 'console-team', 'payments-dev']
const sessions = ['acme', 'lab']
const verbsOf: Readonly<Record<string, readonly string[]>> = {
  profile: ['Use as default', 'Open console', 'Copy the name', 'Mark as production', 'Remove…'],
  session: ['Renew now', 'Sign out', 'Sign out everywhere…'],
}
const group = (id: string, titles: readonly string[], weight = 0) => ({
  ...{ id, title: id, atFirst: 3, weight },
  rows: titles.map((title) => ({ id: `${id}:${title}`, title })),
})
const index = paletteIndex([
  group('profile', profiles, 150),
  group('session', sessions),
  group('command', ['Sign in…', 'Read everything anew']),
])
const speech = { fillers: ['for', 'the', 'of'], synonyms: { 'Sign out': 'logout' } }

function actionsOf({ id }: { readonly id: string }) {
  return (verbsOf[id.split(':')[0] ?? ''] ?? []).map((title) => ({ id: title, title, run: () => undefined }))
}

function verbs(query: string) {
  const things = index.entries.filter((entry) => entry.group.id !== 'command')
  return verbRows(things, query, actionsOf, speech).map(
    ({ row, action }) => `${action.title.replace('…', '')}: ${row.title}`,
  )
}

function found(query: string) {
  const rows = verbs(query).map((title) => ({ id: title, title }))
  const { sections } = searchPalette(index, query, [], '', { id: 'verbs', title: 'Do', rows })
  return sections.flatMap((section) => section.rows.map(({ title }) => title))
}

describe('verbRows', () => {
  it.each([
    ['open console shop-dev', ['Open console: shop-dev']],
    ['shop-dev console', ['Open console: shop-dev']],
    ['console for the console-team', ['Open console: console-team']],
    ['sign out acme', ['Sign out: acme', 'Sign out everywhere: acme']],
    ['logout lab', ['Sign out: lab']],
    ['use payments', ['Use as default: payments-dev']],
    ['sign out everywhere', ['Sign out everywhere: acme', 'Sign out everywhere: lab']],
    ['renew', ['Renew now: acme', 'Renew now: lab']],
    ['re', []],
    ['fly shop-dev', []],
    ['', []],
  ])('%s', (query, wanted) => expect(verbs(query)).toEqual(wanted))
})

describe('searchPalette with verbs', () => {
  it('puts what was said first', () => {
    expect(found('open console shop-dev')[0]).toBe('Open console: shop-dev')
    expect(found('renew').slice(0, 2)).toEqual(['Renew now: acme', 'Renew now: lab'])
  })

  it('puts what is called so before what could be done with something else', () => {
    expect(found('shop prod')[0]).toBe('shop-prod')
    expect(found('sign')[0]).toBe('Sign in…')
  })
})
