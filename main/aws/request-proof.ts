/**
 * How a request shows who sends it. A row of an operation table names the kind; the caller brings what it takes.
 *
 * @module
 */
import type { HttpRequest } from '../kernel/ports/http.ts'
import type { Random } from '../kernel/ports/random.ts'
import { createDpopProof, type DpopPrivateJwk } from '../oauth/dpop.ts'
import { type SigningCredentials, signRequest } from './sigv4.ts'

/** What each kind of proof is made with. */
export interface Proofs {
  readonly none: undefined
  readonly dpop: { readonly key: DpopPrivateJwk }
  readonly sigv4: {
    readonly credentials: SigningCredentials
    readonly signingName: string
    readonly region: string
  }
  /** The token of the Identity Center portal. */
  readonly bearer: { readonly accessToken: string }
}

/** Kinds that carry a time, which AWS holds against its own clock. */
export const timedProofs: ReadonlySet<keyof Proofs> = new Set(['dpop', 'sigv4'])

/** One attempt to send. */
export interface Attempt {
  readonly request: HttpRequest
  /** By AWS's clock, epoch milliseconds. */
  readonly now: number
  readonly nonce: string | undefined
  readonly random: Random
}

const provers: {
  readonly [Kind in keyof Proofs]: (
    proof: Proofs[Kind],
    attempt: Attempt,
  ) => Promise<Readonly<Record<string, string>>>
} = {
  none: async () => ({}),
  dpop: async ({ key }, { request, now, nonce, random }) => {
    const issuedAt = Math.floor(now / 1000)
    const claims = { method: request.method, url: request.url, issuedAt, nonce }
    return { dpop: await createDpopProof(key, claims, random) }
  },
  sigv4: (signer, { request, now }) => signRequest(request, { ...signer, now }),
  bearer: async ({ accessToken }) => ({ 'x-amz-sso_bearer_token': accessToken }),
}

/** The headers that prove this attempt, made anew for each. */
export function proofHeaders<Kind extends keyof Proofs>(
  kind: Kind,
  proof: Proofs[Kind],
  attempt: Attempt,
): Promise<Readonly<Record<string, string>>> {
  return provers[kind](proof, attempt)
}
