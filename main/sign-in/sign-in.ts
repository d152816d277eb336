import { assertNever } from '../kernel/assert-never.ts'
import { signInCrossDevice } from './cross-device.ts'
import type { OnStep, SignInDeps, SignInOutcome, SignInRequest } from './flow.ts'
import { signInSameDevice } from './same-device.ts'

/**
 * Signs a person in to AWS. Stores nothing: what it yields belongs in the vault.
 * Every way out frees the port, the timer and the listener that it took.
 *
 * @throws {@link SessionError} `sign-in-denied` when AWS or the person said no, `sign-in-expired` when nobody came
 * back within 10 minutes.
 * @throws {@link UnavailableError} `loopback-unavailable` when no port can be had, and what the exchange throws.
 * @throws {@link ProtocolError} `id-token-malformed`, `response-malformed`
 */
export async function signIn(
  request: SignInRequest,
  deps: SignInDeps,
  onStep: OnStep,
): Promise<SignInOutcome> {
  onStep({ kind: 'preparing', method: request.method, region: request.region })
  switch (request.method) {
    case 'same-device':
      return signInSameDevice(request, deps, onStep)
    case 'cross-device':
      return signInCrossDevice(request, deps, onStep)
    default:
      return assertNever(request.method)
  }
}
