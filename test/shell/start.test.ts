import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, describe, expect, it } from 'vitest'
import { root } from '../headless/harness.ts'

const folder = mkdtempSync(join(tmpdir(), 'signet-start-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function start(env: Record<string, string>, ...words: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['main/start.ts', '--built', ...words], {
    ...{ cwd: root, encoding: 'utf8', env: { PATH: process.env.PATH ?? '', HOME: folder, ...env } },
  })
  return { status, stdout, stderr }
}

const isHere = existsSync(join(root, 'node_modules/electron/dist'))

describe('npm start', () => {
  it.skipIf(isHere)(
    `says in one line that the runtime cannot be fetched, and what needs none${isHere ? ' (skipped: the runtime is here)' : ''}`,
    () => {
      // A port that nothing can listen on.
      expect(start({ ELECTRON_MIRROR: 'http://127.0.0.1:9/' })).toEqual({
        ...{ status: 1, stdout: '' },
        stderr:
          'Electron’s runtime is not here and could not be fetched. The same window in your browser: npx signet ui\n',
      })
    },
  )

  it('opens the built shell in the runtime, without what would preload code into it, and ends as it ends', () => {
    const runtime = join(folder, 'electron')
    writeFileSync(runtime, '#!/bin/sh\necho "$@" "[$NODE_OPTIONS$ELECTRON_RUN_AS_NODE]"\nexit 7\n')
    chmodSync(runtime, 0o755)
    const env = { ELECTRON_OVERRIDE_DIST_PATH: folder, ELECTRON_MIRROR: 'http://127.0.0.1:9/' }
    expect(start({ ...env, ELECTRON_RUN_AS_NODE: '1' }, '--background')).toEqual({
      ...{ status: 7, stderr: '', stdout: `${join(root, 'dist/shell/index.mjs')} --background []\n` },
    })
  })
})
