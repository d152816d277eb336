import type { ErrorView } from '../../preload/contract/errors.ts'

/** Why a call failed, in the words to show. */
export class CallError extends Error {
  readonly view: ErrorView

  constructor(view: ErrorView) {
    super(view.message)
    this.name = 'CallError'
    this.view = view
  }
}

/** What to show of anything that was thrown. */
export function errorOf(thrown: unknown): ErrorView {
  if (thrown instanceof CallError) return thrown.view
  return { code: 'internal', message: 'The window made a mistake. Reload it.', remedy: 'none' }
}
