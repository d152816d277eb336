import { readFileSync } from 'node:fs'

/** Set when the product is built; a source checkout reads its own package file. */
declare const __SIGNET_VERSION__: string | undefined

/** The product's version, as in package.json. */
export function productVersion(): string {
  if (typeof __SIGNET_VERSION__ === 'string') return __SIGNET_VERSION__
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
  )
  const { version } = manifest as { version: string }
  return version
}
