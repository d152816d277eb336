import type { RememberedPortals } from '../../actions/accounts/remembered-portals.ts'
import type { Handlers } from './handlers.ts'

export interface SignedOutHandlerNeeds {
  readonly portals: Pick<RememberedPortals, 'forget'>
}

/** What was signed out of, as a window asks for it. */
export function signedOutHandlers({ portals }: SignedOutHandlerNeeds): Pick<Handlers, 'sessions.forget'> {
  return {
    async 'sessions.forget'({ name }) {
      await portals.forget(name)
      return {}
    },
  }
}
