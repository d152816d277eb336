import type { Random } from '../kernel/ports/random.ts'
import { type DpopPrivateJwk, generateDpopKey } from '../oauth/dpop.ts'
import { createPkce, type Pkce } from '../oauth/pkce.ts'

/** What one sign-in draws for itself, and never uses again. */
export interface SignInSecrets {
  /** 256 bits, lower-case hex (RFC 6749, section 10.12). */
  readonly state: string
  readonly pkce: Pkce
  /** The session's refresh tokens will be bound to it. */
  readonly dpopKey: DpopPrivateJwk
}

export async function drawSecrets(random: Random): Promise<SignInSecrets> {
  const state = Array.from(random.bytes(32), (byte) => byte.toString(16).padStart(2, '0')).join('')
  const [pkce, dpopKey] = await Promise.all([createPkce(random), generateDpopKey()])
  return { state, pkce, dpopKey }
}
