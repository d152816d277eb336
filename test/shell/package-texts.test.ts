import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fuses } from '../../main/build/fuses.ts'
import { root } from '../headless/harness.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')
const keysOf = (plist: string) =>
  [...plist.matchAll(/<key>([^<]+)<\/key>\s*<(\w+)\/>/g)].map(([, key, value]) => [key, value])

describe('the entitlements', () => {
  it('let V8 make code, and nothing else be let in (D13)', () => {
    expect(keysOf(read('assets/entitlements.mac.plist'))).toEqual([
      ['com.apple.security.cs.allow-jit', 'true'],
    ])
  })
})

describe('electron-builder.yml', () => {
  const settings = read('electron-builder.yml').replace(/^\s*#.*$/gm, '')

  it('has a hardened runtime on macOS, and an install folder of the administrator’s on Windows (D13, T20)', () => {
    expect(settings).toMatch(/^ {2}hardenedRuntime: true$/m)
    expect(settings).toMatch(/^ {2}perMachine: true$/m)
    expect(settings).toMatch(/^ {2}entitlements: assets\/entitlements\.mac\.plist$/m)
  })

  it('registers no protocol and no kind of file (T18)', () => {
    expect(settings).not.toMatch(/protocols|fileAssociations|MimeType/)
  })

  it('unpacks nothing by hand, publishes nowhere, and rebuilds nothing (D12, T22)', () => {
    expect(settings).not.toMatch(/asarUnpack/)
    expect(settings).toMatch(/^publish: null$/m)
    expect(settings).toMatch(/^npmRebuild: false$/m)
    expect(settings).toMatch(/^asar: true$/m)
  })

  it('makes every installer that was promised', () => {
    for (const target of ['AppImage', 'deb', 'rpm', 'dmg', 'nsis']) expect(settings).toContain(target)
  })
})

describe('the fuses', () => {
  it('are these, all of them (D8)', () => {
    expect(fuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
      wasmTrapHandlers: true,
    })
  })
})

describe('the images', () => {
  it.each([
    ...[16, 24, 32, 48, 64, 128, 256, 512, 1024].map((size) => [`icons/${size}x${size}.png`, size] as const),
    ...(
      [
        ['trayTemplate', 18],
        ['tray-light', 22],
        ['tray-dark', 22],
      ] as const
    ).flatMap(
      ([name, size]) =>
        [
          [`tray/${name}.png`, size],
          [`tray/${name}@2x.png`, 2 * size],
        ] as const,
    ),
  ])('%s is a PNG of %i pixels', (path, size) => {
    const bytes = readFileSync(join(root, 'assets', path))
    expect([bytes.subarray(1, 4).toString(), bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([
      'PNG',
      size,
      size,
    ])
  })
})
