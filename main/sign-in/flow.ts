/**
 * What every sign-in has in common: what it is asked, what it needs, the steps it walks and how it ends.
 *
 * @module
 */
import type { ServerTime } from '../aws/server-time.ts'
import type { SigninClient } from '../aws/signin.ts'
import type { Browser } from '../kernel/ports/browser.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Prompts } from '../kernel/ports/prompts.ts'
import type { Random } from '../kernel/ports/random.ts'
import type { RedirectReceiver } from '../kernel/ports/redirect-receiver.ts'
import type { IdentityCenterFlow, SignInSession } from '../vault/session-record.ts'
import type { FlowReason } from './choose-flow.ts'

/** `same-device`: a browser on this machine. `cross-device`: a browser anywhere, and a code brought back by hand. */
export type SignInMethod = 'same-device' | 'cross-device'

export interface SignInRequest {
  readonly method: SignInMethod
  /** Where the session will live: its refresh token works in no other region. */
  readonly region: string
  /** Same device: false shows the address without starting a browser. True when left out. */
  readonly openBrowser?: boolean
  /** Ends the sign-in at any moment. */
  readonly signal?: AbortSignal
}

/** How long a person has to come back, as in the AWS CLI. */
export const patienceInMilliseconds = 600_000

/**
 * Where a sign-in stands. Each step carries only what a person may see then.
 * `until` is epoch milliseconds by the local wall clock, for a countdown; the flow itself goes by elapsed time.
 */
export type SignInStep =
  | { readonly kind: 'preparing'; readonly method: SignInMethod; readonly region: string }
  | {
      readonly kind: 'preparing'
      readonly method: IdentityCenterFlow
      /** Why this flow, where the caller said so. */
      readonly because: FlowReason | undefined
      readonly name: string
      readonly startUrl: string
      /** As asked for; the start URL may name another. */
      readonly region: string
    }
  /** IAM Identity Center: Signet introduces itself to the instance, once in 90 days. */
  | { readonly kind: 'registering'; readonly region: string }
  /**
   * IAM Identity Center, device code: the person opens an address anywhere and compares or types the code. The wait has
   * begun, and a browser is only opened after this.
   */
  | {
      readonly kind: 'showing-code'
      readonly userCode: string
      readonly verificationUri: URL
      /** The same address with the code in it, where AWS gave one. */
      readonly verificationUriComplete: URL | undefined
      readonly until: number
    }
  /** The browser is being started on `url`; the wait for it has begun. */
  | { readonly kind: 'opening-browser'; readonly url: URL; readonly until: number }
  /** AWS's page is with the person. `opened` false: nothing was started, the address is to be opened by hand. */
  | {
      readonly kind: 'waiting-for-browser'
      readonly url: URL
      readonly until: number
      readonly opened: boolean
    }
  /**
   * The person opens `url` anywhere and brings a code back. `problem` says what was wrong with what they brought
   * last; a prompt's question has it too.
   */
  | {
      readonly kind: 'waiting-for-code'
      readonly url: URL
      readonly until: number
      readonly problem: string | undefined
    }
  /** The person has confirmed at AWS; the code is being exchanged. */
  | { readonly kind: 'exchanging' }
  | { readonly kind: 'signed-in'; readonly principalArn: string; readonly accountId: string }
  | {
      readonly kind: 'signed-in'
      readonly name: string
      readonly startUrl: string
      /** The instance's home. */
      readonly region: string
    }

export interface SignInDeps {
  readonly signin: SigninClient
  readonly serverTime: ServerTime
  readonly clock: Clock
  readonly random: Random
  /** Same device. */
  readonly browser: Browser
  /** Same device. */
  readonly redirectReceiver: RedirectReceiver
  /** Cross device: the code is asked for. */
  readonly prompts: Prompts
}

export type OnStep = (step: SignInStep) => void

export type SignInOutcome =
  | { readonly kind: 'signed-in'; readonly session: SignInSession }
  /** The person turned away, or `signal` said so. Nothing has changed anywhere. */
  | { readonly kind: 'cancelled' }
