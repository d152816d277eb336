import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permissionStatementProblems } from '../../../../main/aws/permission-statement-problems.ts'
import type {
  PermissionStatement,
  PermissionStatementInput,
} from '../../../../main/aws/signin-control-types.ts'
import type { AccessState } from '../../../../main/console-access/access-state.ts'
import { changeSetOf } from '../../../../main/console-access/change-set.ts'
import { driftOf } from '../../../../main/console-access/drift.ts'
import { decodeAccessFile, encodeAccessFile } from '../../../../main/console-access/policy-export.ts'
import { inputOf, tidy } from '../../../../main/console-access/statement-input.ts'
import { AppError } from '../../../../main/kernel/errors.ts'
import { conditionOf } from '../../../aws/signin-control/statement.ts'
import { accountId, breakGlass, home, office } from '../../../fakes/console-access-scene.ts'

type Condition = PermissionStatement['condition']

function listed(input: PermissionStatementInput, region: 'scopes' | 'pins' = 'scopes'): Condition {
  return conditionOf(input, accountId, region) as Condition
}

function stateOf(isOn: boolean, ...inputs: readonly PermissionStatementInput[]): AccessState {
  const statements = inputs.map((input, index) => {
    const condition = listed(input)
    return { sid: `${index}`.padStart(64, 'S'), condition, input: inputOf({ condition }) }
  })
  const targets = [{ targetId: accountId, scope: 'ACCOUNT', consoleAuthorizationEnabled: isOn }]
  return { accountId, targets, statements, policy: { Version: '2012-10-17', Statement: [] } }
}

const bytes = (text: string) => new TextEncoder().encode(text)
const fileOf = (state: AccessState) =>
  decodeAccessFile(bytes(encodeAccessFile(state, accountId, '2026-01-02T03:04:05Z')), '/f.json')

const vpc = { sourceVpc: 'vpc-0a1b2c3d', requestedRegion: 'eu-central-1', excludedPrincipal: breakGlass }
const endpoint = { signinSourceVpce: 'vpce-0a1b2c3d', requestedRegion: 'eu-central-1' }

const maybe = (...values: readonly string[]) => fc.constantFrom(undefined, ...values)
const anyInput: fc.Arbitrary<PermissionStatementInput> = fc
  .record({
    sourceVpc: maybe('vpc-0a1b2c3d', 'vpc-0a1b2c3d4e5f60718'),
    signinSourceVpce: fc.constantFrom(undefined, undefined, undefined, 'vpce-0a1b2c3d'),
    consoleSourceVpce: fc.constantFrom(undefined, undefined, undefined, 'vpce-0a1b2c3e'),
    vpcSourceIp: maybe('10.0.0.0/8', '10.0.0.1'),
    sourceIp: maybe('203.0.113.0/24', '2001:db8::/32'),
    requestedRegion: maybe('eu-central-1', 'us-east-1'),
    excludedPrincipal: maybe(breakGlass, 'arn:aws:iam::111122223333:root'),
  })
  .map(tidy)
  .filter((input) => Object.keys(input).length > 0 && permissionStatementProblems(input).length === 0)

describe('inputOf', () => {
  it('reads a listed statement back as what made it, or not at all, however a region is written', () => {
    let read = 0
    fc.assert(
      fc.property(anyInput, fc.constantFrom('scopes', 'pins'), (input, region) => {
        const back = inputOf({ condition: listed(input, region) })
        if (back !== undefined) {
          expect(back).toEqual(input)
          read += 1
        }
      }),
      { numRuns: 2_000 },
    )
    expect(read).toBeGreaterThan(100)
  })

  it.each([
    ['an operator that means something else', { IpAddress: { 'aws:SourceIp': ['203.0.113.0/24'] } }],
    ['a key that no call makes', { StringNotEquals: { 'aws:PrincipalOrgID': ['o-abcdefghij'] } }],
    ['several values', { NotIpAddress: { 'aws:SourceIp': ['203.0.113.0/24', '198.51.100.0/24'] } }],
    [
      'an endpoint, which may be of either page',
      { StringNotEquals: { 'aws:SourceVpce': ['vpce-0a1b2c3d'] } },
    ],
    [
      'two principals',
      { ArnNotEquals: { 'signin:PrincipalArn': [breakGlass], 'aws:PrincipalArn': [`${breakGlass}2`] } },
    ],
    ['the account alone', { StringEquals: { 'aws:ResourceAccount': [accountId] } }],
    ['a VPC without its region', { StringNotEquals: { 'aws:SourceVpc': ['vpc-0a1b2c3d'] } }],
  ])('does not guess at %s', (_what, condition) => {
    expect(inputOf({ condition })).toBe(undefined)
  })
})

