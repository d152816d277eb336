/**
 * The shell's face on an agent that serves: window, tray, menus.
 *
 * @module
 */
import { join } from 'node:path'
import process from 'node:process'
import { app } from 'electron'
import type { Agent } from '../../compose.ts'
import type { WindowHub } from '../../serve/desktop/window-hub.ts'
import type { NodeHost } from '../node/host.ts'
import { answerCalls } from './answer-calls.ts'
import { showMenuBar } from './application-menu.ts'
import { menuBar } from './decisions/menu-bar.ts'
import type { AppPlace } from './decisions/relay-place.ts'
import { deeds } from './deeds.ts'
import { desk } from './desk.ts'
import { installCommand } from './install-command.ts'
import { MainWindow } from './main-window.ts'
import { showNotice } from './notifications.ts'
import { shellTexts } from './texts/shell-texts.ts'
import { shellTray } from './tray.ts'
import { hasTrayHost } from './tray-host.ts'
import { offerUpdate } from './update-dialogs.ts'
import { builtUpdateSource, usableSource } from './updates/update-source.ts'
import { boundsFile } from './window-bounds-file.ts'

export interface ShellFace {
  readonly agent: Pick<Agent, 'questions'>
  readonly hub: WindowHub
  readonly host: NodeHost
  readonly place: AppPlace
  readonly relay: string
  readonly folder: string
  readonly isBackground: boolean
}

/** Gives its end. */
export async function showShell(face: ShellFace): Promise<() => void> {
  const { agent, hub, host, place, relay } = face
  const language = app.getLocale()
  const texts = () => shellTexts(shown.state()?.settings.language ?? 'system', language)
  const isTrayThere = await hasTrayHost(process.platform, process.env)
  let isPaused = false
  let isTold = isTrayThere
  const window = new MainWindow({
    hub,
    bounds: boundsFile(join(face.folder, 'window.json')),
    onClosed() {
      if (!isTold) showNotice({ ...texts().notice.goesOn, isUrgent: false }, () => window.open())
      isTold = true
    },
  })
  const does = deeds({
    ...{ hub, window, quit: () => app.quit() },
    setPaused: (paused) => (isPaused = paused),
    onResumed: () =>
      void host.clock.schedule(1_500, () => shown.state()?.vault.state === 'locked' && window.open()),
    installCommand: () => installCommand(relay, texts()),
    lookForUpdate: () => offerUpdate(host, usableSource(builtUpdateSource(), place), texts()),
  })
  const tray = isTrayThere ? shellTray(process.platform, (deed) => void does.tray(deed)) : undefined
  const shown = desk({
    ...{ hub, questions: agent.questions, clock: host.clock, language, isPaused: () => isPaused },
    showTray: (items, tip) => tray?.show(items, tip),
    showNotice: (notice) => showNotice(notice, () => does.ask(notice.leadsTo)),
    protect: (isProtected) => window.protect(isProtected),
  })
  answerCalls(window)
  const isMac = process.platform === 'darwin'
  showMenuBar(menuBar(texts(), { isMac, isPackaged: place.isPackaged }), (deed) => void does.menu(deed))
  // SECURITY (T18): what another start brings along is not looked at.
  app.on('second-instance', () => window.open())
  app.on('activate', () => window.open())
  if (!face.isBackground) window.open()
  return () => {
    shown.end()
    tray?.remove()
  }
}
