/**
 * The agent in the desktop app, and everything that shows it.
 *
 * @module
 */
import { homedir } from 'node:os'
import process from 'node:process'
import { app, session } from 'electron'
import type { Log } from '../../kernel/ports/log.ts'
import type { Home } from '../node/home.ts'
import { backgroundWord, lastingRelay, launchWords } from './decisions/relay-place.ts'
import { desktopShell } from './desktop-shell.ts'
import { electronHost } from './electron-host.ts'
import { hardenSession } from './harden-session.ts'
import { keepLastingRelay } from './lasting-relay.ts'
import { lockWithScreen } from './lock-with-screen.ts'
import { showNotice } from './notifications.ts'
import { placeOfApp } from './place-of-app.ts'
import { watchPower } from './power.ts'
import { endOrderly } from './quit.ts'
import { servePage } from './serve-page.ts'
import { showShell } from './show-shell.ts'
import { takeOver } from './take-over.ts'
import { shellTexts } from './texts/shell-texts.ts'
import { windowPartition } from './web-prefs.ts'

export interface ShellStart {
  readonly home: Home
  readonly log: Log
  /** Of the shell's own files. */
  readonly folder: string
}

/** Resolves when the agent serves, and its window is open where it is wanted. */
export async function serveShell({ home, log, folder }: ShellStart): Promise<void> {
  const place = placeOfApp(home.stateDir)
  const host = electronHost(home, log, () => app.quit(), desktopShell(place))
  const own = session.fromPartition(windowPartition)
  hardenSession(own)
  servePage(own, await host.windowFiles.load())
  const serving = await takeOver({ home, host, launch: launchWords(place) })
  const relay = keepLastingRelay(place, lastingRelay(place))
  const windows = await serving.agent.windows()
  windows.asksAs({ env: environment(), cwd: homedir(), relay: [relay] })
  const lockScreen = lockWithScreen(windows.hub, (settings) => {
    const { notLocked } = shellTexts(settings?.language ?? 'system', app.getLocale()).notice
    showNotice({ ...notLocked, isUrgent: true }, () => app.emit('activate'))
  })
  const isBackground = process.argv.includes(backgroundWord)
  const { agent } = serving
  const hide = await showShell({ agent, hub: windows.hub, host, place, relay, folder, isBackground })
  watchPower({
    wake: () => serving.agent.resume(),
    lockScreen: () => void lockScreen(),
    shutDown: () => app.quit(),
  })
  endOrderly(async () => {
    hide()
    await serving.end()
  })
  await serving.agent.warmUp()
}

function environment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  )
}
