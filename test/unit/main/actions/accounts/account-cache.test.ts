import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accountCache } from '../../../../../main/actions/accounts/account-cache.ts'
import type { AccountList } from '../../../../../main/actions/accounts/account-list.ts'
import { corp } from '../../../../fakes/account-scene.ts'
import { MemoryFiles } from '../../../../fakes/memory-files.ts'
import { MemoryLog } from '../../../../fakes/memory-log.ts'

const path = `/accounts/${createHash('sha256').update(corp.id).digest('hex')}.json`

const list: AccountList = {
  version: 1,
  sessionId: corp.id,
  startUrl: corp.startUrl,
  signedInAt: corp.signedInAt,
  readAt: 1_767_323_045_000,
  accounts: [
    {
      accountId: '111122223333',
      accountName: 'Ünïcode \u202e name',
      emailAddress: 'dev@example.com',
      roles: ['Admin', 'Read'],
      readAt: 1_767_323_044_000,
    },
    { accountId: '444455556666', accountName: '', emailAddress: '', roles: [], readAt: null },
  ],
  listing: {
    startedAt: 1_767_323_040_000,
    remaining: ['444455556666'],
    former: [
      { accountId: '444455556666', roles: null },
      { accountId: '777788889999', roles: ['Read'] },
    ],
  },
}

function scene() {
  const files = new MemoryFiles()
  const log = new MemoryLog()
  const make = () => accountCache({ files, log, folder: '/accounts' })
  return { files, log, make, cache: make() }
}

const text = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
const nothing = { list: undefined, isDamaged: false }
const damaged = { list: undefined, isDamaged: true }

describe('accountCache', () => {
  it('gives back what was kept, from a file that only its owner can read, named by a digest', async () => {
    const { files, cache, make } = scene()
    expect(await cache.read(corp)).toEqual(nothing)
    await cache.write(list)
    expect(await make().read(corp)).toEqual({ list, isDamaged: false })
    expect([
      files.names('/accounts').map((name) => `/accounts/${name}`),
      files.contents.get(path)?.mode,
    ]).toEqual([[path], 0o600])
    expect([...files.folders]).toEqual(['/accounts'])
  })

  it('keeps sessions apart, whatever their names', async () => {
    const { cache, files } = scene()
    const names = ['a', 'A', '../../etc', 'a/b', 'identity-center:corp']
    for (const name of names) await cache.write({ ...list, sessionId: name })
    expect(files.names('/accounts').filter((name) => /^[0-9a-f]{64}\.json$/.test(name)).length).toBe(5)
    await cache.remove('A')
    await cache.remove('never there')
    const left = await Promise.all(names.map((id) => cache.read({ id, startUrl: corp.startUrl })))
    expect(left.map((each) => each.list?.sessionId)).toEqual(['a', undefined, ...names.slice(2)])
  })

  it('gives nothing of another instance that had the same name', async () => {
    const { cache } = scene()
    await cache.write(list)
    expect(await cache.read({ ...corp, startUrl: 'https://other.awsapps.com/start' })).toEqual(nothing)
  })

  it('ignores a damaged file, whatever the damage, and says so', async () => {
    const { files, cache, log } = scene()
    await cache.write(list)
    const whole = files.bytes(path)
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (at, byte, cut) => {
        const bytes = new Uint8Array(whole)
        bytes[at] = byte
        files.put(path, cut ? whole.slice(0, at) : bytes)
        log.lines.length = 0
        const kept = await cache.read(corp)
        // A letter of a name may have changed: that is a list still.
        const isRead = kept.list !== undefined || (!kept.isDamaged && !cut)
        expect(log.lines).toEqual(isRead ? [] : [{ event: 'accounts.file-damaged', fields: {} }])
        if (cut) expect(kept).toEqual(damaged)
      }),
    )
  })

  it.each([
    ['a newer version', { ...list, version: 2 }],
    ['another session', { ...list, sessionId: 'identity-center:other' }],
    ['no object', [list]],
    ['an account id that is none', { ...list, accounts: [{ ...list.accounts[0], accountId: '1' }] }],
    [
      'a role name with a line end (T25)',
      { ...list, accounts: [{ ...list.accounts[0], roles: ['Read\ncredential_process = evil'] }] },
    ],
    ['a role name without letters', { ...list, accounts: [{ ...list.accounts[0], roles: [''] }] }],
  ])('ignores a file of %s', async (_what, value) => {
    const { files, cache } = scene()
    files.put(path, text(value))
    expect(await cache.read(corp)).toEqual(damaged)
  })

  it('takes a file that cannot be read for none', async () => {
    const { files, cache, log } = scene()
    await cache.write(list)
    files.fail = { read: 'not-allowed' }
    expect(await cache.read(corp)).toEqual(damaged)
    expect(log.lines).toEqual([{ event: 'accounts.file-unreadable', fields: { code: 'not-allowed' } }])
  })

  it('keeps in memory what the disk does not take, until it does (R1)', async () => {
    const { files, cache, make } = scene()
    files.fail = { replace: 'no-space' }
    await cache.write(list)
    expect([await cache.read(corp), await make().read(corp)]).toEqual([{ list, isDamaged: false }, nothing])
    files.fail = {}
    const later = { ...list, readAt: 1_767_323_099_000 }
    await cache.write(later)
    expect((await make().read(corp)).list).toEqual(later)
    expect((await cache.read(corp)).list).toEqual(later)
  })
})
