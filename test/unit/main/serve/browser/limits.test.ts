import { existsSync, readFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { until } from '../../../../headless/harness.ts'
import { TabRig } from './tab-rig.ts'

let rig: TabRig
const sockets: Socket[] = []
beforeEach(async () => {
  rig = await TabRig.start()
})
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy()
  await rig.server.close()
})

function knock(text = ''): Socket {
  const socket = connect(rig.port, '127.0.0.1', () => socket.write(text))
  socket.on('error', () => undefined)
  sockets.push(socket)
  return socket
}

describe('serveBrowser: limits', () => {
  it.skipIf(process.platform !== 'linux')(
    'listens on 127.0.0.1 and on nothing else (T7) (skipped: Linux only)',
    () => {
      const port = rig.port.toString(16).padStart(4, '0').toUpperCase()
      const rows = ['tcp', 'tcp6'].flatMap((table) =>
        existsSync(`/proc/net/${table}`) ? readFileSync(`/proc/net/${table}`, 'utf8').split('\n') : [],
      )
      const listening = rows.map((row) => row.trim().split(/\s+/)).filter((row) => row[3] === '0A')
      const places = listening.flatMap(([, local = '']) => (local.endsWith(`:${port}`) ? [local] : []))
      expect(places).toEqual([`0100007F:${port}`])
    },
  )

  it('cuts off who never ends a request long before Node itself would look, which is after 30 s (T27, M4)', async () => {
    const slow = knock(`GET /${rig.folder}/ HTTP/1.1\r\nHost:`)
    slow.resume()
    const gone = new Promise((resolve) => slow.once('close', () => resolve('gone')))
    expect(await Promise.race([gone, wait(20_000, 'still there', { ref: false })])).toBe('gone')
  })

  it('holds 256 connections at once, and serves again when they are gone (T27)', async () => {
    let ended = 0
    for (let each = 0; each < 300; each += 1)
      knock('GET / HTTP/1.1\r\n')
        .on('close', () => {
          ended += 1
        })
        .resume()
    await until(() => ended >= 44, 'those beyond 256 are let go')
    await wait(100)
    // The others have their two seconds.
    expect(ended).toBe(44)
    await until(() => ended === 300, 'the others are let go')
    expect((await rig.ask(rig.server.link().pathname)).status).toBe(200)
  })

  it('lets go of a tab that does not read what it asked for (T27)', async () => {
    const cookie = await rig.enter()
    const tab = await rig.open(cookie)
    const before = process.memoryUsage().arrayBuffers
    // The agent of this rig says back what it hears. 200 MB would stay in memory.
    tab.pause()
    const call = `{"a":"${'x'.repeat(200_000)}"}`
    for (let sent = 0; sent < 1_000 && rig.server.tabs() > 0; sent += 1) {
      tab.send(call)
      if (sent % 10 === 0) await wait(1)
    }
    await until(() => rig.server.tabs() === 0, 'the tab is let go')
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(400 * 1024 * 1024)
    tab.terminate()
    expect((await rig.ask(`/${rig.folder}/`, { cookie })).status).toBe(200)
  })
})
