/**
 * Electron's fuses: switches in its binary that are thrown once, when the app is packaged (D8). The wire stands behind a
 * sentinel: a version byte, the number of fuses, one sign each.
 *
 * All of them are set here, by name. An Electron with one more than this list does not get packaged until somebody has
 * decided about it. (The tool for this that comes with electron-builder knows eight of the nine.)
 *
 * @see {@link https://www.electronjs.org/docs/latest/tutorial/fuses Electron Fuses}
 * @module
 */

/** In the order of the wire. */
export const fuses = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
  wasmTrapHandlers: true,
} as const

const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')
const wireVersion = 1
const [off, on] = [0x30, 0x31]

/**
 * Sets every fuse in these bytes of a binary, in place. A universal binary has a wire for each of its halves.
 *
 * @throws when there is no wire, or it is not of the form and the length that are known here.
 */
export function setFuses(binary: Buffer, wanted: Readonly<Record<string, boolean>> = fuses): void {
  const values = Object.values(wanted)
  const wires = wiresOf(binary)
  for (const at of wires) {
    if (binary[at] !== wireVersion)
      throw new Error(`The fuse wire is of version ${binary[at]}, not ${wireVersion}.`)
    if (binary[at + 1] !== values.length) {
      throw new Error(
        `This Electron has ${binary[at + 1]} fuses; ${values.length} are decided about in fuses.ts.`,
      )
    }
    for (const [index, isOn] of values.entries()) {
      const state = binary[at + 2 + index]
      // A fuse that was taken out of Electron cannot be set, and what it did is not known here.
      if (state !== off && state !== on)
        throw new Error(`Fuse ${Object.keys(wanted)[index]} cannot be set any more.`)
      binary[at + 2 + index] = isOn ? on : off
    }
  }
}

/** Where each wire begins: its version byte. */
function wiresOf(binary: Buffer): readonly number[] {
  const found: number[] = []
  for (let at = binary.indexOf(sentinel); at >= 0; at = binary.indexOf(sentinel, at + 1))
    found.push(at + sentinel.length)
  if (found.length === 0 || found.length > 2)
    throw new Error(`${found.length} fuse wires were found in this binary.`)
  return found
}
