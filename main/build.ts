/**
 * `npm run build`: the headless product in `dist/`.
 *
 *   dist/headless/agent.mjs            the agent, bundled
 *   dist/headless/key-store-child.mjs  the process that talks to the key store
 *   dist/window/                       the window, for `signet ui` and the shell
 *   dist/shell/                        the desktop app's own: main process, preload, its process for the key store
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
import { asciiOnly } from './build/ascii-only.ts'
import { lightAge } from './build/light-age.ts'
import { lightUndici } from './build/light-undici.ts'
import { bundleShell } from './build/shell.ts'
import { bundleWindow } from './build/window.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
const binDir = join(root, 'dist/bin')
const relayPath = join(binDir, 'signet')
/** The project's own settings and no others; bundles are read by people too. */
const common = { root, configFile: false, logLevel: 'warn' } as const
const quiet = process.argv.includes('--quiet')
const say = (text: string): void => {
  if (!quiet) console.log(text)
}

await bundleAgent()
await bundleWindow(root)
say('window  dist/window/index.html')
await bundleShell(root, version)
say('shell   dist/shell/index.mjs')
const relay = await buildRelay()
linkIntoCheckout()
say(`relay   dist/bin/signet (${relay})`)
say('Now this runs in the checkout: npx signet help')

async function bundleAgent(): Promise<void> {
  await bundle({
    ...common,
    define: { __SIGNET_VERSION__: JSON.stringify(version) },
    plugins: [lightUndici(), lightAge(), asciiOnly()],
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

/** What cargo or rustup says went wrong; a trace or a list of causes may stand below it. */
function firstError(text: string): string {
  const lines = text.trim().split('\n')
  return lines.find((line) => /^error\b/.test(line)) ?? lines.at(0) ?? ''
}

/** Builds the relay, and says which. */
async function buildRelay(): Promise<string> {
  rmSync(binDir, { recursive: true, force: true })
  mkdirSync(binDir, { recursive: true })
  // No crates, so nothing is fetched. The folder matters: cargo reads how to link from there.
  const crate = join(root, 'main/relay')
  const cargo = spawnSync('cargo', ['build', '--release', '--offline', '--quiet', '--target-dir', 'target'], {
    cwd: crate,
    encoding: 'utf8',
  })
  if (cargo.status === 0) {
    copyFileSync(join(crate, 'target/release/signet'), relayPath)
    chmodSync(relayPath, 0o755)
    return 'native, built with cargo'
  }
  const why = cargo.error ? 'no cargo here' : `cargo failed: ${firstError(cargo.stderr)}`
  await bundleNodeRelay()
  console.log(
    `relay   no native build (${why}); the Node relay stands in: same behaviour, some 35 ms slower a call`,
  )
  return 'Node'
}

/** The Node relay in one file, and a script that runs it with the Node that comes with the product. */
async function bundleNodeRelay(): Promise<void> {
  await bundle({
    ...common,
    ssr: { target: 'node' },
    build: {
      ssr: true,
      outDir: 'dist/bin',
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        input: { relay: 'main/relay/relay.mjs' },
        output: { format: 'es', entryFileNames: '[name].mjs', codeSplitting: false },
      },
    },
  })
  const script = readFileSync(join(root, 'main/relay/signet.sh'), 'utf8')
  const platform = `${process.platform}-${process.arch}`
  writeFileSync(relayPath, script.replace('PLATFORM', platform), { mode: 0o755 })
}

/** `npx signet` in a checkout finds what stands in its own `.bin`. */
function linkIntoCheckout(): void {
  const link = join(root, 'node_modules/.bin/signet')
  rmSync(link, { force: true })
  symlinkSync('../../dist/bin/signet', link)
}
