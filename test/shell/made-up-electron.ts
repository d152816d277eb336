/**
 * A folder that looks like Electron's own to electron-builder: the files that it renames, edits and reads, a fuse wire, and
 * nothing that runs.
 *
 * @module
 */
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createPackage } from '@electron/asar'
import { NtExecutable, NtExecutableResource, Resource } from 'resedit'

/** Nine fuses as Electron has them before anybody has set one. */
export function fuseWire(count = 9, version = 1): Buffer {
  return Buffer.concat([
    Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([version, count]),
    Buffer.from('101101011'.padEnd(count, '1').slice(0, count)),
  ])
}

export type MadeUpPlatform = 'linux' | 'darwin' | 'win32'

export async function madeUpElectron(folder: string, platform: MadeUpPlatform): Promise<void> {
  const put = (path: string, bytes: string | Buffer = '', mode = 0o644) => {
    const at = join(folder, path)
    mkdirSync(dirname(at), { recursive: true })
    writeFileSync(at, bytes)
    chmodSync(at, mode)
  }
  put('LICENSE', 'made up')
  put('LICENSES.chromium.html', 'made up')
  put('version', '45.4.1')
  const resources = platform === 'darwin' ? 'Electron.app/Contents/Resources' : 'resources'
  put(`${resources}/.keep`)
  put('default/main.js', '')
  await createPackage(join(folder, 'default'), join(folder, resources, 'default_app.asar'))
  rmSync(join(folder, 'default'), { recursive: true })
  if (platform === 'darwin') {
    mac(put, folder)
    return
  }
  for (const language of ['en-US', 'de', 'fr']) put(`locales/${language}.pak`)
  if (platform === 'win32') put('electron.exe', windowsProgram(), 0o755)
  else linux(put)
}

type Put = (path: string, bytes?: string | Buffer, mode?: number) => void

function linux(put: Put): void {
  put('electron', Buffer.concat([Buffer.from('\x7fELF'), fuseWire()]), 0o755)
  put('chrome-sandbox', '', 0o755)
}

function mac(put: Put, folder: string): void {
  const app = 'Electron.app/Contents'
  const framework = `${app}/Frameworks/Electron Framework.framework`
  const helpers = ['', ' (GPU)', ' (Plugin)', ' (Renderer)'].map((kind) => `Electron Helper${kind}`)
  put(`${app}/Info.plist`, plist('Electron'))
  put(`${app}/PkgInfo`, 'APPL????')
  put(`${app}/MacOS/Electron`, '', 0o755)
  put(`${app}/Resources/electron.icns`)
  for (const language of ['en', 'de', 'fr']) {
    put(`${app}/Resources/${language}.lproj/.keep`)
    put(`${framework}/Versions/A/Resources/${language}.lproj/locale.pak`)
  }
  put(`${framework}/Versions/A/Electron Framework`, fuseWire(), 0o755)
  symlinkSync('A', join(folder, framework, 'Versions/Current'))
  for (const name of ['Electron Framework', 'Resources'])
    symlinkSync(`Versions/Current/${name}`, join(folder, framework, name))
  for (const helper of helpers) {
    put(`${app}/Frameworks/${helper}.app/Contents/Info.plist`, plist(helper))
    put(`${app}/Frameworks/${helper}.app/Contents/MacOS/${helper}`, '', 0o755)
  }
}

function plist(name: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0"><dict><key>CFBundleExecutable</key><string>${name}</string>
<key>CFBundleIdentifier</key><string>com.github.Electron</string></dict></plist>`
}

/** A program for Windows without any code: what stands in it are resources, one of them the fuse wire. */
function windowsProgram(): Buffer {
  const program = NtExecutable.createEmpty(false, false)
  const resources = NtExecutableResource.from(program)
  const [lang, codepage] = [1033, 1200]
  const version = Resource.VersionInfo.createEmpty()
  version.lang = lang
  version.setFileVersion(45, 4, 1, 0)
  version.setProductVersion(45, 4, 1, 0)
  version.setStringValues({ lang, codepage }, { ProductName: 'Electron', FileDescription: 'made up' })
  version.outputToResourceEntries(resources.entries)
  resources.entries.push({ type: 10, id: 1, bin: new Uint8Array(fuseWire()).buffer, lang, codepage })
  resources.outputResource(program)
  return Buffer.from(program.generate())
}
