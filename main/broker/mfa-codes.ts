/**
 * Asks a person for codes of MFA devices, and makes credentials with them.
 *
 * @module
 */
import { inWords } from '../../preload/contract/said-forms.ts'
import { RefusalError, SessionError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Prompts } from '../kernel/ports/prompts.ts'
import type { Life } from './life.ts'
import type { Renewals } from './renewals.ts'
import { type ChainEntry, type CredentialEntry, deviceOf, type UserSessionEntry } from './session-entry.ts'

/** AWS takes a code for its own 30 seconds and a little before and after, and then never again. */
const rememberedInMilliseconds = 90_000
const mostWrong = 3
/** Answers that do not even get to AWS. */
const mostOdd = 10

export interface MfaCodesNeeds {
  readonly renewals: Renewals
  readonly life: Life
  readonly clock: Clock
}

export class MfaCodes {
  readonly #needs: MfaCodesNeeds
  /** MFA device → the code that was sent last. */
  readonly #sent = new Map<string, { readonly code: string; readonly at: number }>()

  constructor(needs: MfaCodesNeeds) {
    this.#needs = needs
  }

  /**
   * Makes what stands between a key and its credentials and needs a code, from the far end of its chain on.
   *
   * @param isFresh - What still lives is made anew all the same.
   * @throws {@link SessionError} `sign-in-cancelled` when the person turned away; {@link RefusalError} `mfa-failed` after
   * three codes that AWS did not take.
   */
  async supply(
    entry: CredentialEntry,
    profile: string,
    ask: NonNullable<Prompts['ask']>,
    options: {
      readonly tell?: Prompts['tell']
      readonly signal?: AbortSignal | undefined
      readonly isFresh: boolean
    },
  ): Promise<void> {
    const { life } = this.#needs
    for (const gate of gatesOf(entry)) {
      const isWanted = (): boolean => options.isFresh || !life.hasAlive(gate)
      if (isWanted()) await this.#make(gate, profile, ask, options)
    }
  }

  async #make(
    gate: Gate,
    profile: string,
    ask: NonNullable<Prompts['ask']>,
    { tell, signal }: { readonly tell?: Prompts['tell']; readonly signal?: AbortSignal | undefined },
  ): Promise<void> {
    const device = deviceOf(gate) ?? ''
    for (let wrong = 0, odd = 0; ; ) {
      signal?.throwIfAborted()
      const answer = await ask({ message: `${inWords('mfa-question', { profile, device })}: `, secret: true })
      if (answer === undefined) throw turnedAway()
      const code = answer.replace(/\s/g, '')
      const fault = this.#faultOf(device, code)
      if (fault !== undefined) {
        odd += 1
        if (odd >= mostOdd) throw turnedAway()
        tell?.(fault)
        continue
      }
      this.#sent.set(device, { code, at: this.#needs.clock.elapsed() })
      try {
        await this.#needs.renewals.renewWithCode(gate, code)
        return
      } catch (error) {
        if (!(error instanceof RefusalError) || error.code !== 'mfa-failed') throw error
        wrong += 1
        if (wrong >= mostWrong) throw error
        tell?.(error.message)
      }
    }
  }

  /** Why a code need not be sent at all. */
  #faultOf(device: string, code: string): string | undefined {
    if (!/^\d{6}$/.test(code)) return 'An MFA code has six digits.'
    const sent = this.#sent.get(device)
    const isOld = !sent || this.#needs.clock.elapsed() - sent.at > rememberedInMilliseconds
    if (isOld || sent.code !== code) return undefined
    return 'That code has been used: AWS takes each one once. Wait for the next one.'
  }
}

type Gate = UserSessionEntry | ChainEntry

/** The keys that need a code, the one that others are taken with first. */
function gatesOf(entry: CredentialEntry): readonly Gate[] {
  const own = (entry.kind === 'user-session' || entry.kind === 'chain') && deviceOf(entry) !== undefined
  const before = entry.kind === 'chain' ? gatesOf(entry.source) : []
  return own ? [...before, entry] : before
}

function turnedAway(): SessionError {
  return new SessionError(
    'sign-in-cancelled',
    'Cancelled: no MFA code was given. Nothing was changed.',
    'none',
  )
}
