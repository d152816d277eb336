import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TabRig } from './tab-rig.ts'

let rig: TabRig
let cookie = ''
beforeEach(async () => {
  rig = await TabRig.start()
  cookie = await rig.enter()
})
afterEach(() => rig.server.close())

const others = (bytes: number) => `other=${'x'.repeat(bytes)}`

describe('serveBrowser: cookies that others have set for 127.0.0.1', () => {
  it('fit beside its own, as many as a browser sends as a rule (T16)', async () => {
    const path = `/${rig.folder}/`
    expect((await rig.ask(path, { cookie: `${others(50_000)}; ${cookie}` })).body).toBe('the window')
    expect((await rig.ask(path, { cookie, 'x-other': 'x'.repeat(9_000) })).status).toBe(431)
  })

  it('are said to be too many where they are, and the tab opens again without them (T16, T27)', async () => {
    const path = `/${rig.folder}/`
    const { status, body } = await rig.ask(path, { cookie: `${others(70_000)}; ${cookie}` })
    expect([status, body]).toEqual([431, expect.stringContaining('Delete the cookies of 127.0.0.1')])
    expect((await rig.ask(path, { cookie })).body).toBe('the window')
  })

  it('shut a tab out where they have its name, until its next link ends them (T16)', async () => {
    const tossed = { cookie: `signet-tab=${'0'.repeat(64)}; ${cookie}` }
    expect((await rig.ask(`/${rig.folder}/`, tossed)).status).toBe(403)
    await expect(rig.open(tossed.cookie)).rejects.toThrow('403')
    const { headers } = await rig.ask(rig.server.link().pathname, tossed)
    expect(headers['set-cookie']?.[1]).toBe('signet-tab=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict')
  })
})
