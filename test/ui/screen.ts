import type { Page } from 'playwright'
import type { Stage } from './screens-stages.ts'
import type { PageOptions, WindowScene } from './window-scene.ts'

/** One picture: what stands on the machine, and the way to what is to be seen. */
export interface Screen {
  /** `accounts-full`: the place and its state. */
  readonly name: string
  readonly stage: Stage
  /** How the page is opened, beside theme and width. */
  readonly page?: Pick<PageOptions, 'contrast' | 'forcedColors'>
  /** From the first page to what is to be seen. What it gives takes back what it did to the machine. */
  readonly show: (page: Page, window: WindowScene) => Promise<unknown>
}

/** Runs it and gives the way back. */
export async function showScreen(
  { show }: Screen,
  page: Page,
  window: WindowScene,
): Promise<() => Promise<unknown>> {
  const back = await show(page, window)
  return typeof back === 'function' ? async () => back() : () => Promise.resolve()
}
