/**
 * The device flow: what a device starts, and what a person says to it in a browser elsewhere.
 *
 * @module
 */
import { pageReply } from '../page-reply.ts'
import type { Received, Refusal, Reply } from '../service.ts'
import { policyRefusal } from '../signin-control/policy-refusal.ts'
import { badRequest, findUser } from './authorize.ts'
import { readBody } from './body.ts'
import { checkGrant, deviceGrant } from './clients.ts'
import type { DeviceAuthorization } from './device-codes.ts'
import { refuse } from './errors.ts'
import { jsonReply } from './json-reply.ts'
import { closingPage, codeEntryPage, devicePage } from './pages.ts'
import type { OidcParts } from './parts.ts'

/** `StartDeviceAuthorization` */
export function startDeviceAuthorization(parts: OidcParts, request: Received): Reply {
  const body = readBody(request, parts.model, 'StartDeviceAuthorization')
  const [clientId, clientSecret] = [body.text('clientId'), body.text('clientSecret')]
  const startUrl = body.text('startUrl')
  const client = parts.clients.authenticated(clientId, clientSecret, parts.region)
  checkGrant(client, deviceGrant)
  const instance = parts.directory.at(startUrl)
  if (instance?.region !== parts.region) {
    throw refuse('InvalidRequestException', 'The start URL is not known in this region.')
  }
  const { deviceCode, userCode } = parts.deviceCodes.start(client, instance)
  const verificationUri = `${request.base}/device`
  const members = {
    deviceCode,
    userCode,
    verificationUri,
    verificationUriComplete: `${verificationUri}?user_code=${userCode}`,
    expiresIn: parts.settings.deviceSeconds,
    interval: parts.settings.deviceIntervalSeconds,
  }
  return jsonReply(members, 'ok')
}

/** `GET /device`: where a person goes, with or without the code. */
export function showDevice(parts: OidcParts, request: Received): Reply {
  const userCode = new URLSearchParams(request.query).get('user_code')
  if (!userCode) return pageReply(200, codeEntryPage(), 'ok:entry')
  const authorization = parts.deviceCodes.toAnswer(userCode)
  if (authorization?.instance.region !== parts.region) throw notKnown()
  const ticket = parts.pendingDevices.open(authorization, parts.clock.now())
  return pageReply(200, devicePage(authorization, ticket), 'ok:asked')
}

/** `POST /device/decision`: what the page's form sends. */
export function decideDevice(parts: OidcParts, request: Received): Reply {
  const form = new URLSearchParams(request.body.toString())
  const authorization = parts.pendingDevices.take(form.get('ticket') ?? '', parts.clock.now())
  if (!authorization || !parts.deviceCodes.toAnswer(authorization.userCode)) throw notKnown()
  if (form.get('decision') === 'deny') return denied(authorization)
  const user = findUser(authorization.instance, form.get('user') ?? '')
  if (!user || form.get('decision') !== 'allow') throw badRequest('The answer is not complete.')
  const { instance } = authorization
  const phase = parts.gate.portalRefusal({ ...parts, instance, user }, parts.gate.networkOf(request))
  if (phase) return policyRefusal(phase, closingPage)
  authorization.answer = user
  const words = 'Your device will go on by itself. You can close this page.'
  return pageReply(200, closingPage('You said yes', words), 'ok:approved')
}

function denied(authorization: DeviceAuthorization): Reply {
  authorization.answer = 'denied'
  const words = 'Nothing was allowed. You can close this page.'
  return pageReply(200, closingPage('You said no', words), 'ok:denied')
}

function notKnown(): Refusal {
  return badRequest('This code is not known, was answered before, or has expired.')
}
