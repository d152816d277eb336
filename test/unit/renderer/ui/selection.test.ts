import { describe, expect, it } from 'vitest'
import { moveSelection, noSelection } from '../../../../renderer/ui/selection.ts'

const all = ['a', 'b', 'c', 'd']
const keys = (selection: ReturnType<typeof moveSelection>) => [...selection.keys].sort().join('')

describe('moveSelection', () => {
  it('takes one row, adds and takes away, and extends from where it began', () => {
    const one = moveSelection(noSelection, all, 1, 'only')
    expect([keys(one), one.active]).toEqual(['b', 'b'])
    const two = moveSelection(one, all, 3, 'toggle')
    expect(keys(two)).toBe('bd')
    expect(keys(moveSelection(two, all, 3, 'toggle'))).toBe('b')
    const range = moveSelection(one, all, 3, 'extend')
    expect(keys(range)).toBe('bcd')
    const back = moveSelection(range, all, 0, 'extend')
    expect([keys(back), back.active, back.anchor]).toEqual(['ab', 'a', 'b'])
  })

  it('stays where it is when the row is not there', () => {
    const one = moveSelection(noSelection, all, 1, 'only')
    expect(moveSelection(one, all, 9, 'only')).toEqual(one)
  })

  it('begins a range at the top when the anchor is gone from the list', () => {
    const gone = { keys: new Set(['x']), active: 'x', anchor: 'x' }
    expect(keys(moveSelection(gone, all, 1, 'extend'))).toBe('ab')
  })
})
