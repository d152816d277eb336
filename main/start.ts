/**
 * `npm start`: builds, and opens the desktop app. Electron fetches its runtime at the first start; where it cannot, one line
 * says so and names the way that needs none. `--built` takes what was built last.
 *
 * @module
 */
import { spawn, spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const words = process.argv.slice(2).filter((word) => word !== '--built')

if (!process.argv.includes('--built')) {
  const built = spawnSync(process.execPath, [join(root, 'main/build.ts'), '--quiet'], { stdio: 'inherit' })
  if (built.status !== 0) process.exit(built.status ?? 1)
}
const electron = dirname(createRequire(import.meta.url).resolve('electron/package.json'))
if (!isRuntimeHere()) {
  process.stderr.write(
    'Electron’s runtime is not here and could not be fetched. The same window in your browser: npx signet ui\n',
  )
  process.exit(1)
}
// The agent's own checks refuse them, and here they would only concern this script.
const {
  NODE_OPTIONS: _,
  NODE_DEBUG: __,
  NODE_DEBUG_NATIVE: ___,
  ELECTRON_RUN_AS_NODE: ____,
  ...env
} = process.env
const shell = [join(electron, 'cli.js'), join(root, 'dist/shell/index.mjs'), ...words]
const app = spawn(process.execPath, shell, { stdio: 'inherit', env })
app.once('exit', (code) => process.exit(code ?? 1))

/** Fetches the runtime where it is missing. */
function isRuntimeHere(): boolean {
  const fetched = spawnSync(process.execPath, [join(electron, 'install.js')], { stdio: 'ignore' })
  return fetched.status === 0 || process.env.ELECTRON_OVERRIDE_DIST_PATH !== undefined
}
