import { describe, expect, it } from 'vitest'
import { nodeRandom } from '../../../../../main/hosts/node/random.ts'

describe('nodeRandom', () => {
  const random = nodeRandom()

  it('draws as many bytes as asked, not twice the same', () => {
    const drawn = Array.from({ length: 100 }, () => random.bytes(32))
    expect(new Set(drawn.map(String)).size).toBe(100)
    expect(drawn.every((bytes) => bytes.length === 32)).toBe(true)
    expect(random.bytes(0).length).toBe(0)
  })

  it('draws version 4 UUIDs in lower case', () => {
    expect(random.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('draws numbers in [0, 1) from both halves', () => {
    const drawn = Array.from({ length: 1000 }, () => random.unit())
    expect(drawn.every((unit) => unit >= 0 && unit < 1)).toBe(true)
    expect(drawn.some((unit) => unit < 0.5) && drawn.some((unit) => unit >= 0.5)).toBe(true)
  })
})
