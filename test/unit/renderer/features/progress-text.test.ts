import { describe, expect, it } from 'vitest'
import { progressText } from '../../../../renderer/features/tasks/progress-text.ts'
import { german } from '../../../../renderer/texts/de/german.ts'
import { english } from '../../../../renderer/texts/en/english.ts'

describe('progressText', () => {
  it('counts accounts in the person’s language, from the first moment on', () => {
    const asking = { text: 'Asking', done: 0, total: null, counts: 'accounts' } as const
    const reading = { text: '12 of 40', done: 12, total: 40, counts: 'accounts', found: 31 } as const
    expect([
      progressText(asking, english),
      progressText(reading, english),
      progressText(reading, german),
    ]).toEqual([
      'Asking for the accounts…',
      '12 of 40 accounts, 31 roles so far',
      '12 von 40 Konten, bisher 31 Rollen',
    ])
  })

  it('says anything else as the agent does', () => {
    expect(progressText({ text: 'Writing', done: 1, total: 2 }, english)).toBe('Writing')
  })
})
