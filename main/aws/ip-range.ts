/**
 * IP addresses and CIDR ranges as text, IPv4 (RFC 4632, section 3.1) and IPv6 (RFC 4291, section 2). Text comes from
 * anywhere.
 *
 * @module
 */

/** A single address is a range of its full width. */
export interface IpRange {
  readonly family: 4 | 6
  /** The address as a number, with its host bits as written. */
  readonly address: bigint
  /** How many leading bits count: 0 to 32, or 0 to 128. */
  readonly prefixLength: number
}

const widths = { 4: 32, 6: 128 } as const
/** The longest writing of an address with a prefix; what is longer is not looked at. */
const longest = 64

/**
 * An address or range. Undefined for anything that another reader could take for another address: leading zeros, a
 * zone, white space, fewer than four numbers.
 */
export function parseIpRange(text: string): IpRange | undefined {
  if (text.length > longest) return undefined
  const [host = '', length, ...more] = text.split('/')
  const v4 = ipv4(host)
  const address = v4 ?? ipv6(host)
  if (address === undefined || more.length > 0) return undefined
  const family = v4 === undefined ? 6 : 4
  const prefixLength = length === undefined ? widths[family] : decimal(length, widths[family])
  return prefixLength === undefined ? undefined : { family, address, prefixLength }
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split('.').map((part) => decimal(part, 255))
  if (parts.length !== 4) return undefined
  return parts.reduce<bigint | undefined>(
    (address, part) =>
      address === undefined || part === undefined ? undefined : (address << 8n) | BigInt(part),
    0n,
  )
}

function ipv6(text: string): bigint | undefined {
  const halves = text.split('::')
  const [before, after] = halves.map(groupsOf)
  if (before === undefined || halves.length > 2 || (halves.length === 2 && after === undefined))
    return undefined
  const given = before.length + (after?.length ?? 0)
  // "::" stands for one group of zeros at least.
  const isWhole = after === undefined ? given === 8 : given < 8
  // An IPv4 ending is the end of the address.
  if (!isWhole || (after !== undefined && (halves[0] ?? '').includes('.'))) return undefined
  const zeros = Array.from({ length: 8 - given }, () => 0n)
  return [...before, ...zeros, ...(after ?? [])].reduce((address, group) => (address << 16n) | group, 0n)
}

/** The 16-bit groups of one side of "::"; undefined when one is none. */
function groupsOf(text: string): bigint[] | undefined {
  if (text === '') return []
  const parts = text.split(':')
  const groups: bigint[] = []
  for (const [index, part] of parts.entries()) {
    const v4 = index === parts.length - 1 && part.includes('.') ? ipv4(part) : undefined
    if (v4 !== undefined) groups.push(v4 >> 16n, v4 & 0xffffn)
    else if (/^[0-9a-f]{1,4}$/i.test(part)) groups.push(BigInt(`0x${part}`))
    else return undefined
  }
  return groups
}

/** Without leading zeros, which some read as octal. */
function decimal(text: string, most: number): number | undefined {
  const number = /^(?:0|[1-9]\d{0,2})$/.test(text) ? Number(text) : Number.NaN
  return number <= most ? number : undefined
}
