import { describe, expect, it } from 'vitest'
import type { ListedRoles, ListRoles } from '../../../../../../main/actions/accounts/list-roles.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { roles } from '../../../../../../main/serve/terminal/verbs/roles.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const role = {
  session: 'identity-center:corp',
  accountId: '111122223333',
  accountName: 'shop',
  emailAddress: 'shop@example.com',
  roleName: 'Admin',
}
const listed: ListedRoles = {
  session: 'corp',
  roles: [role, { ...role, accountName: '', roleName: 'Read' }],
  total: 2,
  source: { kind: 'kept', ageInMilliseconds: 0, isRefreshing: false, isEnded: false },
}

async function run(act: ListRoles, ...argv: string[]) {
  const io = new FakeTerminal()
  const handle = terminal({
    verbs: [roles(act)],
    version: '1',
    log: { note: () => undefined },
    now: () => 0,
  })
  const code = await handle(terminalRequest(['roles', ...argv]), io)
  return { code, out: io.stdout, err: io.stderr }
}

describe('roles', () => {
  it('shows a row for each role', async () => {
    expect(await run(async () => listed)).toEqual({
      code: 0,
      out: 'ACCOUNT       NAME  ROLE\n111122223333  shop  Admin\n111122223333  -     Read\n',
      err: '',
    })
  })

  it('asks for what the options and words say', async () => {
    const asked: unknown[] = []
    await run(
      async ({ signal: _signal, ...request }) => {
        asked.push(request)
        return listed
      },
      ...['--account', 'shop', '--session', 'corp', 'admin', '--refresh'],
    )
    expect(asked).toEqual([{ session: 'corp', account: 'shop', search: ' admin', refresh: true }])
  })

  it('says where there is nothing to show, and on stderr how old a list is', async () => {
    expect((await run(async () => ({ ...listed, roles: [], total: 0 }))).out).toBe(
      'corp gives you no role there. Ask who administers IAM Identity Center.\n',
    )
    expect((await run(async () => ({ ...listed, roles: [] }))).out).toBe(
      'None of the 2 roles of corp has all of these words.\n',
    )
    const source = {
      ...listed.source,
      ageInMilliseconds: 7_200_000,
      isRefreshing: true,
      kind: 'kept' as const,
      isEnded: false,
    }
    expect((await run(async () => ({ ...listed, source }))).err).toBe(
      'This list is 2 h old. It is being refreshed in the background.\n',
    )
  })

  it('gives the roles as JSON, safe to print (T25)', async () => {
    const hostile = [{ ...role, accountName: 'a\u202eb\u009b' }]
    const { out } = await run(async () => ({ ...listed, roles: hostile }), '--json')
    expect([out.includes('\u202e'), out.includes('\u009b'), JSON.parse(out)]).toEqual([false, false, hostile])
    expect((await run(async () => ({ ...listed, roles: hostile }))).out).toContain('a?b?')
  })
})
