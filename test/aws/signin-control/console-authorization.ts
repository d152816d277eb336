import type { Received, Reply } from '../service.ts'
import { answer, type ControlCall, readCall, refuse } from './call.ts'
import * as members from './members.ts'
import type { ControlPlaneParts } from './parts.ts'

type Verb = 'Put' | 'Get' | 'Delete'

/** `Put`, `Get` and `DeleteConsoleAuthorizationConfiguration`. */
export function consoleAuthorization(parts: ControlPlaneParts, request: Received, verb: Verb): Reply {
  const name = `${verb}ConsoleAuthorizationConfiguration` as const
  const call = readCall(parts, request, {
    name,
    action: `signin:${name}`,
    members: { targetId: members.targetId },
    required: [],
    writes: verb !== 'Get',
  })
  const targetId = call.text('targetId') ?? call.accountId
  const scope = checkedScope(parts, call, targetId)
  const { controlStore } = parts
  const { settings } = controlStore
  // Who changes something is told of the change, whatever the regions see yet.
  const { known } = controlStore.seenFrom(verb === 'Get' ? parts.region : undefined)
  if (verb !== 'Put' && settings.whenAbsent === 'not-found' && !known.has(targetId)) {
    throw refuse(settings, 'RESOURCE_NOT_FOUND', 'There is no console authorization configuration.')
  }
  if (verb === 'Put') controlStore.turnOn(targetId)
  if (verb === 'Delete') controlStore.turnOff(targetId)
  const { enabled } = controlStore.seenFrom(verb === 'Get' ? parts.region : undefined)
  return answer({ targetId, scope, consoleAuthorizationEnabled: enabled.has(targetId) })
}

/** An account is its own; an organization and its root belong to the management account. */
function checkedScope({ controlStore }: ControlPlaneParts, call: ControlCall, targetId: string): string {
  const { organizations, settings } = controlStore
  if (/^\d/.test(targetId)) {
    if (targetId === call.accountId) return 'ACCOUNT'
    throw refuse(settings, 'INSUFFICIENT_PERMISSIONS', 'The target is another account.')
  }
  const organization = organizations.at(targetId)
  if (!organization) throw refuse(settings, 'RESOURCE_NOT_FOUND', 'The target is not known.')
  if (organization.managementAccountId !== call.accountId) {
    throw refuse(settings, 'INSUFFICIENT_PERMISSIONS', 'Only the management account may do this.')
  }
  return targetId.startsWith('o-') ? 'ORGANIZATION' : 'ROOT'
}
