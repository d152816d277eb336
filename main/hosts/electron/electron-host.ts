/**
 * Electron as a host: Node's ports where its main process is Node, and the shell's own where it is not.
 *
 * @module
 */
import { join } from 'node:path'
import process from 'node:process'
import { overridesFrom } from '../../aws/endpoint-overrides.ts'
import type { DesktopShell } from '../../kernel/ports/desktop-shell.ts'
import type { Log } from '../../kernel/ports/log.ts'
import type { Home } from '../node/home.ts'
import { type NodeHost, nodeHost } from '../node/host.ts'
import { nodeHttp } from '../node/http.ts'
import { createKeyStore } from '../node/key-store.ts'
import { builtWindow } from '../node/window-files.ts'
import { appFolder } from './app-folder.ts'
import { electronAuthorities } from './authorities.ts'
import { startKeyStore } from './key-store-process.ts'
import { shellBrowser } from './shell-browser.ts'
import { shellBrowsers } from './shell-browsers.ts'

/** @param stop - Ends the agent, and the app with it. */
export function electronHost(home: Home, log: Log, stop: () => void, shell: DesktopShell): NodeHost {
  const node = nodeHost(home, log, stop)
  const built = join(appFolder, 'dist')
  const origins = Object.values(overridesFrom(process.env)).map(({ origin }) => origin)
  return {
    ...node,
    http: nodeHttp({
      env: process.env,
      certificateAuthorities: electronAuthorities,
      network: node.network,
    }),
    ...(process.env.SIGNET_KEY_STORE === 'off'
      ? {}
      : {
          keyStore: createKeyStore({
            folder: home.stateDir,
            childPath: join(built, 'shell', 'key-store.cjs'),
            start: startKeyStore,
          }),
        }),
    // One that a person names is not the shell's to open, and never another in its place.
    browserFor: (asking, program) =>
      program === undefined
        ? shellBrowser(node.browserFor(asking), {
            isRemote: Boolean(asking.SSH_CONNECTION || asking.SSH_TTY || asking.SSH_CLIENT),
            origins,
          })
        : node.browserFor(asking, program),
    browsers: shellBrowsers(node.browsers, origins),
    windowFiles: builtWindow([join(built, 'window')]),
    shell,
    runtime: `Electron ${process.versions.electron}, ${process.platform} ${process.arch}`,
  }
}
