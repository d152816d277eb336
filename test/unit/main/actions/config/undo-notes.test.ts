import { describe, expect, it } from 'vitest'
import {
  noteOfUndo,
  undoneInPreferences,
  undoneInVault,
} from '../../../../../main/actions/config/undo-notes.ts'
import { noPreferences } from '../../../../../main/actions/window/preferences-file.ts'
import type { BackupNote } from '../../../../../main/config/backup-note.ts'
import type { ProfileBinding, VaultContents } from '../../../../../main/vault/session-record.ts'

const vault = (profiles: Record<string, ProfileBinding>): VaultContents => ({
  ...{ version: 1, generation: 1, sessions: [] },
  profiles,
})
const one = { session: 's', accountId: '1', roleName: 'A' }
const other = { roleName: 'B', accountId: '2', session: 's' }
const note = (bindings: NonNullable<BackupNote['bindings']>): BackupNote => ({
  version: 1,
  command: 'x',
  bindings,
})

describe('undoneInVault', () => {
  it.each([
    ['comes back', {}, { before: one, after: null }, { a: one }],
    ['goes', { a: one }, { before: null, after: one }, {}],
    [
      'turns back, in whatever order its members stand',
      { a: other },
      { before: one, after: { session: 's', accountId: '2', roleName: 'B' } },
      { a: one },
    ],
    ['stays when it was bound anew since', { a: other }, { before: null, after: one }, { a: other }],
    [
      'stays when what was there before is no binding',
      { a: one },
      { before: { session: 7 }, after: one },
      { a: one },
    ],
    [
      'stays when what was there before has more than a binding has',
      { a: one },
      { before: { ...other, use: 'allow' }, after: one },
      { a: one },
    ],
  ])('a binding %s', (_what, profiles, states, expected) => {
    expect(undoneInVault(vault(profiles), [note({ a: states })]).profiles).toEqual(expected)
  })

  it('takes several changes back, the newest first', () => {
    const notes = [note({ a: { before: other, after: null } }), note({ a: { before: one, after: other } })]
    expect(undoneInVault(vault({}), notes).profiles).toEqual({ a: one })
    const again = noteOfUndo(noPreferences, notes, 'undo')
    expect(again.bindings).toEqual({ a: { before: null, after: one } })
  })
})

describe('undoneInPreferences', () => {
  const pointing = (profile: string) => ({ ...noPreferences, default: { profile, since: 1 } })
  const turned = { before: 'a', after: 'b' }

  it('brings the default back that the change turned, and no other', () => {
    const restored = { version: 1, command: 'use --restore', default: turned } as const
    expect(undoneInPreferences(pointing('b'), [restored]).default).toMatchObject({
      profile: 'a',
      previous: 'b',
    })
    expect(undoneInPreferences(pointing('c'), [restored]).default?.profile).toBe('c')
  })

  it('after a switch brings it back wherever it has moved since: without [default] nothing follows it', () => {
    const switched = {
      version: 1,
      command: 'use b',
      default: { before: null, after: 'b' },
      switches: 'config',
    } as const
    expect(undoneInPreferences(pointing('c'), [switched]).default).toBeUndefined()
    expect(noteOfUndo(pointing('c'), [switched], 'undo').default).toEqual({ before: 'c', after: null })
  })
})
