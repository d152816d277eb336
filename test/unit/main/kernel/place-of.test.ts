import { describe, expect, it } from 'vitest'
import { InputError } from '../../../../main/kernel/errors.ts'
import { placeOf } from '../../../../main/kernel/place-of.ts'

function thrownBy(act: () => never): unknown {
  try {
    return act()
  } catch (thrown) {
    return thrown
  }
}

describe('placeOf', () => {
  it('names the code, without the folders that lead there', () => {
    const place = placeOf(thrownBy(() => null as never) ?? new Error('x'))
    expect(place).toMatch(/^at .*place-of\.test\.ts:\d+:\d+\)?$/)
    expect(place).not.toContain('/')
    expect(placeOf(new InputError('not-found', 'x', 'none'))).toMatch(/place-of\.test\.ts/)
  })

  it.each([
    'CANARY',
    'a\n    at CANARY (file:///x.ts:1:1)',
    '\n    at CANARY:1:1',
    'Error: \n    at CANARY:1:1',
    '',
  ])('says nothing of the text, also where that is made like code: %j (T23)', (text) => {
    const place = placeOf(new TypeError(text))
    expect([place.includes('CANARY'), place.includes('place-of.test.ts')]).toEqual([false, true])
  })

  it('says nothing of what has no stack, or another text than the one it was made with', () => {
    const changed = new Error('a\n    at CANARY:1:1')
    expect(changed.stack).toContain('CANARY')
    changed.message = 'b'
    const bare = new Error('CANARY')
    Object.defineProperty(bare, 'stack', { value: undefined })
    expect([changed, bare, 'CANARY', null, { stack: '  at CANARY:1:1' }].map(placeOf)).toEqual([
      ...['unknown', 'unknown', 'unknown', 'unknown', 'unknown'],
    ])
  })
})
