import { describe, expect, it } from 'vitest'
import type { PortalSession } from '../../../../../main/actions/accounts/account-list.ts'
import { listAccounts } from '../../../../../main/actions/accounts/list-accounts.ts'
import { listRoles } from '../../../../../main/actions/accounts/list-roles.ts'
import { readAccounts } from '../../../../../main/actions/accounts/read-accounts.ts'
import { SessionError, VaultError } from '../../../../../main/kernel/errors.ts'
import { accountViewSchema, roleViewSchema } from '../../../../../preload/contract/views.ts'
import { AccountScene, corp } from '../../../../fakes/account-scene.ts'
import { settle } from '../../../../fakes/fake-clock.ts'
import { accountIdOf, never, organisation } from '../../../../fakes/fake-portal.ts'

const hour = 3_600_000

class Reader extends AccountScene {
  sessions: PortalSession[] = [corp]
  enter = async (): Promise<void> => undefined
  readonly read = readAccounts({
    door: { enter: () => this.enter() },
    portalSessions: () => this.sessions,
    cache: this.cache,
    refresher: this.refresher,
    clock: this.clock,
  })

  /** Reads as a person would; gives where the list is from. */
  async source(changes: { session?: string; refresh?: boolean } = {}) {
    const request = { session: undefined, refresh: false, ...changes, signal: new AbortController().signal }
    return (await this.read(request, {}, () => undefined)).source
  }

  pass(milliseconds: number): void {
    this.clock.setWall(this.clock.now() + milliseconds)
  }
}

const keptYoung = { kind: 'kept', ageInMilliseconds: 0, isRefreshing: false, isEnded: false }

describe('readAccounts', () => {
  it('lists from AWS the first time, and shows the kept list at once after', async () => {
    const scene = new Reader(organisation(4, 2))
    expect(await scene.source()).toEqual({ kind: 'read', changes: undefined, unread: 0, wasDamaged: false })
    scene.portal.before = (_call, signal) => never(signal)
    expect(await scene.source()).toEqual(keptYoung)
    expect(scene.portal.calls.length).toBe(5)
  })

  it('shows a list older than an hour at once too, and has it read anew while nobody waits', async () => {
    const scene = new Reader(organisation(4, 2))
    await scene.source()
    scene.pass(hour)
    expect(await scene.source()).toEqual({ ...keptYoung, ageInMilliseconds: hour })
    scene.pass(1)
    expect(await scene.source()).toEqual({ ...keptYoung, ageInMilliseconds: hour + 1, isRefreshing: true })
    while (scene.log.lines.length < 2) await settle()
    expect(await scene.source()).toEqual(keptYoung)
  })

  it('waits for AWS when asked to refresh', async () => {
    const scene = new Reader(organisation(4, 2))
    await scene.source()
    scene.portal.organisation = organisation(5, 2)
    expect(await scene.source({ refresh: true })).toMatchObject({
      kind: 'read',
      changes: { accountsAdded: [accountIdOf(4)] },
    })
  })

  it('goes on with a first listing that was cut short, and waits for it', async () => {
    const scene = new Reader(organisation(8, 2))
    scene.portal.before = () => {
      if (scene.portal.calls.length > 5) throw new SessionError('session-expired', 'Ended.')
    }
    await expect(scene.source()).rejects.toMatchObject({ code: 'session-expired' })
    scene.portal.before = () => undefined
    scene.portal.calls.length = 0
    expect((await scene.source()).kind).toBe('read')
    expect(scene.portal.calls.length).toBe(4)
  })

  it('looks again in the background after a new sign-in', async () => {
    const scene = new Reader(organisation(4, 2))
    await scene.source()
    scene.sessions = [{ ...corp, signedInAt: corp.signedInAt + 1 }]
    expect(await scene.source()).toEqual({ ...keptYoung, isRefreshing: true })
  })

  it('has a refresh that was cut short go on in the background', async () => {
    const scene = new Reader(organisation(4, 2))
    await scene.source()
    scene.portal.before = (call) => {
      if (call === accountIdOf(2)) throw new SessionError('session-expired', 'Ended.')
    }
    await expect(scene.source({ refresh: true })).rejects.toThrow('Ended.')
    expect(await scene.source()).toEqual({ ...keptYoung, isRefreshing: true })
  })

  it('looks again in the background when the clock went back, since nobody knows how old the list is', async () => {
    const scene = new Reader(organisation(4, 2))
    await scene.source()
    scene.pass(-1)
    expect(await scene.source()).toEqual({ ...keptYoung, isRefreshing: true })
  })

  it('shows the list of a session that has ended, and leaves AWS alone', async () => {
    const scene = new Reader(organisation(4, 2))
    await scene.source()
    scene.pass(2 * hour)
    scene.sessions = [{ ...corp, ended: { code: 'session-expired', at: 0 } }]
    expect(await scene.source()).toEqual({
      ...keptYoung,
      ageInMilliseconds: 2 * hour,
      isEnded: true,
    })
    expect(scene.portal.calls.length).toBe(5)
  })

  it('lists again when the kept list is damaged, and says so', async () => {
    const scene = new Reader(organisation(4, 2))
    await scene.source()
    for (const path of scene.files.contents.keys()) scene.files.put(path, new TextEncoder().encode('{"ver'))
    expect(await scene.source()).toEqual({ kind: 'read', changes: undefined, unread: 0, wasDamaged: true })
  })

  it('stops for a vault that cannot be opened', async () => {
    const scene = new Reader(organisation(4, 2))
    scene.enter = () => Promise.reject(new VaultError('vault-locked', 'Locked.', 'unlock'))
    await expect(scene.source()).rejects.toMatchObject({ code: 'vault-locked' })
  })

  it('takes the only session, or the named one, and else names the choice', async () => {
    const scene = new Reader(organisation(1, 1))
    const lab = { ...corp, id: 'identity-center:lab', name: 'lab' }
    await expect(scene.source({ session: 'lab' })).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no IAM Identity Center session "lab". There is: corp.',
    })
    scene.sessions = [lab, corp]
    expect((await scene.source({ session: 'lab' })).kind).toBe('read')
    expect((await scene.source({ session: 'identity-center:lab' })).kind).toBe('kept')
    await expect(scene.source()).rejects.toMatchObject({
      code: 'request-malformed',
      message: 'There are several IAM Identity Center sessions: corp, lab. Name one: --session corp',
    })
    scene.sessions = []
    await expect(scene.source()).rejects.toMatchObject({ code: 'session-missing', remedy: 'sign-in' })
  })
})

