/**
 * Whether a range holds an address, as far as AWS's documentation says what IAM's `IpAddress` and `NotIpAddress` make of it.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html IAM, IP address condition operators}
 * @see {@link https://www.rfc-editor.org/rfc/rfc4291#section-2.5.5.2 RFC 4291, section 2.5.5.2}
 * @module
 */
import type { IpRange } from '../aws/ip-range.ts'
import type { Truth } from './truth.ts'

const widths = { 4: 32, 6: 128 } as const

/**
 * Whether an address, or each address of a range, is in a range. `unknown` where only some are, and where AWS's documentation
 * leaves it open: text that is neither; bits set beyond the prefix (`203.0.113.9/24`); an IPv4 address that is the same host
 * as one of an IPv6 range (`::ffff:0:0/96`).
 */
export function ipRangeContains(range: IpRange | undefined, address: IpRange | undefined): Truth {
  if (range === undefined || address === undefined) return 'unknown'
  const isOneFamily = range.family === address.family
  const [outer, inner] = isOneFamily ? [range, address] : [mapped(range), mapped(address)]
  if (!agreeOn(Math.min(outer.prefixLength, inner.prefixLength), outer, inner)) return false
  if (!isOneFamily || inner.prefixLength < outer.prefixLength) return 'unknown'
  return hasBitsBeyondPrefix(outer) || hasBitsBeyondPrefix(inner) ? 'unknown' : true
}

/** IPv4 as the IPv6 range that stands for the same hosts. */
function mapped({ family, address, prefixLength }: IpRange): IpRange {
  if (family === 6) return { family, address, prefixLength }
  return { family: 6, address: (0xffffn << 32n) | address, prefixLength: prefixLength + 96 }
}

/** Of one family. */
function agreeOn(prefixLength: number, one: IpRange, other: IpRange): boolean {
  const rest = BigInt(widths[one.family] - prefixLength)
  return one.address >> rest === other.address >> rest
}

function hasBitsBeyondPrefix({ family, address, prefixLength }: IpRange): boolean {
  const rest = BigInt(widths[family] - prefixLength)
  return (address >> rest) << rest !== address
}
