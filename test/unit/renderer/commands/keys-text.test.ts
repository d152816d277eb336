import { describe, expect, it } from 'vitest'
import { keysText } from '../../../../renderer/commands/keys-text.ts'
import { german } from '../../../../renderer/texts/de/german.ts'

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

  it('calls a key what is printed on it where German is written', () => {
    const { keyNames } = german.palette
    expect(['mod+k', 'Shift+Space', 'Delete', 'g p'].map((keys) => keysText(keys, false, keyNames))).toEqual([
      ['Strg+K'],
      ['Umschalt+Leertaste'],
      ['Entf'],
      ['G', 'P'],
    ])
    expect(keysText('mod+k', true, keyNames)).toEqual(['⌘K'])
  })
})
