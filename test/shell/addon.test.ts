import { fork } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { root } from '../headless/harness.ts'

const folder = mkdtempSync(join(tmpdir(), 'signet-addon-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** What the built process for the key store answers, beside a copy of its library. */
async function ask(change: (scope: string) => void): Promise<string> {
  const place = mkdtempSync(join(folder, 'app-'))
  const scope = join(place, 'node_modules/@napi-rs')
  cpSync(join(root, 'node_modules/@napi-rs'), scope, { recursive: true })
  cpSync(join(root, 'dist/shell/key-store.cjs'), join(place, 'key-store.cjs'))
  change(scope)
  const child = fork(join(import.meta.dirname, 'stand-in/utility.ts'), [join(place, 'key-store.cjs')], {
    ...{ env: { HOME: folder }, execArgv: [] },
  })
  child.send({ id: 1, action: 'read', account: 'of a test' })
  const [reply] = (await once(child, 'message')) as [{ fault?: string }]
  child.kill('SIGKILL')
  return reply.fault ?? ''
}

const notOurs = 'not installed: the addon is not the one of this app'

describe('the process that talks to the key store', () => {
  it('runs the addon that the app was built with', async () => {
    // There is no key store here: the library itself says so.
    expect(await ask(() => undefined)).toMatch(/D-?Bus|Secret Service|org\.freedesktop/i)
  })

  it('runs no other, not by one byte, nor one that is gone (D12)', async () => {
    const addon = (scope: string) => {
      const found = readdirSync(scope, { recursive: true, encoding: 'utf8' })
      return join(scope, found.find((name) => name.endsWith('.node')) ?? '')
    }
    expect(await ask((scope) => appendFileSync(addon(scope), '\0'))).toBe(notOurs)
    expect(await ask((scope) => rmSync(addon(scope)))).toBe(notOurs)
  })
})