const request = {
  session: undefined,
  refresh: false,
  search: undefined,
  signal: new AbortController().signal,
}

function shop() {
  const scene = new Reader(
    new Map([
      ['111111111111', ['Read', 'Admin']],
      ['222222222222', ['Read']],
      ['333333333333', []],
    ]),
  )
  const names = new Map([
    ['111111111111', 'shop 10'],
    ['222222222222', 'shop 9'],
    ['333333333333', 'Lab'],
  ])
  const { listAccounts: plain } = scene.portal
  scene.portal.listAccounts = async (access, options) =>
    (await plain(access, options)).map((account) => ({
      ...account,
      accountName: names.get(account.accountId) ?? '',
    }))
  return scene
}

describe('listAccounts', () => {
  it('gives accounts by name, as views that hold what their schema has', async () => {
    const scene = shop()
    const { accounts, total, session } = await listAccounts(scene.read)(request, {}, () => undefined)
    expect(accounts.map(({ accountName, roles }) => [accountName, roles])).toEqual([
      ['Lab', []],
      ['shop 9', ['Read']],
      ['shop 10', ['Admin', 'Read']],
    ])
    expect([total, session, accounts.map((view) => accountViewSchema.parse(view))]).toEqual([
      3,
      'corp',
      accounts,
    ])
  })

  it('searches ids, names, addresses and roles', async () => {
    const scene = shop()
    const found = async (search: string) =>
      (await listAccounts(scene.read)({ ...request, search }, {}, () => undefined)).accounts.map(
        ({ accountName }) => accountName,
      )
    expect([await found('admin SHOP'), await found('33@example'), await found('nothing')]).toEqual([
      ['shop 10'],
      ['Lab'],
      [],
    ])
  })
})

describe('listRoles', () => {
  const found = async (changes: { account?: string; search?: string } = {}) => {
    const asked = { ...request, account: undefined, ...changes }
    const { roles, total } = await listRoles(shop().read)(asked, {}, () => undefined)
    expect(roles.map((view) => roleViewSchema.parse(view))).toEqual(roles)
    return [roles.map(({ accountName, roleName }) => `${accountName} ${roleName}`), total]
  }

  it('gives roles by account, of all or of one by its id or name', async () => {
    expect(await found()).toEqual([['shop 9 Read', 'shop 10 Admin', 'shop 10 Read'], 3])
    expect(await found({ account: '111111111111' })).toEqual([['shop 10 Admin', 'shop 10 Read'], 2])
    expect(await found({ account: 'SHOP 9' })).toEqual([['shop 9 Read'], 1])
    expect(await found({ account: 'lab' })).toEqual([[], 0])
  })

  it('searches an account’s words and the role’s own, not those of its other roles', async () => {
    expect(await found({ search: 'shop admin' })).toEqual([['shop 10 Admin'], 3])
  })

  it('says when there is no such account', async () => {
    await expect(found({ account: 'shop' })).rejects.toMatchObject({
      code: 'not-found',
      message:
        'Session corp has no account "shop". Look for it with: signet accounts --session corp --search WORD',
    })
  })
})
