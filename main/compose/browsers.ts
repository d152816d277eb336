/**
 * The part of an agent that opens each session's pages in its own browser.
 *
 * @module
 */
import {
  chooseBrowser,
  keptBrowsers,
  listBrowserOptions,
  listBrowsers,
} from '../actions/sessions/choose-browser.ts'
import type { ListSessions } from '../actions/sessions/list-sessions.ts'
import { sessionBrowsers } from '../actions/sessions/session-browsers.ts'
import type { Rooms } from './rooms.ts'

export function composeBrowsers({ host, preferences, vault }: Rooms, listSessions: ListSessions) {
  const { browsers } = host
  const opening = sessionBrowsers({ ...host, preferences })
  const dependencies = { listSessions, vault, browsers, sessionBrowsers: opening }
  return {
    sessionBrowsers: opening,
    actions: {
      listBrowsers: listBrowsers(dependencies),
      chooseBrowser: chooseBrowser(dependencies),
      keptBrowsers: keptBrowsers(dependencies),
      browserOptions: listBrowserOptions(dependencies),
    },
  }
}
