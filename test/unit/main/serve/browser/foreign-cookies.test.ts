import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TabRig } from './tab-rig.ts'

let rig: TabRig
let cookie = ''
beforeEach(async () => {
  rig = await TabRig.start()
  cookie = await rig.enter()
})
afterEach(() => rig.server.close())

/** As a browser: it sends all that it has, whatever it hears meanwhile. */
async function manyCookies() {
  const socket = connect({ port: rig.port, host: '127.0.0.1', allowHalfOpen: true })
  const closed = new Promise<'whole' | 'cut off'>((resolve) => {
    socket.on('error', () => resolve('cut off')).on('close', () => resolve('whole'))
  })
  let got = ''
  socket.on('data', (piece: Buffer) => {
    got += piece.toString()
  })
  await once(socket, 'connect')
  socket.write(`GET /${rig.folder}/ HTTP/1.1\r\nHost: ${rig.host}\r\nCookie: a=`)
  return { socket, closed, heard: () => got }
}

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

  it('are all taken in, so that the answer is not lost on the way (T16)', async () => {
    const { socket, closed, heard } = await manyCookies()
    for (let piece = 0; piece < 10; piece += 1) {
      socket.write('x'.repeat(20_000))
      await wait(10)
    }
    socket.end('\r\n\r\n')
    expect(await closed).toBe('whole')
    expect(heard()).toContain('Delete the cookies of 127.0.0.1')
  })

  it('are not waited for, where they never end (T27)', async () => {
    const { socket, closed } = await manyCookies()
    const more = setInterval(() => socket.write('x'.repeat(20_000)), 20)
    expect(await closed).toBe('cut off')
    clearInterval(more)
  })

  it('shut a tab out where they have its name, until its next link ends them (T16)', async () => {
    const tossed = { cookie: `signet-tab=${'0'.repeat(64)}; ${cookie}` }
    expect((await rig.ask(`/${rig.folder}/`, tossed)).status).toBe(403)
    await expect(rig.open(tossed.cookie)).rejects.toThrow('403')
    const { headers } = await rig.ask(rig.server.link().pathname, tossed)
    expect(headers['set-cookie']?.[1]).toBe('signet-tab=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict')
  })
})
