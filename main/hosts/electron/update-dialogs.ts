/**
 * An update, asked for in the menu: dialogs for the person's consent around what `updates/` decides.
 *
 * @module
 */
import { join } from 'node:path'
import process from 'node:process'
import { dialog } from 'electron'
import { placeOf } from '../../kernel/place-of.ts'
import type { NodeHost } from '../node/host.ts'
import { electronInstaller } from './electron-installer.ts'
import type { ShellTexts } from './texts/english.ts'
import { checkUpdateFile } from './updates/check-update-file.ts'
import { counterFile } from './updates/counter-file.ts'
import { fetchManifest } from './updates/fetch-manifest.ts'
import { lookForUpdate } from './updates/look-for-update.ts'
import { readManifest } from './updates/update-manifest.ts'
import type { UpdateSource } from './updates/update-source.ts'

export async function offerUpdate(
  host: Pick<NodeHost, 'http' | 'files' | 'clock' | 'log' | 'stateFolder' | 'agent'>,
  source: UpdateSource | undefined,
  { update }: ShellTexts,
): Promise<void> {
  const say = (message: string) => dialog.showMessageBox({ type: 'info', message, buttons: ['OK'] })
  if (source === undefined) return void (await say(update.off))
  const counter = counterFile(host.files, join(host.stateFolder, 'update.json'))
  const may = async (message: string, yes: string): Promise<boolean> => {
    const { response } = await dialog.showMessageBox({
      ...{ type: 'question', message, detail: update.askDetail, noLink: true },
      ...{ buttons: [yes, update.later], defaultId: 1, cancelId: 1 },
    })
    return response === 0
  }
  const end = await lookForUpdate({
    async readManifest() {
      return readManifest(await fetchManifest(host.http, source.feed), {
        ...{ publicKey: source.publicKey, now: host.clock.now(), lastCounter: await counter.read() },
        ...{ platform: `${process.platform}-${process.arch}`, runningVersion: host.agent.version },
      })
    },
    checkFile: checkUpdateFile,
    remember: counter.keep,
    mayFetch: (version) => may(update.ask(version), update.fetch),
    mayInstall: (version) => may(update.ready(version), update.install),
    note: (fault) => host.log.note('update.failed', { place: placeOf(fault) }),
    installer: () => electronInstaller(source.feed),
  })
  if (end === 'none') await say(update.none)
  if (end === 'failed') await say(update.failed)
}
