import type { AccessKey, AccessKeys } from '../access-keys.ts'
import type { StandInClock } from '../clock.ts'
import { accountId, type Principals } from '../principals.ts'
import { type Received, Refusal, type Reply, type Service, single } from '../service.ts'
import { SigV4Refusal, verifySigV4 } from '../sigv4.ts'
import { assumeRole } from './assume-role.ts'
import { getCallerIdentity } from './get-caller-identity.ts'
import { getSessionToken } from './get-session-token.ts'
import type { Iam } from './iam.ts'
import { isStsErrorCode, stsError } from './xml.ts'

export interface StsParts {
  readonly clock: StandInClock
  readonly keys: AccessKeys
  readonly principals: Principals
  readonly regions: readonly string[]
  readonly iam: Iam
}

/** STS by the query protocol, for every region of the stand-in. */
export function stsService(parts: StsParts): Service {
  return {
    routes: [{ operation: 'sts', method: 'POST', path: '/', handle: (request) => answer(parts, request) }],
    refuse: (status, message) => {
      if (status === 500) return stsError('InternalFailure', message)
      if (status === 429) return stsError('Throttling', message)
      return stsError('ValidationError', message, status)
    },
    exception: (name, { description = name }) =>
      isStsErrorCode(name) ? stsError(name, description) : undefined,
  }
}

const actions: Readonly<
  Record<string, (parts: StsParts, key: AccessKey, parameters: URLSearchParams) => Reply>
> = {
  AssumeRole: assumeRole,
  GetSessionToken: getSessionToken,
  GetCallerIdentity: ({ principals }, key) => getCallerIdentity(key, principals),
}

function answer(parts: StsParts, request: Received): Reply {
  const key = signer(parts, request)
  const region = regionOf(request)
  if (parts.iam.disabledRegions.includes(region)) {
    const message = `STS is not activated in this region for account:${accountId(key.principal)}.`
    throw new Refusal(stsError('RegionDisabledException', message))
  }
  const type = single(request, 'content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/x-www-form-urlencoded') {
    throw new Refusal(stsError('ValidationError', 'Content-Type must be application/x-www-form-urlencoded.'))
  }
  const parameters = new URLSearchParams(request.body.toString())
  const action = parameters.get('Action') ?? ''
  if (parameters.get('Version') !== '2011-06-15' || !Object.hasOwn(actions, action)) {
    throw new Refusal(stsError('InvalidAction', 'This action and version are not known here.'))
  }
  const { TokenCode: _, ...told } = Object.fromEntries(parameters)
  parts.iam.calls.push({ action, by: key.principal.arn, region, parameters: told })
  return actions[action]?.(parts, key, parameters) ?? stsError('InternalFailure', 'no such action')
}

/** The region of the signature's scope, which has been checked. */
function regionOf(request: Received): string {
  return /Credential=[^/]+\/\d+\/([a-z0-9-]+)\//.exec(single(request, 'authorization') ?? '')?.[1] ?? ''
}

function signer(parts: StsParts, request: Received): AccessKey {
  const now = parts.clock.now()
  try {
    const key = verifySigV4(request, {
      now,
      service: 'sts',
      regions: parts.regions,
      find: (accessKeyId) => parts.keys.find(accessKeyId),
    })
    if (now < key.expiresAt) return key
  } catch (error) {
    if (error instanceof SigV4Refusal) throw new Refusal(stsError(error.code, error.message))
    throw error
  }
  throw new Refusal(stsError('ExpiredToken', 'The security token included in the request is expired'))
}
