/**
 * Renews a session now, because a person wants to see that it can be.
 *
 * @module
 */
import type { Broker } from '../../broker/broker.ts'
import type { VaultDoor } from './vault-door.ts'

/**
 * @throws what the renewal failed with; {@link SessionError} when there is no such session or it has ended;
 * {@link UnavailableError} `throttled` when it was tried a moment ago.
 */
export type RenewSession = (sessionId: string, signal: AbortSignal) => Promise<void>

export function renewSession({
  door,
  broker,
}: {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly broker: Pick<Broker, 'renew'>
}): RenewSession {
  return async (sessionId, signal) => {
    await door.enter({})
    await broker.renew(sessionId, { signal })
  }
}
