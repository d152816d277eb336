import type { WindowState } from '../../preload/contract/state.ts'
import { tallyToday } from '../actions/activity/tally-today.ts'
import { readSignedOut } from '../actions/sessions/signed-out.ts'
import { signedOutHandlers } from '../serve/desktop/signed-out-handlers.ts'
import type { Rooms } from './rooms.ts'

/** What a window shows round its places: what the agent did today, and who is signed out. */
export function composeWindowFrame({ host, activity, portals }: Rooms, onRead: () => void) {
  const today = tallyToday({ activity, clock: host.clock, onRead })
  const signedOut = readSignedOut(portals)
  return {
    handlers: signedOutHandlers({ portals }),
    async read(
      now: Pick<WindowState, 'vault' | 'sessions'>,
    ): Promise<Pick<WindowState, 'signedOut' | 'today'>> {
      return { signedOut: [...(await signedOut(now))], today: today.latest() }
    },
    close: () => today.close(),
  }
}
