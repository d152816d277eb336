import type { ConsoleOpenedView } from '../../../preload/contract/console-views.ts'
import type { ConsumerClaim } from '../../broker/consumer.ts'
import type { Secret } from '../../kernel/secret.ts'
import type { Asking } from '../config/aws-files.ts'

export interface OpenConsoleRequest extends Asking {
  readonly profile: string
  readonly service?: string | undefined
  /** Below the console's host. In place of `service`. */
  readonly path?: string | undefined
  /** Of the page; the profile's where left out. */
  readonly region?: string | undefined
  readonly way: ConsoleOpenedView['way']
  /** 900 to 43200. */
  readonly sessionSeconds?: number | undefined
  /** Ends what the browser is signed in as before. */
  readonly signOutFirst: boolean
  /** False: the address is for who asked, and no browser is started. */
  readonly openBrowser: boolean
  /** By name or full path; where left out the one of the profile's session, else the system's own. */
  readonly browser?: string | undefined
  /** Whoever asks must not see the address: without the session's browser nothing is asked of AWS. */
  readonly needsBrowser?: boolean | undefined
  /** Who asks is a page in a browser: where the session has none of its own that starts here, it opens there. */
  readonly tab?: AskingTab | undefined
  readonly consumer?: ConsumerClaim | undefined
  readonly signal: AbortSignal
}

/** The browser tab that asks. */
export interface AskingTab {
  /**
   * Keeps an address for this tab's browser alone, for one visit within a minute.
   *
   * @returns Where that browser goes for it, below the tab's own address.
   */
  hold(address: Secret<URL>): string
}
