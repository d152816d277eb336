/**
 * What `PutResourcePermissionStatement` is called with, at random, from the values that random situations have.
 *
 * @module
 */
import fc from 'fast-check'
import type { PermissionStatementInput } from '../../main/aws/signin-control-types.ts'

const sometimes = (values: readonly string[]) =>
  fc.option(fc.constantFrom(...values), { nil: undefined, freq: 1 })

/** @param excluded - The ARNs that may be left out. */
export function randomStatementInput(excluded: readonly string[]): fc.Arbitrary<PermissionStatementInput> {
  return fc
    .record({
      sourceVpc: sometimes(['vpc-0123abcd', 'vpc-99999999']),
      signinSourceVpce: sometimes(['vpce-0aaaaaaaa', 'vpce-0bbbbbbbb']),
      consoleSourceVpce: sometimes(['vpce-0aaaaaaaa', 'vpce-0bbbbbbbb']),
      vpcSourceIp: sometimes(['10.0.0.0/16', '10.0.0.7']),
      sourceIp: sometimes(['203.0.113.0/24', '198.51.100.7', '2001:db8::/32', '0.0.0.0/1']),
      requestedRegion: sometimes(['us-east-1', 'eu-west-1']),
      excludedPrincipal: sometimes(excluded),
      kind: fc.constantFrom('address', 'address', 'vpc', 'anything'),
    })
    .map(({ kind, sourceVpc, sourceIp, vpcSourceIp, ...input }) => {
      const { excludedPrincipal, requestedRegion = 'us-east-1' } = input
      const address = { sourceIp: sourceIp ?? '203.0.113.0/24', excludedPrincipal }
      const vpc = { sourceVpc: sourceVpc ?? 'vpc-0123abcd', requestedRegion, excludedPrincipal }
      const isVpc = (sourceVpc ?? input.signinSourceVpce ?? input.consoleSourceVpce) !== undefined
      const ofVpc = isVpc ? { sourceVpc, vpcSourceIp, requestedRegion } : {}
      const whole = kind === 'address' ? address : kind === 'vpc' ? vpc : { ...input, sourceIp, ...ofVpc }
      return Object.fromEntries(Object.entries(whole).filter(([, value]) => value !== undefined))
    })
    .filter((input) => Object.keys(input).length > 0)
}
