/**
 * The people and places that a person keeps a list of, as text and as a file.
 *
 * @module
 */
import * as z from 'zod/mini'
import { parseIpRange } from '../aws/ip-range.ts'
import { InputError } from '../kernel/errors.ts'
import { jsonOf } from '../kernel/json-of.ts'
import type { Situation, SituationNetwork } from './situation.ts'
import { principalOf } from './usual-situations.ts'

const networkNames = {
  'source-ip': 'sourceIp',
  'source-vpc': 'sourceVpc',
  'signin-source-vpce': 'signinSourceVpce',
  'console-source-vpce': 'consoleSourceVpce',
  'vpc-source-ip': 'vpcSourceIp',
  'requested-region': 'requestedRegion',
} as const satisfies Readonly<Record<string, keyof SituationNetwork>>

const wanted = 'NAME=ARN,source-ip=ADDRESS, several separated by semicolons'

/**
 * `office=arn:aws:iam::111122223333:role/Ops,source-ip=203.0.113.7; home=…`
 * @throws {@link InputError} `request-malformed`
 */
export function parseSituations(text: string, accountId: string): readonly Situation[] {
  return text
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => parseSituation(part, accountId))
}

function parseSituation(text: string, accountId: string): Situation {
  const at = text.indexOf('=')
  const name = text.slice(0, Math.max(at, 0)).trim()
  const [arn = '', ...rest] = text
    .slice(at + 1)
    .split(',')
    .map((part) => part.trim())
  if (name === '' || !arn.startsWith('arn:')) throw malformed(`A situation is written ${wanted}.`)
  const network = Object.fromEntries(rest.map((part) => networkPart(part, name)))
  return { name, principal: principalOf(arn, accountId), network: checked(network, name) }
}

function networkPart(part: string, name: string): readonly [string, string] {
  const at = part.indexOf('=')
  const key = part.slice(0, Math.max(at, 0))
  const value = part.slice(at + 1)
  const known = Object.hasOwn(networkNames, key) ? networkNames[key as keyof typeof networkNames] : undefined
  if (known && value !== '') return [known, value]
  throw malformed(
    `Situation "${name}" has a part that is none of ${Object.keys(networkNames).join(', ')}. It is written ${wanted}.`,
  )
}

const text = z.optional(z.string())
const fileSchema = z.array(
  z.strictObject({
    name: z.string().check(z.minLength(1)),
    principal: z.string().check(z.regex(/^arn:/)),
    sourceIp: text,
    sourceVpc: text,
    signinSourceVpce: text,
    consoleSourceVpce: text,
    vpcSourceIp: text,
    requestedRegion: text,
  }),
)

/**
 * A JSON list: `[{"name": "office", "principal": "arn:…", "sourceIp": "203.0.113.7"}]`
 * @throws {@link InputError} `request-malformed`
 */
export function decodeSituations(
  bytes: Uint8Array<ArrayBuffer>,
  path: string,
  accountId: string,
): readonly Situation[] {
  const value = jsonOf(bytes)
  if (value === undefined) throw malformed(`${path} is not JSON.`)
  return situationsFrom(value, path, accountId)
}

/**
 * The same list, read already.
 * @param what - Names it in an error.
 * @throws {@link InputError} `request-malformed`
 */
export function situationsFrom(list: unknown, what: string, accountId: string): readonly Situation[] {
  const parsed = fileSchema.safeParse(list)
  if (!parsed.success) {
    throw malformed(
      `${what} is not a list of situations, each with "name", "principal" and any of ${Object.values(networkNames).join(', ')}.`,
    )
  }
  return parsed.data.map(({ name, principal, ...network }) => {
    const given = Object.entries(network).filter(([, value]) => value !== undefined)
    return {
      name,
      principal: principalOf(principal, accountId),
      network: checked(Object.fromEntries(given), name),
    }
  })
}

/** One address. @throws {@link InputError} `request-malformed` */
export function assertAddress(address: string, what: string): void {
  if (!address.includes('/') && parseIpRange(address)) return
  throw malformed(`${what} must be one IPv4 or IPv6 address, such as 203.0.113.7.`)
}

function checked(network: SituationNetwork, name: string): SituationNetwork {
  const { sourceIp, vpcSourceIp } = network
  for (const address of [sourceIp, vpcSourceIp]) {
    if (address !== undefined) assertAddress(address, `The address of situation "${name}"`)
  }
  return network
}

function malformed(message: string): InputError {
  return new InputError('request-malformed', message, 'none')
}
