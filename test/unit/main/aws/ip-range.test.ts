import { BlockList, isIPv4, isIPv6 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseIpRange } from '../../../../main/aws/ip-range.ts'

const shown = (text: string) => {
  const range = parseIpRange(text)
  return range && `${range.family} ${range.address.toString(16)}/${range.prefixLength}`
}

describe('parseIpRange', () => {
  it.each([
    ['0.0.0.0/0', '4 0/0'],
    ['203.0.113.7', '4 cb007107/32'],
    ['203.0.113.7/24', '4 cb007107/24'],
    ['255.255.255.255/32', '4 ffffffff/32'],
    ['::', '6 0/128'],
    ['::/0', '6 0/0'],
    ['::1', '6 1/128'],
    ['1::', '6 10000000000000000000000000000/128'],
    ['2001:DB8::/32', '6 20010db8000000000000000000000000/32'],
    ['1:2:3:4:5:6:7:8', '6 10002000300040005000600070008/128'],
    ['1:2:3:4:5:6:7::', '6 10002000300040005000600070000/128'],
    ['::ffff:203.0.113.7', '6 ffffcb007107/128'],
    ['64:ff9b::192.0.2.33/96', '6 64ff9b0000000000000000c0000221/96'],
  ])('reads %s', (text, range) => {
    expect(shown(text)).toBe(range)
  })

  it.each([
    '',
    ' 203.0.113.7',
    '203.0.113.7 ',
    '203.0.113',
    '203.0.113.7.1',
    '203.0.113.256',
    '203.0.113.07',
    '0x7f.0.0.1',
    '2130706433',
    '203.0.113.-1',
    '203.0.113.7/',
    '203.0.113.7/33',
    '203.0.113.7/08',
    '203.0.113.7/255.255.255.0',
    '203.0.113.7/24/24',
    '203.0.113.0-203.0.113.9',
    '203.0.113.7,203.0.113.8',
    ':',
    ':::',
    ':1::',
    '1:::2',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1:2:3:4:5:6:7::8',
    '1::2:3:4:5:6:7:8',
    '12345::',
    'g::',
    '2001:db8::/129',
    'fe80::1%eth0',
    '[::1]',
    '::203.0.113.7:1',
    '1.2.3.4::',
    '1.2.3.4::1',
    'example.com',
    '*',
  ])('does not read %j', (text) => {
    expect(parseIpRange(text)).toBeUndefined()
  })

  it('reads whatever address the system reads, and no other', () => {
    const almost = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.ipV4Extended(),
      fc.stringMatching(/^[0-9a-f:.]{1,24}$/),
      fc
        .tuple(fc.ipV6(), fc.nat(40), fc.constantFrom(':', '.', '::', '0'))
        .map(([address, at, more]) => address.slice(0, at) + more + address.slice(at)),
    )
    fc.assert(
      fc.property(almost, (text) => {
        expect(parseIpRange(text) !== undefined).toBe(isIPv4(text) || (isIPv6(text) && !text.includes('%')))
      }),
      { numRuns: 20_000 },
    )
  })

  it('means the range that the system means', () => {
    const cases = fc.oneof(
      fc.tuple(fc.ipV4(), fc.nat(31), fc.ipV4(), fc.constant('ipv4' as const)),
      fc.tuple(fc.ipV6(), fc.nat(127), fc.ipV6(), fc.constant('ipv6' as const)),
    )
    fc.assert(
      fc.property(cases, fc.boolean(), ([network, less, other, family], isNear) => {
        const length = less + 1
        const list = new BlockList()
        list.addSubnet(network, length, family)
        const address = isNear ? network : other
        const [range, one] = [parseIpRange(`${network}/${length}`), parseIpRange(address)]
        const width = family === 'ipv4' ? 32 : 128
        const head = (value: bigint) => value >> BigInt(width - length)
        expect(range && one && head(range.address) === head(one.address)).toBe(list.check(address, family))
      }),
      { numRuns: 2_000 },
    )
  })

  it.each([
    ['203.0.113.9', 32],
    ['203.0.113.0/24', 24],
    ['0.0.0.0/0', 0],
    ['::', 128],
    ['::1/128', 128],
    ['2001:db8::/32', 32],
    ['1:2:3:4:5:6:7::', 128],
    ['::ffff:203.0.113.9', 128],
    ['1:2:3:4:5:6:203.0.113.9/96', 96],
  ])('takes %s', (text, prefixLength) => {
    expect(parseIpRange(text)?.prefixLength).toBe(prefixLength)
  })

  it.each([
    ...['', ' ', '203.0.113', '203.0.113.0.1', '203.0.113.256', '010.0.0.1', '0x7f.0.0.1', '203.0.113.1 '],
    ...['203.0.113.0/33', '203.0.113.0/-1', '203.0.113.0/', '203.0.113.0/024', '203.0.113.0/24/24', '/24'],
    ...['203.0.113.0/255.255.255.0', '１.2.3.4', ':', ':::', '1::2::3', '12345::', '::/129', 'fe80::1%eth0'],
    ...['1:2:3:4:5:6:7:8:9', '1:2:3:4:5:6:7', '1:2:3:4:5:6:7:8::', '[::1]', '::1.2.3', '1.2.3.4::', 'g::'],
    ...['localhost', '*', `${'1'.repeat(100_000)}.0.0.1`, `${':'.repeat(60)}`],
  ])('refuses %j', (text) => {
    expect(parseIpRange(text)).toBeUndefined()
  })

  it('never throws, whatever the text is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'0123456789abcdef:./%xg '), maxLength: 80 }),
        (text) => {
          const range = parseIpRange(text)
          expect(range === undefined || range.address >> (range.family === 4 ? 32n : 128n) === 0n).toBe(true)
        },
      ),
      { numRuns: 5_000 },
    )
  })
})
