import type { StandIn } from '../../../aws/stand-in.ts'
import { dpopProof, newProofKey, type TokenReply } from '../../../aws/test-client.ts'

/** A reply as a client judges it. */
export function judged({ status, type, body }: TokenReply): readonly unknown[] {
  return status === 200 ? [200] : [status, type, body.error]
}
export const invalid = [400, 'ValidationException', 'INVALID_REQUEST']

/** A proof for the token endpoint that all is right with, but for what `claims` changes. */
export function proofFor(standIn: StandIn, key = newProofKey(), claims: object = {}): string {
  const base = standIn.env.AWS_ENDPOINT_URL_SIGNIN ?? ''
  return dpopProof(key, `${base}/v1/token`, standIn.clock.now(), { claims })
}
