import { describe, expect, it } from 'vitest'
import type { ListingProgress } from '../../../../../../main/actions/accounts/account-list.ts'
import type { ListAccounts, ListedAccounts } from '../../../../../../main/actions/accounts/list-accounts.ts'
import { SessionError } from '../../../../../../main/kernel/errors.ts'
import type { TerminalRequest } from '../../../../../../main/serve/terminal/request.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { accounts } from '../../../../../../main/serve/terminal/verbs/accounts.ts'
import type { AccountView } from '../../../../../../preload/contract/views.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const account = (changes: Partial<AccountView> = {}): AccountView => ({
  session: 'identity-center:corp',
  accountId: '111122223333',
  accountName: 'shop',
  emailAddress: 'shop@example.com',
  roles: ['Admin', 'Read'],
  readAt: 1,
  ...changes,
})

const young: ListedAccounts['source'] = {
  kind: 'kept',
  ageInMilliseconds: 60_000,
  isRefreshing: false,
  isEnded: false,
}
const listed = (changes: Partial<ListedAccounts> = {}): ListedAccounts => ({
  session: 'corp',
  accounts: [account()],
  total: 1,
  source: young,
  ...changes,
})

async function run(act: ListAccounts, argv: readonly string[] = [], request: Partial<TerminalRequest> = {}) {
  const io = new FakeTerminal()
  const handle = terminal({
    verbs: [accounts(act)],
    version: '1',
    log: { note: () => undefined },
    now: () => 0,
  })
  const code = await handle(terminalRequest(['accounts', ...argv], request), io)
  return { code, out: io.stdout, err: io.stderr }
}

const shown = (answer: ListedAccounts, ...argv: string[]) => run(async () => answer, argv)

describe('accounts', () => {
  it('shows ids, names, addresses and roles, and says nothing about a young list', async () => {
    const views = [
      account(),
      account({ accountId: '444455556666', accountName: '', emailAddress: '', roles: ['Billing'] }),
      account({ accountName: 'new', roles: [], readAt: null }),
    ]
    expect(await shown(listed({ accounts: views, total: 3 }))).toEqual({
      code: 0,
      out:
        'ACCOUNT       NAME  EMAIL             ROLES\n' +
        '111122223333  shop  shop@example.com  2 roles\n' +
        '444455556666  -     -                 Billing\n' +
        '111122223333  new   shop@example.com  not read yet\n',
      err: '',
    })
  })

  it('asks for what the options and words say', async () => {
    const asked: unknown[] = []
    const act: ListAccounts = async ({ signal: _signal, ...request }) => {
      asked.push(request)
      return listed()
    }
    await run(act, ['--session', 'corp', '--search', 'prod eu', '--refresh', 'admin'])
    await run(act)
    expect(asked).toEqual([
      { session: 'corp', search: 'prod eu admin', refresh: true },
      { session: undefined, search: '', refresh: false },
    ])
  })

  it.each<[string, ListedAccounts['source'], string]>([
    [
      'an old list that is being refreshed',
      { ...young, ageInMilliseconds: 3 * 3_600_000, isRefreshing: true },
      'This list is 3 h old. It is being refreshed in the background.\n',
    ],
    [
      'an old list that is not',
      { ...young, ageInMilliseconds: 3 * 3_600_000 },
      'This list is 3 h old. It could not be refreshed just now. To see why, use --refresh.\n',
    ],
    [
      'an ended session',
      { ...young, isEnded: true },
      'This list is 60 s old. The session has ended. Sign in again to refresh it.\n',
    ],
    ['a first list', { kind: 'read', changes: undefined, unread: 0, wasDamaged: false }, ''],
    [
      'a list with changes, after damage, with an account that AWS would not tell of',
      {
        kind: 'read',
        changes: {
          accountsAdded: ['1', '2'],
          accountsGone: [],
          rolesAdded: [{ accountId: '3', roleName: 'A' }],
          rolesGone: [{ accountId: '3', roleName: 'B' }],
        },
        unread: 1,
        wasDamaged: true,
      },
      'The list that was kept was damaged, so it was read from AWS again.\n' +
        'New: 2 accounts, 1 role. Gone: 1 role.\n' +
        'AWS did not tell the roles of 1 account: shown as they were before. Try again later with --refresh.\n',
    ],
    [
      'a list without changes',
      {
        kind: 'read',
        changes: { accountsAdded: [], accountsGone: [], rolesAdded: [], rolesGone: [] },
        unread: 0,
        wasDamaged: false,
      },
      'Nothing has changed since the last time.\n',
    ],
  ])('says on stderr what there is to know of %s', async (_what, source, err) => {
    expect((await shown(listed({ source }))).err).toBe(err)
  })

  it('teaches what to do where there is nothing to show', async () => {
    expect((await shown(listed({ accounts: [], total: 0 }))).out).toBe(
      'corp gives you no account. Ask who administers IAM Identity Center.\n',
    )
    expect((await shown(listed({ accounts: [], total: 7 }))).out).toBe(
      'None of the 7 accounts of corp has all of these words.\n',
    )
  })

  it('gives the accounts as JSON', async () => {
    expect(JSON.parse((await shown(listed(), '--json')).out)).toEqual([account()])
    expect((await shown(listed({ accounts: [], total: 7 }), '--json')).out).toBe('[]\n')
  })

  it('prints hostile names without what could move the cursor or hide text (T25)', async () => {
    const accountName = '\u001b[2J\u009b1A\r\u202egnp\u2028\u{e0041}x'
    const roles = ['Ad\u001b]0;min']
    const views = [account({ accountName, roles })]
    const nothing = listed({ accounts: [], total: 0, session: 'co\u001b[2Jrp' })
    expect((await shown(nothing)).out).toMatch(/^co\?\[2Jrp gives/)
    const text = await shown(listed({ accounts: views }))
    expect(text.out.split('\n')[1]).toBe('111122223333  ?[2J?1A??gnp??x  shop@example.com  Ad?]0;min')
    const json = await shown(listed({ accounts: views }), '--json')
    expect(json.out).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]|[^\n\P{Cc}]/u)
    expect(JSON.parse(json.out)).toEqual(views)
  })
})

