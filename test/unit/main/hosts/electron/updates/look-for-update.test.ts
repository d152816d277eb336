import { describe, expect, it } from 'vitest'
import {
  lookForUpdate,
  type UpdateEnd,
  type UpdateInstaller,
  type UpdateNeeds,
} from '../../../../../../main/hosts/electron/updates/look-for-update.ts'
import { usableSource } from '../../../../../../main/hosts/electron/updates/update-source.ts'

const offer = { version: '0.2.0', counter: 3, sizeInBytes: 10, sha256: 'a'.repeat(64) }

type Change = Partial<UpdateNeeds & UpdateInstaller>

async function run(change: Change = {}) {
  const did: string[] = []
  const note =
    <T>(name: string, result: T) =>
    async (): Promise<T> => {
      did.push(name)
      return result
    }
  const installer: UpdateInstaller = {
    offered: change.offered ?? note('offered', '0.2.0'),
    fetch: change.fetch ?? note('fetch', '/cache/update'),
    install: () => did.push('install'),
  }
  const end = await lookForUpdate({
    readManifest: note('read', offer),
    remember: note('remember', undefined),
    mayFetch: note('may fetch', true),
    mayInstall: note('may install', true),
    checkFile: note('check', undefined),
    note: () => undefined,
    installer: async () => installer,
    ...change,
  })
  return { end, did }
}

const fails = async (): Promise<never> => {
  throw new Error('no')
}

const endings: readonly (readonly [when: string, change: Change, end: UpdateEnd])[] = [
  ['nothing is newer', { readManifest: async () => undefined }, 'none'],
  ['the person does not want it fetched', { mayFetch: async () => false }, 'declined'],
  ['the person does not want it installed', { mayInstall: async () => false }, 'declined'],
  ['what it says of itself is not believed', { readManifest: fails }, 'failed'],
  ['what was believed cannot be remembered', { remember: fails }, 'failed'],
  ['the feed offers another version', { offered: async () => '0.3.0' }, 'failed'],
  ['the feed offers nothing', { offered: async () => undefined }, 'failed'],
  ['the feed cannot be asked', { offered: fails }, 'failed'],
  ['it cannot be fetched', { fetch: fails }, 'failed'],
  ['the file is another one, or the check itself breaks', { checkFile: fails }, 'failed'],
  ['the dialog breaks', { mayInstall: fails }, 'failed'],
]

describe('lookForUpdate', () => {
  it('asks twice, checks what was fetched, and installs', async () => {
    expect(await run()).toEqual({
      end: 'installing',
      did: ['read', 'remember', 'may fetch', 'offered', 'fetch', 'check', 'may install', 'check', 'install'],
    })
  })

  it.each(endings)('never installs where %s (T21)', async (_, change, end) => {
    const ran = await run(change)
    expect(ran.end).toBe(end)
    expect(ran.did).not.toContain('install')
  })

  it('never installs a file that changed while the person thought it over (T21)', async () => {
    let checks = 0
    const { end, did } = await run({
      async checkFile() {
        checks += 1
        if (checks === 2) throw new Error('another file')
      },
    })
    expect([end, did.includes('install')]).toEqual(['failed', false])
  })
})

describe('usableSource', () => {
  const source = { feed: 'https://updates.example/signet/', publicKey: 'x' }
  const app = { isPackaged: true, platform: 'darwin', appImage: undefined }

  it.each([
    ['in development', { ...app, isPackaged: false }, source],
    ['where the system’s packages bring it', { ...app, platform: 'linux' }, source],
    ['without a source', app, undefined],
    ['over http', app, { ...source, feed: 'http://updates.example/' }],
    ['from no address', app, { ...source, feed: 'updates' }],
  ])('is none %s (D14)', (_, where, from) => {
    expect(usableSource(from, where)).toBeUndefined()
  })

  it('is what was built in, elsewhere', () => {
    expect(usableSource(source, app)).toBe(source)
    expect(usableSource(source, { ...app, platform: 'linux', appImage: '/x.AppImage' })).toBe(source)
  })
})
