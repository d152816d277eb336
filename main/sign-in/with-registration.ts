import { AppError } from '../kernel/errors.ts'
import type { ClientRegistration, IdentityCenterFlow } from '../vault/session-record.ts'
import type { OnStep } from './flow.ts'
import type { IdentityCenterDeps, RegisteredClient } from './identity-center-flow.ts'

/** Shown on the page where the person allows the sign-in. */
const clientName = 'Signet'

/** What a client is registered for. */
export interface WantedRegistration extends Omit<RegisteredClient, 'registration'> {
  readonly flow: IdentityCenterFlow
  /** A registration from before that fits. */
  readonly former: ClientRegistration | undefined
  readonly signal: AbortSignal | undefined
}

/**
 * Runs a flow with the registration that there is, else with a new one. When AWS does not take the old one after all
 * (`registration-invalid`), the flow runs once more, from its start, with a new one.
 *
 * @returns with the registration that served.
 */
export async function withRegistration<T>(
  { flow, former, signal, ...instance }: WantedRegistration,
  deps: Pick<IdentityCenterDeps, 'ssoOidc'>,
  onStep: OnStep,
  run: (client: RegisteredClient) => Promise<T>,
): Promise<{ readonly registration: ClientRegistration; readonly value: T }> {
  if (former) {
    try {
      return { registration: former, value: await run({ ...instance, registration: former }) }
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'registration-invalid') throw error
    }
  }
  signal?.throwIfAborted()
  const { region, scopes, startUrl } = instance
  onStep({ kind: 'registering', region })
  const issuerUrl = flow === 'authorization-code' ? startUrl : undefined
  const registration = await deps.ssoOidc.registerClient(
    { region, clientName, scopes, flow, issuerUrl },
    { signal },
  )
  return { registration, value: await run({ ...instance, registration }) }
}
