import { describe, expect, it } from 'vitest'
import { rememberedPortals } from '../../../../../main/actions/accounts/remembered-portals.ts'
import { readSignedOut } from '../../../../../main/actions/sessions/signed-out.ts'
import { memoryPreferences } from '../../../../fakes/memory-preferences.ts'

const open = { vault: { state: 'open' }, sessions: [{ name: 'acme' }] } as const
const portal = {
  startUrl: 'https://a.awsapps.com/start',
  region: 'eu-central-1',
  scopes: ['sso:account:access'],
}

async function scene() {
  const preferences = memoryPreferences()
  const portals = rememberedPortals(preferences)
  for (const name of ['lab', 'acme', 'old']) await portals.remember({ name, ...portal })
  return { portals, read: readSignedOut(portals) }
}

describe('readSignedOut', () => {
  it('names portals that nobody is signed in to, by their names', async () => {
    const { read } = await scene()
    const { scopes: _, ...shown } = portal
    expect(await read(open)).toEqual([
      { name: 'lab', ...shown },
      { name: 'old', ...shown },
    ])
  })

  it('says nobody is out while the vault is locked: it hides who is in', async () => {
    const { read } = await scene()
    expect(await read({ vault: { state: 'locked' }, sessions: [] })).toEqual([])
  })

  it('leaves out what was forgotten; what is not known is forgotten already', async () => {
    const { portals, read } = await scene()
    await portals.forget('old')
    await portals.forget('__proto__')
    expect((await read(open)).map(({ name }) => name)).toEqual(['lab'])
  })
})
