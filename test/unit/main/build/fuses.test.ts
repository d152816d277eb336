import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCurrentFuseWire } from '@electron/fuses'
import { describe, expect, it } from 'vitest'
import { fuses, setFuses } from '../../../../main/build/fuses.ts'
import { fuseWire } from '../../../shell/made-up-electron.ts'

const around = (...wires: readonly Buffer[]) =>
  Buffer.concat([Buffer.from('before'), ...wires.flatMap((wire) => [wire, Buffer.from('after')])])
const read = (binary: Buffer) =>
  String(binary)
    .match(/tsX..([01r]+)/gs)
    ?.map((found) => found.slice(5))

describe('setFuses', () => {
  it('sets each of them, in every half of a universal binary, and nothing else (D8)', () => {
    const binary = around(fuseWire(), fuseWire())
    setFuses(binary)
    expect(read(binary)).toEqual(['010011001', '010011001'])
    const before = around(fuseWire(), fuseWire())
    expect([...binary].filter((byte, at) => byte !== before[at]).length).toBeLessThanOrEqual(18)
    expect(String(binary).startsWith('before')).toBe(true)
  })

  it('is read back by Electron’s own tool', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signet-fuses-'))
    try {
      const path = join(folder, 'electron')
      const binary = around(fuseWire())
      setFuses(binary)
      writeFileSync(path, binary)
      const { version: _, ...wire } = await getCurrentFuseWire(path)
      expect(Object.values(wire).map((state) => state === 49)).toEqual(Object.values(fuses))
      expect(readFileSync(path).length).toBe(binary.length)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it.each([
    ['without a wire', Buffer.from('no wire'), /0 fuse wires/],
    ['with three wires', around(fuseWire(), fuseWire(), fuseWire()), /3 fuse wires/],
    ['of another version', around(fuseWire(9, 2)), /version 2/],
    ['with a fuse more than was decided about', around(fuseWire(10)), /has 10 fuses/],
    ['with a fuse less', around(fuseWire(8)), /has 8 fuses/],
    [
      'whose fuse was taken out',
      around(Buffer.from(String(fuseWire()).replace(/1$/, 'r'))),
      /wasmTrapHandlers/,
    ],
  ])('refuses a binary %s (T20)', (_, binary, message) => {
    const before = Buffer.from(binary)
    expect(() => setFuses(binary)).toThrow(message)
    if (!String(message).includes('wasm')) expect(binary.equals(before)).toBe(true)
  })
})
