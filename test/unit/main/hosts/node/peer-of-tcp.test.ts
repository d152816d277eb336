import { connect, createServer } from 'node:net'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { tcpPeers } from '../../../../../main/hosts/node/peer-of-tcp.ts'

const ends = { localAddress: '127.0.0.1', localPort: 0x1f90, remoteAddress: '127.0.0.1', remotePort: 0xc001 }
const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n'
const rest = '00000000:00000000 00:00000000 00000000'
const row = (local: string, remote: string, state: string, uid: number, inode = 77) =>
  `   5: ${local} ${remote} ${state} ${rest} ${String(uid).padStart(5)}        0 ${inode} 1 0000 20 4 30 10 -1\n`
const [client, server] = ['0100007F:C001', '0100007F:1F90']
const mapped = (address: string) => `0000000000000000FFFF0000${address}`

const ask = (tables: { tcp?: string; tcp6?: string }, uid: number | undefined = 1000) =>
  tcpPeers(
    uid,
    { tcp: async () => head + (tables.tcp ?? ''), tcp6: async () => head + (tables.tcp6 ?? '') },
    'linux',
  ).isOurs(ends)

describe('tcpPeers', () => {
  const rows: readonly (readonly [string, boolean, { tcp?: string; tcp6?: string }])[] = [
    ['the client of this user', true, { tcp: row(client, server, '01', 1000) }],
    ['the client of another user', false, { tcp: row(client, server, '01', 65534) }],
    ['our own end of it, which says nothing of the other', false, { tcp: row(server, client, '01', 1000) }],
    ['a client that has gone: the kernel lists it as root', false, { tcp: row(client, server, '06', 0, 0) }],
    ['a client that is going', false, { tcp: row(client, server, '05', 1000) }],
    ['a socket without an owner', false, { tcp: row(client, server, '01', 1000, 0) }],
    ['another connection', false, { tcp: row('0100007F:C002', server, '01', 1000) }],
    ['nothing', false, {}],
    ['a client that speaks IPv6', true, { tcp6: row(mapped(client), mapped(server), '01', 1000) }],
    ["another user's that speaks IPv6", false, { tcp6: row(mapped(client), mapped(server), '01', 65534) }],
    ['a row that ends early', false, { tcp: `   5: ${client} ${server} 01 00` }],
  ]
  it.each(rows)('%s: %s (T8)', async (_name, isOurs, tables) => {
    expect(await ask(tables)).toBe(isOurs)
  })

  it('takes root for root only where the socket is open (T8)', async () => {
    expect(await ask({ tcp: row(client, server, '06', 0, 0) }, 0)).toBe(false)
    expect(await ask({ tcp: row(client, server, '01', 0, 0) }, 0)).toBe(false)
    expect(await ask({ tcp: row(client, server, '01', 0) }, 0)).toBe(true)
  })

  it('is a no where nothing can be read, and where nobody knows who we are', async () => {
    const unreadable = {
      tcp: () => Promise.reject(new Error('EACCES')),
      tcp6: () => Promise.reject(new Error('EACCES')),
    }
    expect(await tcpPeers(1000, unreadable, 'linux').isOurs(ends)).toBe(false)
    expect(
      await tcpPeers(
        undefined,
        { tcp: async () => row(client, server, '01', 1000), tcp6: async () => '' },
        'linux',
      ).isOurs(ends),
    ).toBe(false)
  })

  it('says that it cannot tell where there is no such table', () => {
    expect([tcpPeers(1, undefined, 'darwin').canTell, tcpPeers(1, undefined, 'linux').canTell]).toEqual([
      false,
      true,
    ])
  })

  it('reads once for a crowd, and never gives anybody what was read before they came', async () => {
    let reads = 0
    const waiting: (() => void)[] = []
    const tcp = () => {
      reads += 1
      const own = reads
      return new Promise<string>((resolve) => {
        // The port was ours a moment ago, and is another user's now.
        waiting.push(() => resolve(head + row(client, server, '01', own === 1 ? 1000 : 65534)))
      })
    }
    const peers = tcpPeers(1000, { tcp, tcp6: async () => '' }, 'linux')
    const first = peers.isOurs(ends)
    const crowd = Array.from({ length: 50 }, () => peers.isOurs(ends))
    const flush = async () => {
      for (const resolve of waiting.splice(0)) resolve()
      await new Promise((resolve) => setImmediate(resolve))
    }
    for (let turn = 0; turn < 5; turn += 1) await flush()
    expect(new Set(await Promise.all(crowd))).toEqual(new Set([false]))
    expect(await first).toBe(true)
    expect(reads).toBeLessThanOrEqual(3)
  })

  it.skipIf(process.platform !== 'linux')(
    'knows our own connections by the real table (skipped: Linux only)',
    async () => {
      const listening = createServer((socket) => socket.resume()).listen(0, '127.0.0.1')
      await new Promise((resolve) => listening.once('listening', resolve))
      const address = listening.address()
      const port = typeof address === 'object' ? (address?.port ?? 0) : 0
      const answers = await Promise.all(
        ['127.0.0.1', '::ffff:127.0.0.1'].map(async (host) => {
          const accepted = new Promise<import('node:net').Socket>((resolve) =>
            listening.once('connection', resolve),
          )
          const socket = connect(port, host)
          const { localAddress = '', localPort = 0, remoteAddress = '', remotePort = 0 } = await accepted
          const found = { localAddress, localPort, remoteAddress, remotePort }
          const [ours, notOurs] = [await tcpPeers().isOurs(found), await tcpPeers(4711).isOurs(found)]
          socket.destroy()
          return [ours, notOurs]
        }),
      )
      listening.close()
      expect(answers).toEqual([
        [true, false],
        [true, false],
      ])
    },
  )
})
