import { describe, expect, it } from 'vitest'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { logout } from '../../../../../../main/serve/terminal/verbs/logout.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

async function run(profiles: readonly string[]) {
  const io = new FakeTerminal()
  const out = { who: ['one'], profiles, credentialsEndAt: 60_000, notTold: [], keysKept: [] }
  const verbs = [logout(async () => out)]
  const handle = terminal({ verbs, version: '1', log: { note: () => undefined }, now: () => 0 })
  expect(await handle(terminalRequest(['logout', '-P', 'a']), io)).toBe(0)
  return io.stdout.split('\n')
}

describe('logout', () => {
  it('names every profile that has no credentials any more: one session may serve several', async () => {
    expect(await run(['a', 'b\u202e'])).toEqual([
      'Signed out: one',
      'Without credentials until a sign-in: a, b?',
      'Credentials already handed out end within 60 s.',
      '',
    ])
    expect((await run(['1', '2', '3', '4', '5', '6', '7']))[1]).toBe(
      'Without credentials until a sign-in: 1, 2, 3, 4, 5 and 2 more',
    )
    expect((await run([])).join()).not.toContain('Without')
  })
})
