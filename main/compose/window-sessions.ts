import { countImportable } from '../actions/import/importable-sign-ins.ts'
import { renewSession } from '../actions/sessions/renew-session.ts'
import type { Rooms } from './rooms.ts'

/** What only a window does with sessions. */
export function composeWindowSessions({ host, door, broker, awsFiles, sessionBrowsers }: Rooms) {
  const { files, clock, homeFolder } = host
  return {
    renewSession: renewSession({ door, broker }),
    sessionBrowsers,
    countImportable: countImportable({ files, clock, homeFolder, awsFiles }),
  }
}
