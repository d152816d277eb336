/**
 * A statement as AWS lists it, read back into what makes it: AWS keeps the condition, a call takes parameters.
 *
 * @module
 */
import * as z from 'zod/mini'
import { permissionStatementProblems } from '../aws/permission-statement-problems.ts'
import type { PermissionStatement, PermissionStatementInput } from '../aws/signin-control-types.ts'
import { own } from '../kernel/own.ts'

/** What `PutResourcePermissionStatement` takes, in the one order of Signet's files and diffs. */
export const inputNames = [
  'sourceVpc',
  'signinSourceVpce',
  'consoleSourceVpce',
  'vpcSourceIp',
  'sourceIp',
  'requestedRegion',
  'excludedPrincipal',
] as const satisfies readonly (keyof PermissionStatementInput)[]

type InputName = (typeof inputNames)[number]

const parameter = z.optional(z.string())

/** The parameters as they stand in a file of Signet's. */
export const inputShape = {
  sourceVpc: parameter,
  signinSourceVpce: parameter,
  consoleSourceVpce: parameter,
  vpcSourceIp: parameter,
  sourceIp: parameter,
  requestedRegion: parameter,
  excludedPrincipal: parameter,
} as const satisfies Record<InputName, typeof parameter>

/**
 * By condition key, in lower case. The two principal keys are those of before and after sign-in, one value in both.
 * An endpoint's key says not for which of the two pages it is, so a statement with endpoints is not read back.
 */
const namesByKey: Readonly<Record<string, InputName | 'nothing'>> = {
  'aws:sourcevpc': 'sourceVpc',
  'aws:vpcsourceip': 'vpcSourceIp',
  'aws:sourceip': 'sourceIp',
  'aws:requestedregion': 'requestedRegion',
  'signin:principalarn': 'excludedPrincipal',
  'aws:principalarn': 'excludedPrincipal',
  'aws:resourceaccount': 'nothing',
}

/** Operators under which a value is what the statement lets through or leaves out. Any other one means something else. */
const operators =
  /^(?:notipaddress|stringnot(?:equals|like)(?:ignorecase)?|arnnot(?:equals|like))(?:ifexists)?$/i
/** A region may also say in which region's VPC the statement counts. */
const regionOperators = /^stringequals(?:ifexists)?$/i

/** What makes this statement; undefined when its condition says more, or other, than a call can. */
export function inputOf({
  condition,
}: Pick<PermissionStatement, 'condition'>): PermissionStatementInput | undefined {
  const found = new Map<InputName, string>()
  for (const [operator, keys] of Object.entries(condition)) {
    for (const [key, values] of Object.entries(keys)) {
      const lower = key.toLowerCase()
      // Keys come over the wire, and a table has a prototype.
      const name = own(namesByKey, lower)
      if (name === 'nothing') continue
      const [value, ...more] = new Set(values)
      if (!name || value === undefined || more.length > 0 || !isRead(operator, name)) return undefined
      const before = found.get(name)
      if (before !== undefined && before !== value) return undefined
      found.set(name, value)
    }
  }
  const input = tidy(Object.fromEntries(found))
  // What could not be sent is not what was sent.
  return found.size === 0 || permissionStatementProblems(input).length > 0 ? undefined : input
}

function isRead(operator: string, name: InputName): boolean {
  return operators.test(operator) || (name === 'requestedRegion' && regionOperators.test(operator))
}

export function isSameInput(one: PermissionStatementInput, other: PermissionStatementInput): boolean {
  return inputNames.every((name) => one[name] === other[name])
}

/** Without what is left open, and in the one order. */
export function tidy(input: { readonly [Name in InputName]?: string | undefined }): PermissionStatementInput {
  const given = inputNames.flatMap((name) => {
    const value = input[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(given)
}

/** `sourceIp 203.0.113.0/24, excludedPrincipal arn:…`: short, as in a diff. */
export function inputText(input: PermissionStatementInput): string {
  return inputNames
    .flatMap((name) => (input[name] === undefined ? [] : [`${name} ${input[name]}`]))
    .join(', ')
}