describe('decodeAccessFile', () => {
  it('reads what encodeAccessFile wrote: nothing has to change, and nothing has drifted', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyInput, { maxLength: 5, selector: (input) => JSON.stringify(listed(input)) }),
        fc.boolean(),
        (inputs, isOn) => {
          const state = stateOf(isOn, ...inputs)
          const file = fileOf(state)
          expect(changeSetOf({ file }, state, accountId)).toEqual({
            authorization: undefined,
            add: [],
            remove: [],
          })
          expect(driftOf(file, state, accountId)).toEqual({ isSame: true, diff: [] })
        },
      ),
    )
  })

  it('writes the same for the same, whatever the order at AWS', () => {
    const one = encodeAccessFile(stateOf(true, office, home, vpc), accountId, 'then')
    expect(encodeAccessFile(stateOf(true, vpc, office, home), accountId, 'then')).toBe(one)
  })

  it.each([
    ['no JSON', '{', '/f.json cannot be used: it is not JSON. Nothing was changed.'],
    [
      'something else',
      '{"Version": "2012-10-17"}',
      '/f.json cannot be used: format is not as it must be. Nothing was changed.',
    ],
    [
      'a list',
      '[]',
      '/f.json cannot be used: it is not what "signet console-access export" writes: an object with "format": "signet-console-access" and "version": 1. Nothing was changed.',
    ],
    [
      'a statement with a word that AWS does not have',
      '{"format":"signet-console-access","version":1,"statements":[{"sourceIP":"203.0.113.0/24"}]}',
      '/f.json cannot be used: statements[0] is not as it must be. A statement has only these: sourceVpc, signinSourceVpce, consoleSourceVpce, vpcSourceIp, sourceIp, requestedRegion, excludedPrincipal. Nothing was changed.',
    ],
  ])('says what is wrong with %s', (_what, text, message) => {
    expect(() => decodeAccessFile(bytes(text), '/f.json')).toThrow(message)
  })

  it('refuses a file that is too large, and bytes that are no text', () => {
    expect(() => decodeAccessFile(new Uint8Array(1_000_001), '/f')).toThrow('larger than 1 MB')
    expect(() => decodeAccessFile(new Uint8Array([0xff]), '/f')).toThrow('not JSON')
  })
})

describe('driftOf', () => {
  it('says what is at AWS only, what is in the file only, and what is turned', () => {
    const file = fileOf(stateOf(true, office, vpc))
    expect(driftOf(file, stateOf(false, vpc, home), accountId)).toEqual({
      isSame: false,
      diff: [
        `+statement sourceIp 198.51.100.0/24, excludedPrincipal ${breakGlass}`,
        `-statement sourceIp 203.0.113.0/24, excludedPrincipal ${breakGlass}`,
        `+console authorization off for ${accountId}`,
        `-console authorization on for ${accountId}`,
      ],
    })
  })

  it('compares what it knows by its condition only, and does not offer to make it', () => {
    const file = fileOf(stateOf(false, endpoint))
    expect(driftOf(file, stateOf(false, endpoint), accountId).isSame).toBe(true)
    const { diff } = driftOf(file, stateOf(false), accountId)
    expect(diff).toEqual([`-statement ${JSON.stringify(listed(endpoint))}`])
    expect(() => changeSetOf({ file }, stateOf(false), accountId)).toThrow(AppError)
  })

  it('refuses a file of another account, and takes one that names none', () => {
    const file = fileOf(stateOf(false, office))
    const other = { ...file, accountId: '444455556666' }
    expect(() => driftOf(other, stateOf(false, office), accountId)).toThrow(
      'The file is of account 444455556666, and the profile is of 111122223333.',
    )
    const anywhere = { ...file, accountId: undefined }
    expect(driftOf(anywhere, stateOf(false, office), accountId).isSame).toBe(true)
  })
})

describe('changeSetOf', () => {
  const state = stateOf(true, office, home)
  const [first] = state.statements

  it('takes the beginning of an id where that is enough', () => {
    expect(() => changeSetOf({ remove: ['SSSS'] }, state, accountId)).toThrow('Several statements begin with')
    const named = { ...state, statements: [{ ...(first ?? fail()), sid: `abcd${'x'.repeat(60)}` }] }
    expect(changeSetOf({ remove: ['abcd'] }, named, accountId).remove).toEqual(named.statements)
    expect(() => changeSetOf({ remove: ['abc'] }, named, accountId)).toThrow('has no statement abc')
  })

  it('asks for nothing that is so already', () => {
    expect(changeSetOf({ authorization: 'on', add: [home, home] }, state, accountId)).toEqual({
      ...{ authorization: undefined, add: [], remove: [] },
    })
  })
})

function fail(): never {
  throw new TypeError('There is a statement.')
}
