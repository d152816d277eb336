import { randomUUID } from 'node:crypto'
import { chanceOf } from '../seeded-random.ts'
import type { Received, Reply } from '../service.ts'
import { answer, type ControlCall, readCall, refuse } from './call.ts'
import * as members from './members.ts'
import type { ControlPlaneParts } from './parts.ts'
import { conditionOf, type StatementInput } from './statement.ts'

/** `PutResourcePermissionStatement` */
export function putStatement(parts: ControlPlaneParts, request: Received): Reply {
  const call = readCall(parts, request, {
    name: 'PutResourcePermissionStatement',
    action: 'signin:PutResourcePermissionStatement',
    members: { ...members.statement, clientToken: members.clientToken },
    required: [],
    writes: true,
  })
  const { controlStore } = parts
  const { settings, tokens } = controlStore
  const input = inputOf(call)
  checkCombination(parts, input)
  const scope = `${call.accountId} put`
  const parameters = JSON.stringify(Object.entries(input).sort())
  const token = call.text('clientToken')
  const standing = controlStore.statementsOf(call.accountId)
  // A statement that was taken away since may be put again.
  const stands = (statementId: string) => standing.some(({ sid }) => sid === statementId)
  const use = tokens.look(scope, token, parameters, stands)
  if (use.kind === 'repeated') return answer({ statementId: use.result }, 'ok:repeated')
  if (use.kind === 'other-parameters') {
    throw refuse(settings, 'CONFLICT', 'The client token was used with other parameters.')
  }
  if (use.kind === 'other-token') {
    throw refuse(settings, 'CONFLICT', 'The same statement was put with another client token.')
  }
  if (standing.length >= settings.statementQuota) {
    const words = `An account has ${settings.statementQuota} permission statements at most.`
    throw refuse(settings, 'SERVICE_QUOTA_EXCEEDED', words)
  }
  const statementId = controlStore.add(call.accountId, input)
  tokens.remember(scope, token ?? randomUUID(), parameters, statementId)
  return answer({ statementId })
}

/** `DeleteResourcePermissionStatement` */
export function deleteStatement(parts: ControlPlaneParts, request: Received): Reply {
  const call = readCall(parts, request, {
    name: 'DeleteResourcePermissionStatement',
    action: 'signin:DeleteResourcePermissionStatement',
    members: { statementId: members.statementId, clientToken: members.clientToken },
    required: ['statementId'],
    writes: true,
  })
  const { controlStore } = parts
  const { settings, tokens } = controlStore
  const statementId = call.text('statementId') ?? ''
  const scope = `${call.accountId} delete`
  const token = call.text('clientToken')
  const use = tokens.look(scope, token, statementId, () => false)
  if (use.kind === 'repeated') return answer({}, 'ok:repeated')
  if (use.kind === 'other-parameters') {
    throw refuse(settings, 'INVALID_REQUEST', 'The client token was used for another statement.')
  }
  if (!controlStore.statementsOf(call.accountId).some(({ sid }) => sid === statementId)) {
    throw refuse(settings, 'RESOURCE_NOT_FOUND', 'There is no such permission statement.')
  }
  controlStore.remove(statementId)
  if (token !== undefined) tokens.remember(scope, token, statementId, '')
  return answer({})
}

/** `ListResourcePermissionStatements`. Some pages are short and some are empty, by the settings' chance. */
export function listStatements(parts: ControlPlaneParts, request: Received): Reply {
  const call = readCall(parts, request, {
    name: 'ListResourcePermissionStatements',
    action: 'signin:ListResourcePermissionStatements',
    members: { maxResults: members.maxResults, nextToken: members.nextToken },
    required: [],
    writes: false,
  })
  const { controlStore, statementPages } = parts
  const { emptyPageRate, pageSize, region, seed, settings, shortPageRate } = {
    ...controlStore.settings,
    settings: controlStore.settings,
  }
  const nextToken = call.text('nextToken')
  const position = nextToken
    ? statementPages.read(call.accountId, nextToken)
    : { offset: 0, afterEmpty: false }
  if (!position) throw refuse(settings, 'INVALID_REQUEST', 'nextToken is not one of this listing.')
  const all = controlStore.statementsOf(call.accountId, parts.region)
  const { afterEmpty, offset } = position
  const chance = (what: string): number => chanceOf(seed, what, call.accountId, offset)
  const most = Number(call.body.maxResults ?? pageSize)
  // Two empty pages in a row would be as good as a listing that never ends.
  const empty = !afterEmpty && chance('empty') < emptyPageRate
  const size = chance('short') < shortPageRate ? Math.ceil(most / 2) : most
  const end = empty ? offset : Math.min(offset + size, all.length)
  const items = all.slice(offset, end).map(({ input, sid }) => ({
    sid,
    condition: conditionOf(input, call.accountId, region),
  }))
  const goesOn = empty || end < all.length
  const more = goesOn
    ? { nextToken: statementPages.issue(call.accountId, { offset: end, afterEmpty: empty }) }
    : {}
  return answer({ permissionStatements: items, ...more })
}

/** `GetResourcePolicy` */
export function getPolicy(parts: ControlPlaneParts, request: Received): Reply {
  const call = readCall(parts, request, {
    name: 'GetResourcePolicy',
    action: 'signin:GetResourcePolicy',
    members: undefined,
    required: [],
    writes: false,
  })
  const { controlStore } = parts
  const policy = controlStore.policyOf(call.accountId, parts.region)
  if (policy.Statement.length === 0 && controlStore.settings.whenAbsent === 'not-found') {
    throw refuse(controlStore.settings, 'RESOURCE_NOT_FOUND', 'There is no sign-in resource policy.')
  }
  return answer({ signinResourceBasedPolicy: policy })
}

function inputOf(call: ControlCall): StatementInput {
  const names = Object.keys(members.statement)
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = call.text(name)
      return value === undefined ? [] : [[name, value] as const]
    }),
  )
}

/** The sure rules always; what documentation leaves open by the setting. */
function checkCombination({ controlStore }: ControlPlaneParts, input: StatementInput): void {
  const { settings } = controlStore
  const { consoleSourceVpce, requestedRegion, signinSourceVpce, sourceIp, sourceVpc, vpcSourceIp } = input
  const endpoint = signinSourceVpce ?? consoleSourceVpce
  const place = sourceVpc ?? endpoint
  const invalid = (words: string) => refuse(settings, 'INVALID_REQUEST', words)
  if (Object.keys(input).length === 0) throw invalid('A statement needs a condition.')
  if (place !== undefined && requestedRegion === undefined) {
    throw invalid('requestedRegion is required with sourceVpc, signinSourceVpce and consoleSourceVpce.')
  }
  if (vpcSourceIp !== undefined && place === undefined) {
    throw invalid('vpcSourceIp needs sourceVpc, signinSourceVpce or consoleSourceVpce.')
  }
  if (settings.combinations === 'accepted') return
  if (sourceIp !== undefined && place !== undefined) throw invalid('sourceIp cannot go with a VPC.')
  if (endpoint !== undefined && sourceVpc === undefined) throw invalid('An endpoint needs its sourceVpc.')
  if (sourceIp === undefined && place === undefined) throw invalid('A statement needs a network.')
}
