import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { build as bundle, type InlineConfig } from 'vite'
import { asciiOnly } from './ascii-only.ts'
import { lightAge } from './light-age.ts'
import { lightUndici } from './light-undici.ts'

/**
 * Bundles the shell into `dist/shell/`:
 *
 *   index.mjs       Electron's main process
 *   bridge.cjs      the preload, in one file: a sandboxed one can load no other
 *   key-store.cjs   the process that talks to the key store
 *
 * A release build names where its updates come from, and whose key signs them: `SIGNET_UPDATE_FEED`, `SIGNET_UPDATE_KEY`.
 */
export async function bundleShell(root: string, version: string): Promise<void> {
  await bundle(
    part(root, version, { index: 'main/index.ts' }, 'es', { emptyOutDir: true, name: '[name].mjs' }),
  )
  await bundle(part(root, version, { bridge: 'preload/bridge.ts' }, 'cjs', { name: '[name].cjs' }))
  const keyStore = 'main/hosts/electron/key-store-utility.ts'
  await bundle(part(root, version, { 'key-store': keyStore }, 'cjs', { name: '[name].cjs' }))
}

function part(
  root: string,
  version: string,
  input: Record<string, string>,
  format: 'es' | 'cjs',
  { emptyOutDir = false, name }: { readonly emptyOutDir?: boolean; readonly name: string },
): InlineConfig {
  return {
    root,
    configFile: false,
    logLevel: 'warn',
    define: {
      __SIGNET_VERSION__: JSON.stringify(version),
      __SIGNET_UPDATES__: updateSource(),
      __SIGNET_ADDONS__: JSON.stringify(addons(root)),
    },
    plugins: [lightUndici(), lightAge(), asciiOnly()],
    ssr: { noExternal: true, external: ['electron', '@napi-rs/keyring'], target: 'node' },
    build: {
      ssr: true,
      outDir: 'dist/shell',
      emptyOutDir,
      target: 'node24',
      minify: false,
      license: format === 'es' ? { fileName: 'third-party-licenses.md' } : false,
      rolldownOptions: {
        input,
        output: {
          ...{ format, entryFileNames: name, chunkFileNames: 'parts/[name]-[hash].mjs' },
          ...(format === 'cjs' ? { codeSplitting: false } : {}),
        },
      },
    },
  }
}

function updateSource(): string {
  const { SIGNET_UPDATE_FEED: feed, SIGNET_UPDATE_KEY: publicKey } = process.env
  return feed && publicKey ? JSON.stringify({ feed, publicKey }) : 'undefined'
}

/** The key store's binary addons that are installed here, each with its digest. */
function addons(root: string): Record<string, string> {
  const scope = join(root, 'node_modules/@napi-rs')
  const packages = readdirSync(scope).filter((name) => name.startsWith('keyring-'))
  return Object.fromEntries(
    packages.flatMap((name) =>
      readdirSync(join(scope, name))
        .filter((file) => file.endsWith('.node'))
        .map((file) => [`@napi-rs/${name}/${file}`, digestOf(join(scope, name, file))]),
    ),
  )
}

function digestOf(path: string): string {
  return createHash('sha256').update(readFileSync(path)).digest('hex')
}
