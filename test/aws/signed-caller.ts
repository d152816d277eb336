import type { AccessKey, AccessKeys } from './access-keys.ts'
import type { StandInClock } from './clock.ts'
import { type Received, Refusal } from './service.ts'
import { SigV4Refusal, verifySigV4 } from './sigv4.ts'

/** Where credentials are known, and by which clock they end. */
export interface CallerParts {
  readonly region: string
  readonly clock: StandInClock
  readonly keys: AccessKeys
}

const types: Readonly<Record<SigV4Refusal['code'], string>> = {
  MissingAuthenticationToken: 'MissingAuthenticationTokenException',
  IncompleteSignature: 'IncompleteSignatureException',
  InvalidClientTokenId: 'UnrecognizedClientException',
  SignatureDoesNotMatch: 'InvalidSignatureException',
}

/**
 * Who signed a request of a JSON service. Judged before the service sees it, and refused in nobody's own form.
 *
 * @param service - As it is named in the scope of a signature.
 * @throws Refusal of status 403.
 */
export function signedCaller(parts: CallerParts, request: Received, service: string): AccessKey {
  const now = parts.clock.now()
  try {
    const find = (accessKeyId: string) => parts.keys.find(accessKeyId)
    const key = verifySigV4(request, { now, service, regions: [parts.region], find })
    if (now < key.expiresAt) return key
  } catch (error) {
    if (!(error instanceof SigV4Refusal)) throw error
    throw refusal(types[error.code], error.message)
  }
  throw refusal('ExpiredTokenException', 'The security token included in the request is expired')
}

function refusal(type: string, message: string): Refusal {
  return new Refusal({
    status: 403,
    headers: { 'Content-Type': 'application/json', 'x-amzn-ErrorType': type },
    body: JSON.stringify({ message }),
    outcome: type,
    reason: message,
  })
}
