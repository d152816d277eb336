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
import type { Rooms } from './rooms.ts'

export function composeBrowsers({ host, sessionBrowsers, vault }: Rooms, listSessions: ListSessions) {
  const dependencies = { listSessions, vault, browsers: host.browsers, sessionBrowsers }
  return {
    listBrowsers: listBrowsers(dependencies),
    chooseBrowser: chooseBrowser(dependencies),
    keptBrowsers: keptBrowsers(dependencies),
    browserOptions: listBrowserOptions(dependencies),
  }
}
