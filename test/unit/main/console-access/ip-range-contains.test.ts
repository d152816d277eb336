import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseIpRange } from '../../../../main/aws/ip-range.ts'
import { ipRangeContains } from '../../../../main/console-access/ip-range-contains.ts'
import type { Truth } from '../../../../main/console-access/truth.ts'

/** An address as a number, by another way than the product's. Only for what is an address. */
function numberOf(address: string): { readonly bits: 32 | 128; readonly value: bigint } {
  const ipv4 = (text: string) => text.split('.').reduce((sum, part) => (sum << 8n) + BigInt(part), 0n)
  if (!address.includes(':')) return { bits: 32, value: ipv4(address) }
  const hex = address.replace(/(\d+\.\d+\.\d+\.\d+)$/, (text) => {
    const value = ipv4(text)
    return `${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`
  })
  const [head = '', tail = ''] = hex.split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const missing = hex.includes('::') ? 8 - groups(head).length - groups(tail).length : 0
  const all = [...groups(head), ...new Array<string>(missing).fill('0'), ...groups(tail)]
  return { bits: 128, value: all.reduce((sum, group) => (sum << 16n) + BigInt(`0x${group}`), 0n) }
}

function containsByNumber(network: string, prefix: number, address: string): Truth {
  const range = numberOf(network)
  const one = numberOf(address)
  const mapped = (value: bigint) => (0xffffn << 32n) + value
  if (range.bits !== one.bits) {
    const [rangeValue, length] =
      range.bits === 32 ? [mapped(range.value), prefix + 96] : [range.value, prefix]
    const value = one.bits === 32 ? mapped(one.value) : one.value
    return rangeValue >> BigInt(128 - length) === value >> BigInt(128 - length) ? 'unknown' : false
  }
  const host = BigInt(range.bits - prefix)
  if (range.value >> host !== one.value >> host) return false
  return (range.value >> host) << host === range.value ? true : 'unknown'
}

const contains = (range: string, address: string) =>
  ipRangeContains(parseIpRange(range), parseIpRange(address))

const address = fc.oneof(
  fc.ipV4(),
  fc.ipV6(),
  fc.ipV4().map((text) => `::ffff:${text}`),
)

/** A range near an address, so that about half of the pairs meet. */
const pair = fc
  .tuple(address, address, fc.boolean(), fc.nat({ max: 128 }))
  .map(([one, other, isNear, length]) => {
    const network = isNear ? one : other
    return { network, prefix: length % (network.includes(':') ? 129 : 33), address: one }
  })

describe('ipRangeContains', () => {
  it('agrees with arithmetic on big integers', () => {
    const counts = new Map<Truth, number>()
    fc.assert(
      fc.property(pair, ({ network, prefix, address: one }) => {
        const answer = contains(`${network}/${prefix}`, one)
        counts.set(answer, (counts.get(answer) ?? 0) + 1)
        expect(answer).toBe(containsByNumber(network, prefix, one))
      }),
      { numRuns: 10_000, seed: 3 },
    )
    for (const answer of [true, false, 'unknown'] as const) expect(counts.get(answer)).toBeGreaterThan(100)
  })

  it('gives true for the networks that people write', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (one, prefix) => {
        const host = BigInt(32 - prefix)
        const value = (numberOf(one).value >> host) << host
        const network = [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 0xffn).join('.')
        expect(contains(`${network}/${prefix}`, one)).toBe(true)
      }),
    )
  })

  it('is sure of a range of addresses only where all of them are in, or none', () => {
    expect([
      contains('203.0.113.0/24', '203.0.113.64/26'),
      contains('203.0.113.64/26', '203.0.113.0/24'),
      contains('203.0.113.0/24', '198.51.100.0/24'),
    ]).toEqual([true, 'unknown', false])
  })

  it('says nothing of what is no address', () => {
    expect([contains('office', '203.0.113.7'), contains('203.0.113.0/24', 'me')]).toEqual([
      'unknown',
      'unknown',
    ])
  })
})
