import { describe, expect, it } from 'vitest'
import { ProtocolError, RefusalError, UnavailableError } from '../../../../../main/kernel/errors.ts'
import { AccountScene, corp, rolesOf } from '../../../../fakes/account-scene.ts'
import { accountIdOf, organisation } from '../../../../fakes/fake-portal.ts'
import { asRoles, expired, throttled } from '../refresh-scene.ts'

describe('accountRefresher: when AWS does not answer', () => {
  it('stops at session-expired and keeps what it has; a renewed session goes on from there', async () => {
    const scene = new AccountScene(organisation(12, 1))
    let allowed = 8
    scene.portal.before = () => {
      allowed -= 1
      if (allowed < 0) throw expired()
    }
    await expect(scene.refresher.refreshAccounts(corp)).rejects.toMatchObject({ code: 'session-expired' })
    expect((await scene.kept())?.listing?.remaining).toEqual([7, 8, 9, 10, 11].map(accountIdOf))
    allowed = 100
    scene.portal.calls.length = 0
    await scene.refresher.refreshAccounts(corp)
    expect(scene.portal.calls).toEqual([7, 8, 9, 10, 11].map(accountIdOf))
  })

  it.each([
    ['throttled', throttled()],
    ['server-error', new UnavailableError('server-error', 'A 500.')],
    ['network-down', new UnavailableError('network-down', 'No network.')],
    ['access-denied', new RefusalError('access-denied', 'A proxy says no.')],
    ['response-malformed', new ProtocolError('response-malformed', 'A portal page.')],
  ])('never takes %s for a sign-out, and keeps the former list (R16, R17, R18)', async (code, fault) => {
    const org = organisation(30, 2)
    const scene = new AccountScene(org)
    await scene.refresher.refreshAccounts(corp)
    scene.portal.before = (call) => {
      if (call !== 'accounts') throw fault
    }
    await expect(scene.refresher.refreshAccounts(corp)).rejects.toMatchObject({ code })
    expect(await scene.keptRoles()).toEqual(asRoles(org))
    expect(scene.portal.calls.length).toBeLessThan(31 + 1 + 20)
  })

  it('does not let one account that AWS will not tell of keep it from the others', async () => {
    const org = organisation(40, 2)
    const scene = new AccountScene(org)
    const odd = new Map([
      [accountIdOf(3), new RefusalError('not-found', 'No such account.')],
      [accountIdOf(7), new ProtocolError('response-malformed', 'A role name with a line end.')],
      [accountIdOf(11), new UnavailableError('server-error', 'A 500.')],
    ])
    scene.portal.before = (call) => {
      const fault = odd.get(call)
      if (fault) throw fault
    }
    const { list, unread } = await scene.refresher.refreshAccounts(corp)
    expect(unread).toBe(3)
    expect(list.accounts.filter(({ readAt }) => readAt === null).map(({ accountId }) => accountId)).toEqual([
      ...odd.keys(),
    ])
    expect([list.listing, list.readAt]).toEqual([null, scene.clock.now()])
  })

  it('does not call it a list when no account could be read', async () => {
    const scene = new AccountScene(organisation(2, 2))
    scene.portal.before = (call) => {
      if (call !== 'accounts') throw new RefusalError('access-denied', 'A proxy says no.')
    }
    await expect(scene.refresher.refreshAccounts(corp)).rejects.toMatchObject({ code: 'access-denied' })
    expect((await scene.kept())?.readAt).toBeNull()
  })

  it('leaves the kept list alone when even the accounts cannot be listed', async () => {
    const scene = new AccountScene(organisation(3, 1))
    await scene.refresher.refreshAccounts(corp)
    const before = await scene.kept()
    scene.portal.before = () => {
      throw throttled()
    }
    await expect(scene.refresher.refreshAccounts(corp)).rejects.toMatchObject({ code: 'throttled' })
    expect(await scene.kept()).toEqual(before)
  })

  it('gives its list although the disk is full, and says so in the log (R1)', async () => {
    const org = organisation(60, 1)
    const scene = new AccountScene(org)
    scene.files.fail = { replace: 'no-space' }
    expect(rolesOf((await scene.refresher.refreshAccounts(corp)).list)).toEqual(asRoles(org))
    expect(scene.log.lines).toContainEqual({ event: 'accounts.not-saved', fields: { code: 'no-space' } })
  })
})
