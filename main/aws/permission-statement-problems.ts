/**
 * What is wrong with a permission statement before AWS sees it: the constraints of the service model, and those rules on
 * what goes together that AWS's documentation is sure about. What it leaves open is left to AWS.
 *
 * @see {@link https://docs.aws.amazon.com/signin/latest/APIReference/API_PutResourcePermissionStatement.html}
 * @module
 */
import type { Said } from '../../preload/contract/said.ts'
import { say } from '../kernel/say.ts'
import { parseIpRange } from './ip-range.ts'
import type { PermissionStatementInput } from './signin-control-types.ts'

export interface StatementProblem {
  /** Where to change something, as AWS spells it. */
  readonly member: keyof PermissionStatementInput
  /** What a person must change. Quotes nothing of what was given. */
  readonly text: string
  /** What the text is made of. */
  readonly said: Said
}

interface Rule {
  readonly accepts: (value: string) => boolean
  readonly said: Said
}

const endpointRule: Rule = {
  accepts: (value) => /^vpce-[a-z0-9]{8,20}$/.test(value),
  said: say(
    'statement-endpoint',
    {},
    'Write a VPC endpoint as vpce- and 8 to 20 lower-case letters or digits, such as vpce-0a1b2c3d4e5f60718.',
  ),
}
const addressRule: Rule = {
  accepts: (value) => parseIpRange(value) !== undefined,
  said: say(
    'statement-address',
    {},
    'Write one IPv4 or IPv6 address, or one CIDR range, such as 203.0.113.7, 203.0.113.0/24 or 2001:db8::/32.',
  ),
}
const principalName = '[a-zA-Z0-9_+=,.@-]'
const excludable = new RegExp(
  `^arn:aws:(?:iam::\\d{12}:(?:(?:role|user)/${principalName}{1,64}|root)|sts::\\d{12}:federated-user/${principalName}{2,193})$`,
)

const rules: { readonly [Member in keyof PermissionStatementInput]-?: Rule } = {
  sourceVpc: {
    accepts: (value) => /^vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(value),
    said: say(
      'statement-vpc',
      {},
      'Write a VPC as vpc- and 8 or 17 of the characters 0-9 and a-f, such as vpc-0a1b2c3d.',
    ),
  },
  signinSourceVpce: endpointRule,
  consoleSourceVpce: endpointRule,
  vpcSourceIp: addressRule,
  sourceIp: addressRule,
  requestedRegion: {
    accepts: (value) => /^[a-z]{2}(?:-[a-z]+)+-\d+$/.test(value),
    said: say('statement-region', {}, 'Write the name of a region, such as eu-central-1.'),
  },
  excludedPrincipal: {
    // The model's least of 20 characters is in the pattern.
    accepts: (value) => value.length <= 2048 && excludable.test(value),
    said: say(
      'statement-principal',
      {},
      'Write the ARN of a role, a user, a federated user or the root user in the partition aws, without a path, such as ' +
        'arn:aws:iam::111122223333:role/BreakGlass.',
    ),
  },
}

/** In the order of the members, then what is missing between them; empty when AWS may be asked. */
export function permissionStatementProblems(input: PermissionStatementInput): readonly StatementProblem[] {
  const { sourceVpc, signinSourceVpce, consoleSourceVpce, vpcSourceIp, requestedRegion } = input
  const members = Object.keys(rules) as (keyof PermissionStatementInput)[]
  const problems = members.flatMap((member): StatementProblem[] => {
    const value = input[member]
    return value === undefined || rules[member].accepts(value) ? [] : [problem(member, rules[member].said)]
  })
  const endpoint = signinSourceVpce ?? consoleSourceVpce
  const isOfVpc = (sourceVpc ?? endpoint) !== undefined
  if (isOfVpc && requestedRegion === undefined) {
    const of = sourceVpc === undefined ? 'VPC endpoint' : 'VPC'
    const said = say('statement-region-of', { of }, `Name the region that the ${of} is in.`)
    problems.push(problem('requestedRegion', said))
  }
  if (vpcSourceIp !== undefined && !isOfVpc) {
    problems.push(problem('vpcSourceIp', insideWhat))
  }
  return problems
}

const insideWhat = say(
  'statement-inside-what',
  {},
  'Name the VPC, or one of its endpoints, that this address is in. For an address on the internet use sourceIp instead.',
)

function problem(member: StatementProblem['member'], said: Said): StatementProblem {
  return { member, text: said.text, said }
}
