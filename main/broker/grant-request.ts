/**
 * What is asked of the broker's grants, and the word of a person that may be brought along.
 *
 * @module
 */
import type { Prompts } from '../kernel/ports/prompts.ts'
import type { ConfigPlace } from './configured-steps.ts'
import type { ConsumerClaim } from './consumer.ts'

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
  /** Who asks, by its own word: `VerbContext.consumer`. Leave it out where there is no relay. */
  readonly consumer?: ConsumerClaim | undefined
  /** Signet looks for itself, to show something: where it gets nothing, nobody was refused, and no line says so. */
  readonly isLook?: boolean | undefined
  /** Whose AWS config counts for a profile that the vault does not know; the agent's own where left out. */
  readonly place?: ConfigPlace | undefined
  /** For the container endpoint: the word that was taken when the program was started. */
  readonly permit?: Permit | undefined
}

/** A person's word for one profile and one consumer, taken beforehand: the container endpoint never asks. */
export interface Permit {
  readonly profile: string
  /** Whose AWS config counted then, and counts on. */
  readonly place?: ConfigPlace | undefined
  /** False after a lock, after a change of the profile's policy, and when its time is over. */
  isValid(): boolean
}
