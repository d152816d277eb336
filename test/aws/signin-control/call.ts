import { type JsonBody, jsonBody } from '../json-body.ts'
import { type Action, accountId, type Principal } from '../principals.ts'
import { type Received, Refusal, type Reply } from '../service.ts'
import { signedCaller } from '../signed-caller.ts'
import { type SigninErrorCode, signinError } from '../signin/errors.ts'
import { homeRegion } from './home-region.ts'
import type { ControlPlaneParts } from './parts.ts'
import type { SigninControlSettings } from './settings.ts'

/** A signed call of the control plane, let in. */
export interface ControlCall {
  readonly principal: Principal
  readonly accountId: string
  /** Empty where the operation takes none. */
  readonly body: JsonBody
  /** A member that is a text. Its form was checked. */
  text(name: string): string | undefined
}

export interface ControlOperation {
  readonly name: string
  readonly action: Action
  /** What it takes; undefined: no body at all. */
  readonly members: Readonly<Record<string, (value: unknown) => boolean>> | undefined
  readonly required: readonly string[]
  /** A change is taken in the home region alone. */
  readonly writes: boolean
}

/**
 * Judges who calls, where, with what, and whether they may, in this order.
 *
 * @throws Refusal
 */
export function readCall(
  parts: ControlPlaneParts,
  request: Received,
  operation: ControlOperation,
): ControlCall {
  const { principal } = signedCaller(parts, request, 'signin')
  const { settings } = parts.controlStore
  if (request.query !== '') throw refuse(settings, 'INVALID_REQUEST', 'The query must be empty.')
  const body = readBody(parts, request, operation)
  if (operation.writes && parts.region !== homeRegion(parts.region)) {
    const words = `Changes are taken in ${homeRegion(parts.region)} and in no other region.`
    throw refuse(settings, 'INVALID_REQUEST', words)
  }
  if (!parts.principals.may(principal, operation.action)) {
    const words = `User: ${principal.arn} is not authorized to perform: ${operation.action}`
    throw refuse(settings, 'INSUFFICIENT_PERMISSIONS', words)
  }
  return {
    principal,
    accountId: accountId(principal),
    body,
    text: (name) => (typeof body[name] === 'string' ? body[name] : undefined),
  }
}

export function answer(members: Readonly<Record<string, unknown>>, outcome = 'ok'): Reply {
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }
  return { status: 200, headers, body: JSON.stringify(members), outcome }
}

export function refuse(settings: SigninControlSettings, code: SigninErrorCode, message: string): Refusal {
  return new Refusal(documented(settings, signinError(code, message)))
}

/** The same refusal with the status of the API reference, where that is wanted. */
export function documented(settings: SigninControlSettings, reply: Reply): Reply {
  const isSenders = reply.status >= 400 && reply.status < 500
  return settings.statuses === 'documented' && isSenders ? { ...reply, status: 400 } : reply
}

function readBody(
  { controlStore, model }: ControlPlaneParts,
  request: Received,
  { members, name, required }: ControlOperation,
): JsonBody {
  const invalid = (words: string) => refuse(controlStore.settings, 'INVALID_REQUEST', words)
  if (members) return jsonBody(request, { name, members, required }, model, invalid)
  if (request.body.length === 0) return {}
  throw invalid('This operation takes no body.')
}
