/**
 * IP addresses and CIDR ranges as IAM's `IpAddress` and `NotIpAddress` take them. Text comes from anywhere.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html IAM, IP address condition operators}
 * @see {@link https://www.rfc-editor.org/rfc/rfc4291#section-2.2 RFC 4291, section 2.2}
 * @module
 */
import type { Truth } from './truth.ts'

export interface IpRange {
  /** 4 bytes, or 16. Bits beyond the prefix are kept as they were written. */
  readonly bytes: readonly number[]
  readonly prefixLength: number
}

/** The longest writing of an address with a prefix; what is longer is not looked at. */
const longest = 64
const mappedPrefix = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff]

/** `undefined` for whatever is not plainly an address or a CIDR range: other spellings are read differently by different software. */
export function parseIpRange(text: string): IpRange | undefined {
  if (text.length > longest) return undefined
  const [address = '', prefix, ...rest] = text.split('/')
  if (rest.length > 0) return undefined
  const bytes = address.includes(':') ? parseIpv6(address) : parseIpv4(address)
  if (bytes === undefined) return undefined
  const most = bytes.length * 8
  if (prefix === undefined) return { bytes, prefixLength: most }
  if (!/^(?:0|[1-9]\d{0,2})$/.test(prefix)) return undefined
  const prefixLength = Number(prefix)
  return prefixLength <= most ? { bytes, prefixLength } : undefined
}

/**
 * Whether an address, or each address of a range, is in a range. `unknown` where only some are, and where AWS's documentation
 * leaves it open: text that is neither; bits set beyond the prefix (`203.0.113.9/24`); an IPv4 address that is the same host
 * as one of an IPv6 range (`::ffff:0:0/96`).
 */
export function ipRangeContains(range: IpRange | undefined, address: IpRange | undefined): Truth {
  if (range === undefined || address === undefined) return 'unknown'
  const isOneFamily = range.bytes.length === address.bytes.length
  const [outer, inner] = isOneFamily ? [range, address] : [mapped(range), mapped(address)]
  if (!agreeOn(Math.min(outer.prefixLength, inner.prefixLength), outer, inner)) return false
  if (!isOneFamily || inner.prefixLength < outer.prefixLength) return 'unknown'
  return hasBitsBeyondPrefix(outer) || hasBitsBeyondPrefix(inner) ? 'unknown' : true
}

function parseIpv4(text: string): readonly number[] | undefined {
  const parts = text.split('.')
  if (parts.length !== 4) return undefined
  const bytes: number[] = []
  for (const part of parts) {
    // A leading zero is octal to some software and decimal to other.
    if (!/^(?:0|[1-9]\d{0,2})$/.test(part) || Number(part) > 255) return undefined
    bytes.push(Number(part))
  }
  return bytes
}

function parseIpv6(text: string): readonly number[] | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head = '', tail] = halves
  const before = parseGroups(head, tail === undefined)
  const after = tail === undefined ? [] : parseGroups(tail, true)
  if (before === undefined || after === undefined) return undefined
  if (tail === undefined) return before.length === 16 ? before : undefined
  const gap = 16 - before.length - after.length
  // `::` stands for at least one group.
  return gap >= 2 ? [...before, ...new Array<number>(gap).fill(0), ...after] : undefined
}

function parseGroups(text: string, mayEndInIpv4: boolean): readonly number[] | undefined {
  if (text === '') return []
  const groups = text.split(':')
  const bytes: number[] = []
  for (const [index, group] of groups.entries()) {
    if (mayEndInIpv4 && index === groups.length - 1 && group.includes('.')) {
      const ipv4 = parseIpv4(group)
      if (ipv4 === undefined) return undefined
      bytes.push(...ipv4)
    } else {
      if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined
      const value = Number.parseInt(group, 16)
      bytes.push(value >> 8, value & 0xff)
    }
  }
  return bytes
}

/** IPv4 as the IPv6 range that stands for the same hosts. */
function mapped(range: IpRange): IpRange {
  if (range.bytes.length === 16) return range
  return { bytes: [...mappedPrefix, ...range.bytes], prefixLength: range.prefixLength + 96 }
}

function agreeOn(prefixLength: number, one: IpRange, other: IpRange): boolean {
  return one.bytes.every((byte, index) => {
    const mask = maskOf(prefixLength, index)
    return (byte & mask) === ((other.bytes[index] ?? 0) & mask)
  })
}

function hasBitsBeyondPrefix(range: IpRange): boolean {
  return range.bytes.some((byte, index) => (byte & ~maskOf(range.prefixLength, index) & 0xff) !== 0)
}

/** The bits of the byte at `index` that belong to the prefix. */
function maskOf(prefixLength: number, index: number): number {
  const bits = Math.min(8, Math.max(0, prefixLength - index * 8))
  return (0xff << (8 - bits)) & 0xff
}
