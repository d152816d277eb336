import { countImportable } from '../actions/import/importable-sign-ins.ts'
import { renewSession } from '../actions/sessions/renew-session.ts'
import { sessionBrowsers } from '../actions/sessions/session-browsers.ts'
import type { Rooms } from './rooms.ts'

/** What only a window does with sessions. */
export function composeWindowSessions({ host, door, broker, awsFiles, preferences }: Rooms) {
  const { files, clock, homeFolder } = host
  return {
    renewSession: renewSession({ door, broker }),
    sessionBrowsers: sessionBrowsers({ ...host, preferences }),
    countImportable: countImportable({ files, clock, homeFolder, awsFiles }),
  }
}
