/**
 * IAM's condition operators.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html IAM, condition operators}
 * @module
 */
import { BlockList, isIP } from 'node:net'

/** Operator → key → values. */
export type ConditionBlock = Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>

/** What is known of a request: lower-case key → its value. */
export type RequestContext = ReadonlyMap<string, string>

type Test = (policyValue: string, value: string) => boolean

/** Each operator and its negation, by the name of the former. */
const families: readonly (readonly [operator: string, negated: string | undefined, test: Test])[] = [
  ['StringEquals', 'StringNotEquals', (wanted, value) => wanted === value],
  [
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    (wanted, value) => wanted.toLowerCase() === value.toLowerCase(),
  ],
  ['StringLike', 'StringNotLike', fits],
  ['ArnEquals', 'ArnNotEquals', arnFits],
  ['ArnLike', 'ArnNotLike', arnFits],
  ['IpAddress', 'NotIpAddress', isWithin],
  ['Bool', undefined, (wanted, value) => wanted.toLowerCase() === value.toLowerCase()],
]

const operators = new Map<string, { readonly test: Test; readonly negated: boolean }>(
  families.flatMap(([operator, negation, test]) => [
    [operator, { test, negated: false }] as const,
    ...(negation === undefined ? [] : [[negation, { test, negated: true }] as const]),
  ]),
)

/**
 * Whether all of a block holds. What is not understood holds: the statements here deny, so that is the strict answer.
 *
 * @param given - Keys whose tests are taken to hold, whatever they are.
 */
export function holds(
  block: ConditionBlock,
  context: RequestContext,
  given: (key: string) => boolean,
): boolean {
  return Object.entries(block).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const name = key.toLowerCase()
      return given(name) || keyHolds(operator, values, context.get(name))
    }),
  )
}

function keyHolds(operator: string, values: readonly string[], value: string | undefined): boolean {
  if (operator === 'Null')
    return values.some((wanted) => (wanted.toLowerCase() === 'true') === (value === undefined))
  const [, set = '', base = '', ifExists = ''] =
    /^(ForAllValues:|ForAnyValue:|)([A-Za-z]+?)(IfExists|)$/.exec(operator) ?? []
  const known = operators.get(base)
  // A policy variable would have to be filled in first.
  if (!known || values.some((wanted) => wanted.includes('${'))) return true
  if (value === undefined) {
    if (ifExists || set === 'ForAllValues:') return true
    return known.negated && set === ''
  }
  return values.some((wanted) => known.test(wanted, value)) !== known.negated
}

/** `*` is any text and `?` any one letter. */
function fits(pattern: string, value: string): boolean {
  const source = pattern.replace(/[.*+?^${}()|[\]\\]/g, (letter) => {
    if (letter === '*') return '[^]*'
    return letter === '?' ? '[^]' : `\\${letter}`
  })
  return new RegExp(`^${source}$`, 'u').test(value)
}

/** Part by part, so that no wildcard reaches over a colon before the resource. */
function arnFits(pattern: string, value: string): boolean {
  const wanted = arnParts(pattern)
  const parts = arnParts(value)
  return (
    wanted.length === 6 && parts.length === 6 && wanted.every((part, index) => fits(part, parts[index] ?? ''))
  )
}

function arnParts(arn: string): readonly string[] {
  const parts = arn.split(':')
  return parts.length < 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(':')]
}

/** An address or a range, of either family. */
function isWithin(range: string, address: string): boolean {
  const [network = '', prefix, ...more] = range.split('/')
  const families = [isIP(network), isIP(address)]
  const most = families[0] === 6 ? 128 : 32
  const length = prefix === undefined ? most : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN
  if (more.length > 0 || families.includes(0) || !(length <= most)) return false
  const list = new BlockList()
  list.addSubnet(network, length, families[0] === 6 ? 'ipv6' : 'ipv4')
  return list.check(address, families[1] === 6 ? 'ipv6' : 'ipv4')
}
