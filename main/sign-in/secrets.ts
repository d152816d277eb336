import { hex } from '../kernel/hex.ts'
import type { Random } from '../kernel/ports/random.ts'
import { type DpopPrivateJwk, generateDpopKey } from '../oauth/dpop.ts'
import { createPkce, type Pkce } from '../oauth/pkce.ts'

/** What one page in a browser is opened with, and no other. */
export interface PageSecrets {
  /** 256 bits, lower-case hex (RFC 6749, section 10.12). */
  readonly state: string
  readonly pkce: Pkce
}

/** What one sign-in with AWS Sign-In draws for itself, and never uses again. */
export interface SignInSecrets extends PageSecrets {
  /** The session's refresh tokens will be bound to it. */
  readonly dpopKey: DpopPrivateJwk
}

export async function drawPageSecrets(random: Random): Promise<PageSecrets> {
  const state = hex(random.bytes(32))
  return { state, pkce: await createPkce(random) }
}

export async function drawSecrets(random: Random): Promise<SignInSecrets> {
  const [page, dpopKey] = await Promise.all([drawPageSecrets(random), generateDpopKey()])
  return { ...page, dpopKey }
}
