/**
 * The desktop app from its first line to its last.
 *
 * @module
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { app, dialog } from 'electron'
import { AppError } from '../../kernel/errors.ts'
import { endOnMistakes } from '../node/agent-life.ts'
import { fileLog } from '../node/file-log.ts'
import { guardProcess } from '../node/guard-process.ts'
import { homeFor } from '../node/home.ts'
import { makeHomeFolders } from '../node/home-folders.ts'
import { refuseUnsafeTlsEnvironment } from '../node/http.ts'
import { hardenApp } from './harden-app.ts'
import { serveShell } from './serve-shell.ts'
import { shellTexts } from './texts/shell-texts.ts'

/**
 * Returns when the app is on its way: Electron waits for its entry to be loaded before it is ready, so nothing here may
 * wait for that. The exit code is 64 for a switch that Signet does not start with, 65 for an Electron that it does not
 * start on, 1 when it could not start.
 */
export function runShell(): void {
  const refusal = hardenApp()
  if (refusal) {
    if (refusal.why === 'version') process.stderr.write(`signet: ${shellTexts('en', '').start.unpatched}\n`)
    else process.stderr.write('signet: the app does not start with such a switch.\n')
    app.exit(refusal.code)
    return
  }
  begin().catch(fail)
}

async function begin(): Promise<void> {
  // A packaged Electron does not obey it, and the person may need it for other programs.
  if (app.isPackaged) delete process.env.NODE_OPTIONS
  guardProcess()
  refuseUnsafeTlsEnvironment(process.env)
  const home = homeFor(process.env, process.platform)
  makeHomeFolders(home)
  // Chromium's own files, closed to others; and one app for each home.
  const folder = join(home.stateDir, 'shell')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  app.setPath('userData', folder)
  app.setPath('sessionData', folder)
  if (!app.requestSingleInstanceLock()) return app.exit(0)
  const log = fileLog(home.logPath, Date.now)
  endOnMistakes(log, (code) => app.exit(code))
  await app.whenReady()
  await serveShell({ home, log, folder })
}

function fail(thrown: unknown): void {
  const { start } = shellTexts('system', app.getLocale())
  const message = thrown instanceof AppError ? thrown.message : String(thrown)
  process.stderr.write(`signet: ${message}\n`)
  // Before it is ready, this goes to the standard error on Linux.
  dialog.showErrorBox(start.failed, message)
  app.exit(1)
}
