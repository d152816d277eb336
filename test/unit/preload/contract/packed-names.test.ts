import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mostBytesOfCall } from '../../../../preload/contract/messages.ts'
import { packedNamesSchema, packNames, unpackNames } from '../../../../preload/contract/packed-names.ts'

const name = fc.string({ unit: 'binary', minLength: 1, maxLength: 60 })
const alike = fc.tuple(name, name).chain(([start, end]) => name.map((between) => start + between + end))

describe('packNames', () => {
  it('comes back as it was, over the wire too, whatever the names (T15)', () => {
    const lists = fc.array(fc.oneof(name, alike, fc.constantFrom('a', 'aa', 'aba', '__proto__', '😀😁')), {
      minLength: 1,
      maxLength: 40,
    })
    fc.assert(
      fc.property(lists, (names) => {
        const sent = packedNamesSchema.parse(JSON.parse(JSON.stringify(packNames(names))))
        expect(unpackNames(sent)).toEqual(names)
      }),
    )
  })

  it('makes five thousand long names of one organisation fit well into a call', () => {
    const names = Array.from(
      { length: 5_000 },
      (_, at) => `acme-payments-and-settlement-europe-stage-${at % 5}-account-${at}-AWSAdministratorAccess`,
    )
    const bytes = JSON.stringify(packNames(names)).length
    expect([JSON.stringify(names).length > mostBytesOfCall, bytes < mostBytesOfCall / 2]).toEqual([
      true,
      true,
    ])
  })
})

describe('unpackNames', () => {
  it('takes nothing that refers to signs that are not there, and no empty or endless name (T16)', () => {
    const refused = [
      [[0, 0, 'first']],
      ['abc', [2, 2, '']],
      ['abc', [0, 0, '']],
      ['a'.repeat(2_048), [2_048, 0, 'b']],
    ] as const
    expect(refused.map((packed) => unpackNames(packedNamesSchema.parse(packed)))).toEqual(
      refused.map(() => undefined),
    )
    for (const bad of [
      [],
      [''],
      [[0, 0]],
      [[-1, 0, 'a']],
      [[0.5, 0, 'a']],
      [['0', 0, 'a']],
      ['a'.repeat(2_049)],
    ]) {
      expect(packedNamesSchema.safeParse(bad).success).toBe(false)
    }
  })

  it('does not let a small message grow without end (T27)', () => {
    const bomb = [
      'a'.repeat(2_048),
      ...Array.from({ length: 9_999 }, () => [2_048, 0, ''] as [number, number, string]),
    ]
    expect(JSON.stringify(bomb).length).toBeLessThan(mostBytesOfCall)
    expect(unpackNames(packedNamesSchema.parse(bomb))).toBeUndefined()
  })
})
