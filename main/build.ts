/**
 * `npm run build`: the headless product in `dist/`.
 *
 *   dist/headless/agent.mjs            the agent, bundled
 *   dist/headless/key-store-child.mjs  the process that talks to the key store
 *   dist/bin/signet                    the relay: native where there is a Rust toolchain, else the same in Node
 *
 * `--quiet` prints only what went wrong.
 *
 * @module
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build as bundle } from 'vite'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const quiet = process.argv.includes('--quiet')
const say = (text: string): void => {
  if (!quiet) console.log(text)
}

await bundleAgent()
const relay = buildRelay()
linkIntoCheckout()
say(`relay   dist/bin/signet (${relay})`)
say('Now this runs in the checkout: npx signet help')

async function bundleAgent(): Promise<void> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  await bundle({
    root,
    configFile: false,
    logLevel: 'warn',
    define: { __SIGNET_VERSION__: JSON.stringify(version) },
    // Everything is bundled, which halves the start; only the key store's binary part stays a package.
    ssr: { noExternal: true, external: ['@napi-rs/keyring'], target: 'node' },
    build: {
      ssr: true,
      outDir: 'dist/headless',
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      license: { fileName: 'third-party-licenses.md' },
      rolldownOptions: {
        input: { agent: 'main/agent.ts', 'key-store-child': 'main/hosts/node/key-store-child.ts' },
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'parts/[name]-[hash].mjs' },
      },
    },
  })
  say('agent   dist/headless/agent.mjs')
}

/** Builds or copies the relay, and says which. */
function buildRelay(): string {
  const binDir = join(root, 'dist/bin')
  mkdirSync(binDir, { recursive: true })
  const target = join(binDir, 'signet')
  rmSync(target, { force: true })
  const crate = join(root, 'main/relay')
  // No crates, so nothing is fetched.
  const cargo = spawnSync('cargo', ['build', '--release', '--offline', '--quiet'], {
    cwd: crate,
    encoding: 'utf8',
  })
  if (cargo.status === 0) {
    copyFileSync(join(crate, 'target/release/signet'), target)
    chmodSync(target, 0o755)
    return 'native, built with cargo'
  }
  const why = cargo.error ? 'no cargo here' : `cargo failed: ${cargo.stderr.trim().split('\n').at(-1) ?? ''}`
  writeFileSync(target, readFileSync(join(crate, 'relay.mjs')))
  chmodSync(target, 0o755)
  console.log(
    `relay   no native build (${why}); the Node relay stands in: same behaviour, about 35 ms slower a call`,
  )
  return 'Node'
}

/** `npx signet` in a checkout finds what stands in its own `.bin`. */
function linkIntoCheckout(): void {
  const link = join(root, 'node_modules/.bin/signet')
  rmSync(link, { force: true })
  symlinkSync('../../dist/bin/signet', link)
}
