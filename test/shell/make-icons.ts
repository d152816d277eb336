/**
 * Draws the app's icons and the tray's images from `assets/seal.svg`, in Chromium. Run by hand when the seal changes:
 * `node test/shell/make-icons.ts`. What it draws is kept in `assets/`.
 *
 * @module
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright'
import { root } from '../headless/harness.ts'
import { launchChromium } from '../ui/window-scene.ts'

const assets = join(root, 'assets')
const seal = readFileSync(join(assets, 'seal.svg'), 'utf8')
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
/** Of an icon for macOS: type → pixels. */
const macTypes = {
  icp4: 16,
  icp5: 32,
  ic07: 128,
  ic08: 256,
  ic09: 512,
  ic10: 1024,
  ic11: 32,
  ic12: 64,
  ic13: 256,
  ic14: 512,
}

const browser = await launchChromium()
const page = await browser.newPage()
mkdirSync(join(assets, 'icons'), { recursive: true })
mkdirSync(join(assets, 'tray'), { recursive: true })

const plain = new Map<number, Buffer>()
const plated = new Map<number, Buffer>()
for (const size of sizes) {
  plain.set(size, await draw(page, size, seal))
  plated.set(size, await draw(page, size, seal, 'plate'))
  writeFileSync(join(assets, 'icons', `${size}x${size}.png`), plain.get(size) ?? '')
}
writeFileSync(join(assets, 'icon.ico'), ico([16, 24, 32, 48, 64, 128, 256]))
writeFileSync(join(assets, 'icon.icns'), icns())
for (const [name, colour, size] of [
  ['trayTemplate', '#000000', 18],
  ['tray-light', '#1b1a18', 22],
  ['tray-dark', '#ededee', 22],
] as const) {
  const inked = seal.replaceAll('#3346c4', colour)
  writeFileSync(join(assets, 'tray', `${name}.png`), await draw(page, size, inked))
  writeFileSync(join(assets, 'tray', `${name}@2x.png`), await draw(page, size * 2, inked))
}
await browser.close()

/** The drawing on nothing, or on the plate that icons of macOS stand on. */
async function draw(
  page: Page,
  size: number,
  svg: string,
  ground: 'none' | 'plate' = 'none',
): Promise<Buffer> {
  const image = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
  const plate =
    ground === 'plate'
      ? `position:absolute;inset:9.5%;border-radius:19%;background:#fafaf8;box-shadow:0 ${size / 128}px ${size / 64}px #0004`
      : ''
  const inset = ground === 'plate' ? '21%' : '0'
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(
    `<body style="margin:0;background:transparent"><div style="${plate}"></div>
     <img style="position:absolute;inset:${inset};width:calc(100% - 2 * ${inset})" src="${image}">`,
  )
  return page.screenshot({ omitBackground: true, clip: { x: 0, y: 0, width: size, height: size } })
}

/** Images of PNG in a file for Windows. */
function ico(of: readonly number[]): Buffer {
  const images = of.map((size) => plain.get(size) ?? Buffer.alloc(0))
  const head = Buffer.alloc(6 + 16 * of.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(of.length, 4)
  let offset = head.length
  for (const [index, image] of images.entries()) {
    const at = 6 + 16 * index
    const size = (of[index] ?? 0) % 256
    head.writeUInt8(size, at)
    head.writeUInt8(size, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(image.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += image.length
  }
  return Buffer.concat([head, ...images])
}

/** Images of PNG in a file for macOS. */
function icns(): Buffer {
  const parts = Object.entries(macTypes).map(([type, size]) => {
    const image = plated.get(size) ?? Buffer.alloc(0)
    const head = Buffer.alloc(8, type, 'latin1')
    head.writeUInt32BE(image.length + 8, 4)
    return Buffer.concat([head, image])
  })
  const head = Buffer.alloc(8, 'icns', 'latin1')
  head.writeUInt32BE(
    parts.reduce((sum, part) => sum + part.length, 8),
    4,
  )
  return Buffer.concat([head, ...parts])
}
