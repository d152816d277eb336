import { describe, expect, it } from 'vitest'
import { keysText } from '../../../../renderer/commands/keys-text.ts'

describe('keysText', () => {
  it('reads as a person says it, on either kind of keyboard', () => {
    expect(['mod+k', 'g p', '?', 'Enter', 'Shift+ArrowDown'].map((keys) => keysText(keys, false))).toEqual([
      ['Ctrl+K'],
      ['G', 'P'],
      ['?'],
      ['↵'],
      ['Shift+↓'],
    ])
    expect(keysText('mod+k', true)).toEqual(['⌘K'])
  })
})
