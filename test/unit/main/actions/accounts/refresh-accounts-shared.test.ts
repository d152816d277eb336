import { describe, expect, it } from 'vitest'
import type { ListingProgress } from '../../../../../main/actions/accounts/account-list.ts'
import { AccountScene, corp } from '../../../../fakes/account-scene.ts'
import { settle } from '../../../../fakes/fake-clock.ts'
import { never, type Organisation, organisation } from '../../../../fakes/fake-portal.ts'
import { throttled, until } from '../refresh-scene.ts'

describe('accountRefresher: several who ask', () => {
  it('reads once for two who ask at once, and both see how far it is', async () => {
    const scene = new AccountScene(organisation(9, 1))
    const seen: ListingProgress[][] = [[], []]
    const first = scene.refresher.refreshAccounts(corp, { onProgress: (now) => seen[0]?.push(now) })
    await Promise.resolve()
    const second = scene.refresher.refreshAccounts({ ...corp }, { onProgress: (now) => seen[1]?.push(now) })
    expect(await first).toBe(await second)
    expect(scene.portal.calls.length).toBe(10)
    expect(seen.map((each) => each.at(-1)?.accountsDone)).toEqual([9, 9])
  })

  it('shows who comes late how far it is at once', async () => {
    const { scene, held, release } = heldAt(organisation(9, 1), 5)
    const first = scene.refresher.refreshAccounts(corp)
    await held
    const seen: ListingProgress[] = []
    const second = scene.refresher.refreshAccounts(corp, { onProgress: (now) => seen.push(now) })
    await settle()
    expect(seen).toEqual([{ accountsDone: 4, accountsTotal: 9, rolesFound: 4 }])
    release()
    await Promise.all([first, second])
  })

  it('goes on for the others when one leaves, and ends when the last has left', async () => {
    const { scene, held, release } = heldAt(organisation(9, 1), 5)
    const [one, two] = [new AbortController(), new AbortController()]
    const first = scene.refresher.refreshAccounts(corp, { signal: one.signal })
    const second = scene.refresher.refreshAccounts(corp, { signal: two.signal })
    await held
    one.abort(new Error('one left'))
    await expect(first).rejects.toThrow('one left')
    await settle()
    expect(scene.log.lines).toEqual([])
    two.abort(new Error('two left'))
    await expect(second).rejects.toThrow('two left')
    await until(() => scene.log.lines.length > 0)
    expect(scene.log.lines).toEqual([{ event: 'accounts.listing-ended-early', fields: { count: 4 } }])
    release()
  })

  it('goes on in the background when the person who also waited has left', async () => {
    const { scene, held, release } = heldAt(organisation(9, 1), 5)
    const person = new AbortController()
    const waiting = scene.refresher.refreshAccounts(corp, { signal: person.signal })
    expect(scene.refresher.refreshInBackground(corp)).toBe(true)
    await held
    person.abort(new Error('left'))
    await expect(waiting).rejects.toThrow('left')
    release()
    await until(() => scene.log.lines.length > 0)
    expect((await scene.kept())?.readAt).toBe(scene.clock.now())
  })

  it('does not hammer AWS from the background: after a failure it rests a minute', async () => {
    const scene = new AccountScene(organisation(2, 1))
    scene.portal.before = () => {
      throw throttled()
    }
    expect(scene.refresher.refreshInBackground(corp)).toBe(true)
    await until(() => scene.log.lines.length === 1)
    await settle()
    expect(scene.refresher.refreshInBackground(corp)).toBe(false)
    await scene.clock.advance(60_000)
    expect(scene.refresher.refreshInBackground(corp)).toBe(true)
    await until(() => scene.log.lines.length === 2)
    expect(scene.portal.calls.length).toBe(2)
  })

  it('waits for one that is being called off to save before it starts the next', async () => {
    const { scene, held, release } = heldAt(organisation(9, 1), 5)
    const person = new AbortController()
    const first = scene.refresher.refreshAccounts(corp, { signal: person.signal })
    await held
    person.abort(new Error('left'))
    const second = scene.refresher.refreshAccounts(corp)
    await expect(first).rejects.toThrow('left')
    release()
    await second
    expect(scene.portal.calls.filter((call) => call === 'accounts').length).toBe(1)
  })

  it('gives up a listing when somebody signs in anew meanwhile', async () => {
    const { scene, held, release } = heldAt(organisation(9, 1), 5)
    const former = scene.refresher.refreshAccounts(corp)
    await held
    const latter = scene.refresher.refreshAccounts({ ...corp, signedInAt: corp.signedInAt + 1 })
    await expect(former).rejects.toMatchObject({ code: 'conflict', remedy: 'retry' })
    release()
    expect((await latter).list.signedInAt).toBe(corp.signedInAt + 1)
  })

  it('forgets a session with its listing and its file', async () => {
    const { scene, held } = heldAt(organisation(9, 1), 5)
    const refreshing = scene.refresher.refreshAccounts(corp)
    await held
    await until(() => scene.files.names('/state/accounts').length === 1)
    await Promise.all([
      expect(refreshing).rejects.toMatchObject({ code: 'session-missing' }),
      scene.refresher.forget(corp.id),
    ])
    expect(scene.files.names('/state/accounts')).toEqual([])
    await scene.refresher.forget('identity-center:unknown')
  })

  it('saves what it has when the agent ends, and starts nothing after', async () => {
    const { scene, held } = heldAt(organisation(9, 1), 5)
    const refreshing = scene.refresher.refreshAccounts(corp)
    const refused = expect(refreshing).rejects.toMatchObject({ code: 'agent-busy' })
    await held
    scene.files.beforeReplace = settle
    await scene.refresher.close()
    const kept = await scene.kept()
    await refused
    expect(kept?.listing?.remaining.length).toBe(5)
    await expect(scene.refresher.refreshAccounts(corp)).rejects.toMatchObject({ code: 'agent-busy' })
    expect(scene.refresher.refreshInBackground(corp)).toBe(false)
  })
})

/** A scene where every call after the first few waits until it is released. `held` resolves when nothing else goes on. */
function heldAt(org: Organisation, calls: number) {
  const scene = new AccountScene(org)
  let release = (): void => undefined
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  let holding = 0
  let hold = (): void => undefined
  const held = new Promise<void>((resolve) => {
    hold = resolve
  })
  scene.portal.before = async (_call, signal) => {
    if (scene.portal.calls.length <= calls) return
    holding += 1
    if (holding === 5) hold()
    await Promise.race([released, never(signal)])
  }
  return { scene, held, release: () => release() }
}
