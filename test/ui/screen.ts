import type { Page } from 'playwright'
import type { Stage } from './screens-stages.ts'

/** One picture: what stands on the machine, and the way to what is to be seen. */
export interface Screen {
  /** `accounts-full`: the place and its state. */
  readonly name: string
  readonly stage: Stage
  /** From the first page to what is to be seen. */
  readonly show: (page: Page) => Promise<void>
}
