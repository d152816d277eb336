import type { Said } from '../../preload/contract/said.ts'
import type { PermissionStatement } from '../aws/signin-control-types.ts'
import { say } from '../kernel/say.ts'
import { conditionOperator } from './condition-operator.ts'
import type { ExpectedPolicy } from './expected-policy.ts'

const networkKeys: ReadonlySet<string> = new Set([
  'aws:sourceip',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpcsourceip',
])

/** What the rules' own words do not say. */
export function policyNotes(
  policy: ExpectedPolicy,
  statements: readonly PermissionStatement[],
): readonly Said[] {
  const conditions = [
    ...policy.Statement.map(({ Condition }) => Condition),
    ...statements.map((one) => one.condition),
  ]
  const tests = conditions.flatMap((condition) =>
    Object.entries(condition ?? {}).flatMap(([operator, keys]) =>
      Object.entries(keys).map(([key, values]) => ({ operator, key: key.toLowerCase(), values })),
    ),
  )
  const hasNetwork = tests.some(
    ({ operator, key }) => networkKeys.has(key) && conditionOperator(operator)?.isNegated !== false,
  )
  const hasFederated = tests.some(
    ({ key, values }) =>
      key === 'signin:principalarn' && values.some((value) => value.includes(':federated-user/')),
  )
  return [
    ...(hasNetwork ? [notes.portal] : []),
    ...(hasFederated ? [notes.federated] : []),
    notes.accessKeys,
    notes.otherPolicies,
  ]
}

const notes = {
  portal: say(
    'note-portal-networks',
    {},
    'People who come through the IAM Identity Center portal cannot pass a rule on networks, wherever they are.',
  ),
  federated: say(
    'note-federated',
    {},
    'AWS does not document that a federated user can be excepted before sign-in.',
  ),
  accessKeys: say('note-access-keys', {}, 'Calls signed with access keys are not bound by these rules.'),
  otherPolicies: say(
    'note-other-policies',
    {},
    "IAM policies and the organization's own policies can refuse a sign-in too; they are not in this picture.",
  ),
}
