/** Whether the native relay builds here. The tests of what it does are skipped where it does not. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { buildNative } from '../fakes/relays.ts'

const crate = join(import.meta.dirname, '..', '..', 'main', 'relay')
const { hasCargo, isBuilt, complaints } = buildNative()
const why = hasCargo ? '' : ' (skipped: there is no cargo)'

describe('the Rust relay', () => {
  it.skipIf(!hasCargo)(`builds with the toolchain that is here, without a warning${why}`, () => {
    expect({ isBuilt, complaints }).toEqual({ isBuilt: true, complaints: '' })
  })

  it('asks for no newer toolchain than that of Debian 12', () => {
    const read = (name: string) => readFileSync(join(crate, name), 'utf8')
    expect({
      rust: /^rust-version = "(.*)"$/m.exec(read('Cargo.toml'))?.[1],
      // A cargo older than 1.78 cannot read version 4.
      lock: /^version = (\d+)$/m.exec(read('Cargo.lock'))?.[1],
    }).toEqual({ rust: '1.63', lock: '3' })
  })
})
