import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { permissionStatementProblems } from '../../../../main/aws/permission-statement-problems.ts'
import type { PermissionStatementInput } from '../../../../main/aws/signin-control-types.ts'
import { assertPermissionStatement } from '../../../../main/aws/signin-inputs.ts'

const good: Required<PermissionStatementInput> = {
  sourceVpc: 'vpc-0a1b2c3d',
  signinSourceVpce: 'vpce-0a1b2c3d4e5f60718',
  consoleSourceVpce: 'vpce-abcdefgh',
  vpcSourceIp: '10.0.0.0/8',
  sourceIp: '2001:db8::/32',
  requestedRegion: 'eu-central-1',
  excludedPrincipal: 'arn:aws:iam::111122223333:role/BreakGlass',
}

/** What a person reads of a statement that cannot be sent. */
function told(input: PermissionStatementInput): string {
  try {
    assertPermissionStatement(input)
  } catch (error) {
    return error instanceof Error ? error.message : 'not an error'
  }
  return 'sent'
}

describe('permissionStatementProblems', () => {
  it.each<[string, PermissionStatementInput]>([
    ['every member', good],
    ['the documented sample with a VPC', { sourceVpc: good.sourceVpc, requestedRegion: 'us-east-1' }],
    [
      'the documented sample with an address',
      { sourceIp: '203.0.113.0/24', excludedPrincipal: good.excludedPrincipal },
    ],
    ['a longer VPC id', { sourceVpc: 'vpc-0a1b2c3d4e5f60718', requestedRegion: 'us-east-1' }],
    ['a user', { excludedPrincipal: 'arn:aws:iam::111122223333:user/a' }],
    ['a federated user', { excludedPrincipal: 'arn:aws:sts::111122223333:federated-user/ab' }],
    ['the root user', { excludedPrincipal: 'arn:aws:iam::111122223333:root' }],
    [
      'a federated user of the longest name',
      {
        excludedPrincipal: `arn:aws:sts::111122223333:federated-user/${'a'.repeat(193)}`,
      },
    ],
  ])('has nothing against %s', (_, input) => {
    expect(permissionStatementProblems(input)).toEqual([])
  })

  it.each<[string, PermissionStatementInput]>([
    ['an address beside a VPC', { ...good, vpcSourceIp: good.vpcSourceIp }],
    ['an excluded principal alone', { excludedPrincipal: good.excludedPrincipal }],
    [
      'an endpoint without its VPC',
      { signinSourceVpce: good.signinSourceVpce, requestedRegion: 'us-east-1' },
    ],
    ['a region alone', { requestedRegion: 'us-east-1' }],
    ['nothing at all', {}],
  ])('leaves %s to AWS, as documentation does', (_, input) => {
    expect(permissionStatementProblems(input)).toEqual([])
  })

  const broken: readonly (readonly [string, PermissionStatementInput])[] = [
    ['a VPC of another form', { sourceVpc: 'vpc-0a1b2c3', requestedRegion: 'us-east-1' }],
    ['a VPC in capitals', { sourceVpc: 'vpc-0A1B2C3D', requestedRegion: 'us-east-1' }],
    ['an endpoint in place of a VPC', { sourceVpc: 'vpce-0a1b2c3d', requestedRegion: 'us-east-1' }],
    [
      'a sign-in endpoint that is too short',
      { signinSourceVpce: 'vpce-0a1b2c3', requestedRegion: 'us-east-1' },
    ],
    [
      'a sign-in endpoint that is too long',
      { signinSourceVpce: `vpce-${'a'.repeat(21)}`, requestedRegion: 'us-east-1' },
    ],
    ['a console endpoint in capitals', { consoleSourceVpce: 'vpce-ABCDEFGH', requestedRegion: 'us-east-1' }],
    ['an address that is none', { sourceIp: '203.0.113.256' }],
    ['a range that is too wide', { sourceIp: '2001:db8::/129' }],
    ['several addresses', { sourceIp: '203.0.113.7, 203.0.113.8' }],
    ['an address inside a VPC that is none', { ...good, vpcSourceIp: '10.0.0.0/33' }],
    ['a region that is none', { requestedRegion: 'Frankfurt' }],
    ['a role of another partition', { excludedPrincipal: 'arn:aws-cn:iam::111122223333:role/BreakGlass' }],
    ['a role with a path', { excludedPrincipal: 'arn:aws:iam::111122223333:role/ops/BreakGlass' }],
    ['a role session', { excludedPrincipal: 'arn:aws:sts::111122223333:assumed-role/BreakGlass/me' }],
    [
      'a role with too long a name',
      { excludedPrincipal: `arn:aws:iam::111122223333:role/${'a'.repeat(65)}` },
    ],
    ['a federated user with one letter', { excludedPrincipal: 'arn:aws:sts::111122223333:federated-user/a' }],
    ['everybody', { excludedPrincipal: '*' }],
    ['an empty field', { ...good, sourceVpc: '' }],
    ['a line break at the end', { ...good, requestedRegion: 'eu-central-1\n' }],
    ['a VPC without its region', { sourceVpc: good.sourceVpc }],
    ['a sign-in endpoint without its region', { signinSourceVpce: good.signinSourceVpce }],
    ['a console endpoint without its region', { consoleSourceVpce: good.consoleSourceVpce }],
    ['an address inside no VPC', { vpcSourceIp: '10.0.0.1' }],
    ['several things at once', { sourceVpc: 'x', vpcSourceIp: 'y', sourceIp: 'z' }],
  ]

  it('tells a person what to change: every constraint violated once', () => {
    expect(Object.fromEntries(broken.map(([name, input]) => [name, told(input)]))).toMatchSnapshot()
  })

  it.each(broken)('names nothing that was given: %s', (_, input) => {
    const given = Object.values(input).filter(
      (value) => value.length > 4 && !good[member(input, value)].includes(value),
    )
    expect(given.filter((value) => told(input).includes(value))).toEqual([])
  })

  const modelPath = new URL('../../../../../shared/models/signin.service-2.json', import.meta.url)
  const absent = !existsSync(modelPath)
  it.skipIf(absent).each([
    ['sourceVpc', 'SourceVpc'],
    ['signinSourceVpce', 'SourceVpce'],
    ['consoleSourceVpce', 'SourceVpce'],
    ['requestedRegion', 'RequestedRegion'],
    ['excludedPrincipal', 'ExcludedPrincipal'],
  ] as const)(
    `%s is judged as the model judges it${absent ? ' (skipped: the service model is not beside this project)' : ''}`,
    (member, shape) => {
      const { shapes } = JSON.parse(readFileSync(modelPath, 'utf8')) as {
        shapes: Record<string, { pattern: string; min?: number; max?: number }>
      }
      const { pattern = '', min = 0, max = Number.POSITIVE_INFINITY } = shapes[shape] ?? {}
      const whole = new RegExp(`^(?:${pattern})$`)
      const near = fc
        .tuple(fc.stringMatching(whole), fc.nat(60), fc.nat(2), fc.string({ maxLength: 2 }))
        .map(([text, at, gone, more]) => text.slice(0, at) + more + text.slice(at + gone))
      fc.assert(
        fc.property(fc.oneof(fc.stringMatching(whole), near), (value) => {
          const isRight = whole.test(value) && value.length >= min && value.length <= max
          // The rules on what goes together are told of other members.
          const input = { requestedRegion: 'us-east-1', [member]: value }
          expect(permissionStatementProblems(input).length === 0).toBe(isRight)
        }),
        { numRuns: 2_000 },
      )
    },
  )
})

function member(input: PermissionStatementInput, value: string): keyof PermissionStatementInput {
  const found = Object.entries(input).find(([, each]) => each === value)
  return found?.[0] as keyof PermissionStatementInput
}
