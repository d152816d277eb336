/**
 * One hand-out of credentials to one consumer: the only way from the broker to anybody who uses them.
 *
 * @module
 */
import type { Prompts } from '../kernel/ports/prompts.ts'
import type { Broker } from './broker.ts'
import type { Issued } from './held-credentials.ts'

/** The way in which credentials leave, or what Signet itself does with them for a person. */
export type GrantChannel =
  | 'credential-process'
  | 'container'
  | 'exec'
  | 'env'
  | 'console'
  | 'console-access'
  | 'token'

export interface GrantRequest {
  readonly profile: string
  readonly channel: GrantChannel
  /** Who may be asked on the way: for the vault's passphrase, for consent. Nobody where left out. */
  readonly prompts?: Prompts
  readonly signal?: AbortSignal | undefined
}

export interface Grants {
  /** @throws what {@link Broker.credentials} throws; {@link VaultError} when the vault cannot be opened. */
  issue(request: GrantRequest): Promise<Issued>
}

export interface GrantsNeeds {
  readonly broker: Pick<Broker, 'credentials'>
  /** Opens the vault where that needs nobody, or with the prompts. */
  readonly enter: (prompts: Prompts) => Promise<void>
}

export function grants({ broker, enter }: GrantsNeeds): Grants {
  return {
    async issue({ profile, prompts = {}, signal }) {
      await enter(prompts)
      return broker.credentials(profile, { signal })
    },
  }
}
