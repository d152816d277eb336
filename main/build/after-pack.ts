/**
 * What electron-builder runs when a folder is packed, before it is signed: sets the fuses, and looks whether what the app
 * cannot do without is in place.
 *
 * @module
 */
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setFuses } from './fuses.ts'

/** As far as it is used of what electron-builder gives. */
export interface Packed {
  readonly appOutDir: string
  readonly electronPlatformName: string
  readonly packager: {
    readonly executableName?: string
    readonly appInfo: { readonly productFilename: string }
  }
}

/** @throws where the packed app would not be what it should be: then nothing is made of it. */
export function afterPack({ appOutDir, electronPlatformName, packager }: Packed): void {
  const { productFilename } = packager.appInfo
  const isMac = electronPlatformName === 'darwin'
  const contents = isMac ? join(appOutDir, `${productFilename}.app`, 'Contents') : appOutDir
  const resources = join(contents, isMac ? 'Resources' : 'resources')
  const binary = isMac
    ? join(contents, 'Frameworks/Electron Framework.framework/Electron Framework')
    : join(
        appOutDir,
        electronPlatformName === 'win32' ? `${productFilename}.exe` : (packager.executableName ?? ''),
      )
  const bytes = readFileSync(binary)
  setFuses(bytes)
  writeFileSync(binary, bytes)
  if (isMac) refuseClearText(join(contents, 'Info.plist'))
  // Electron's own example, which no fuse of ours would start.
  rmSync(join(resources, 'default_app.asar'), { force: true })
  if (!existsSync(join(resources, 'app.asar'))) throw new Error('There is no archive in the packed app.')
  assertAddon(join(resources, 'app.asar.unpacked/node_modules/@napi-rs'), electronPlatformName)
  // There is none for Windows yet.
  if (electronPlatformName !== 'win32') assertRelay(join(resources, 'bin', 'signet'))
}

/** electron-builder lets the app speak to anybody in the clear; this one speaks over TLS, or on this machine. */
function refuseClearText(path: string): void {
  const text = readFileSync(path, 'utf8')
  writeFileSync(path, text.replace(/(<key>NSAllowsArbitraryLoads<\/key>\s*)<true\/>/, '$1<false/>'))
}

/** npm installs the key store's addon for the system that it runs on, so each package is made on its own. */
function assertAddon(folder: string, platform: string): void {
  const found = existsSync(folder) ? readdirSync(folder) : []
  if (found.length === 0) throw new Error('The key store’s addon is not among the unpacked files.')
  const isOther = !found.some((name) => name.startsWith(`keyring-${platform}-`))
  if (isOther && process.env.SIGNET_PACKAGE_FOREIGN !== '1')
    throw new Error(`The key store’s addon here is ${found.join(', ')}: make this package on ${platform}.`)
}

/** The relay of a package is native: there is no Node beside it that could run another. */
function assertRelay(path: string): void {
  if (!existsSync(path)) throw new Error(`There is no relay at ${path}. First: npm run build`)
  const head = readFileSync(path).subarray(0, 4).toString('hex')
  const native = ['7f454c46', 'cffaedfe', 'cafebabe']
  if (!native.includes(head))
    throw new Error('The relay is not native. Build it where there is a Rust toolchain.')
  if ((statSync(path).mode & 0o111) !== 0o111) throw new Error('The relay cannot be executed by everybody.')
}
