import { app, type Session } from 'electron'
import { mayLoad } from './decisions/page-address.ts'

/** Closes everything that a page could ask of Chromium, before the first page is loaded. */
export function hardenSession(session: Session): void {
  // SECURITY (D3): the page's policy says the same; this also holds for what is no page of ours.
  session.webRequest.onBeforeRequest((details, decide) =>
    decide({ cancel: !mayLoad(details.url, app.isPackaged) }),
  )
  // SECURITY (D4): Electron grants everything where nobody says no.
  session.setPermissionRequestHandler((_contents, _permission, grant) => grant(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, choose) => choose(null))
  session.setBluetoothPairingHandler((_details, answer) => answer({ confirmed: false }))
  session.setUSBProtectedClassesHandler(({ protectedClasses }) => protectedClasses)
  session.setSpellCheckerEnabled(false)
  session.on('will-download', (event) => event.preventDefault())
}