const steps: ListingProgress[] = [
  { accountsDone: 0, accountsTotal: 100, rolesFound: 0 },
  ...Array.from({ length: 251 }, (_, done) => ({
    accountsDone: done,
    accountsTotal: 250,
    rolesFound: 5 * done,
  })),
]

describe('accounts while it waits for AWS', () => {
  const listing: ListAccounts = async (_request, _prompts, onListing) => {
    for (const step of steps) onListing(step)
    return listed()
  }
  const isTerminal = { stdin: false, stdout: true, stderr: true }

  it('changes one line on a terminal, and takes it away at the end', async () => {
    const { err } = await run(listing, [], { isTerminal })
    const writes = err.split('\r').slice(1)
    expect([writes.length, writes[0], writes.at(-2), writes.at(-1)]).toEqual([
      253,
      'Reading from AWS: 0 of 100 accounts, 0 roles\u001b[K',
      'Reading from AWS: 250 of 250 accounts, 1250 roles\u001b[K',
      '\u001b[K',
    ])
    expect(err).not.toContain('\n')
  })

  it.each([
    ['a pipe', {}],
    ['a dumb terminal', { isTerminal, env: { TERM: 'dumb' } }],
  ])('writes a few plain lines to %s', async (_where, request) => {
    const lines = (await run(listing, [], request)).err.split('\n')
    expect([lines.length, lines[0], lines.at(-2), lines.at(-1)]).toEqual([
      12,
      'Reading from AWS: 0 of 100 accounts, 0 roles',
      'Reading from AWS: 250 of 250 accounts, 1250 roles',
      '',
    ])
  })

  it('clears the line before an error, which stands alone and has its own exit code', async () => {
    const failing: ListAccounts = async (_request, _prompts, onListing) => {
      onListing({ accountsDone: 1, accountsTotal: 2, rolesFound: 1 })
      throw new SessionError('session-expired', 'The session has ended. Sign in again.')
    }
    const { code, err } = await run(failing, [], { isTerminal })
    expect([code, err]).toEqual([
      3,
      '\rReading from AWS: 1 of 2 accounts, 1 roles\u001b[K\r\u001b[Ksignet: The session has ended. Sign in again.\n',
    ])
  })

  it('gives its signal on, so that Ctrl-C ends the wait', async () => {
    const io = new FakeTerminal()
    const verb = accounts(async ({ signal }) => {
      io.interrupt()
      signal.throwIfAborted()
      return listed()
    })
    const handle = terminal({ verbs: [verb], version: '1', log: { note: () => undefined }, now: () => 0 })
    expect([await handle(terminalRequest(['accounts']), io), io.stdout, io.stderr]).toEqual([130, '', ''])
  })
})
