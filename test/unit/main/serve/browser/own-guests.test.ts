import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { tcpPeers } from '../../../../../main/hosts/node/peer-of-tcp.ts'
import { anotherUser, whyNotAnotherUser } from '../../../../fakes/another-user.ts'
import { knocks } from '../../../../fakes/knocks.ts'
import { TabRig } from './tab-rig.ts'

const rigs: TabRig[] = []
async function start(options: Parameters<typeof TabRig.start>[0]): Promise<TabRig> {
  const rig = await TabRig.start(options)
  rigs.push(rig)
  return rig
}
afterEach(async () => {
  await Promise.all(rigs.splice(0).map((rig) => rig.server.close()))
})

describe('OwnGuests', () => {
  it.each(knocks('', '').map(([what]) => what))(
    'lets a stranger go without a byte, also where Node itself would answer: %s (T8)',
    async (what) => {
      // The system takes its time to tell, and the bytes are there long before.
      const isOurs = async () => {
        await wait(60)
        return false
      }
      const rig = await start({ peers: { canTell: true, isOurs } })
      const [, bytes = ''] = knocks(rig.host, `/${rig.folder}/`).find(([name]) => name === what) ?? []
      expect(await rig.raw(bytes)).toBe('')
    },
  )

  it('says to a program of ours what was wrong with what it sent', async () => {
    const rig = await start({ peers: { canTell: true, isOurs: () => Promise.resolve(true) } })
    const said: Record<string, string> = {}
    for (const [what, bytes] of knocks(rig.host, `/${rig.folder}/`)) {
      const closing = bytes.replace('\r\n\r\n', '\r\nConnection: close\r\n\r\n')
      if (what !== 'a socket') said[what] = (await rig.raw(closing)).slice(9, 12)
    }
    expect(said).toEqual({
      ...{ 'a request': '403', 'a question whether to go on': '403', 'a body to be asked for': '405' },
      ...{ 'an expectation that nobody knows': '403', 'no host': '403', 'no HTTP': '400' },
      ...{ 'headers that do not end': '431', 'two lengths': '400', 'a tunnel': '' },
    })
  })

  const why = process.platform === 'linux' ? whyNotAnotherUser() : 'this is not Linux'
  it.skipIf(why)(
    `lets another user of this machine go without a byte, whatever they begin with (T8)${why && ` (skipped: ${why})`}`,
    async () => {
      const rig = await start({ peers: tcpPeers() })
      const cookie = await rig.enter()
      const script = `for (const bytes of JSON.parse(process.argv[2])) {
        const socket = require('node:net').connect(process.argv[1], '127.0.0.1', () => socket.write(bytes, 'latin1'))
        let got = ''
        socket.on('data', (piece) => { got += piece }).on('error', () => {})
        socket.on('close', () => console.log(JSON.stringify(got)))
      }`
      const all = knocks(rig.host, `/${rig.folder}/`).map(([, bytes]) =>
        bytes.replace('Host:', `Cookie: ${cookie}\r\nHost:`).slice(0, 20_000),
      )
      const child = spawn(process.execPath, ['-e', script, String(rig.port), JSON.stringify(all)], {
        ...{ uid: anotherUser, gid: anotherUser, cwd: '/', env: {}, stdio: ['ignore', 'pipe', 'inherit'] },
      })
      let out = ''
      child.stdout.on('data', (piece: Buffer) => {
        out += piece.toString()
      })
      await once(child, 'close')
      expect(out).toBe('""\n'.repeat(all.length))
    },
  )
})
