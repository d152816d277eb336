/**
 * Whose process is at the other end of a loopback connection, from the kernel's own table of TCP sockets.
 *
 * @see {@link https://www.kernel.org/doc/html/latest/networking/proc_net_tcp.html proc_net_tcp}
 * @module
 */
import { readFile } from 'node:fs/promises'
import { isIPv4 } from 'node:net'
import { endianness } from 'node:os'
import process from 'node:process'
import type { TcpEnds, TcpPeers } from '../../kernel/ports/tcp-peers.ts'

const established = '01'

export interface TcpTables {
  readonly tcp: () => Promise<string>
  readonly tcp6: () => Promise<string>
}

const systemTables: TcpTables = {
  tcp: () => readFile('/proc/net/tcp', 'latin1'),
  tcp6: () => readFile('/proc/net/tcp6', 'latin1'),
}

/** @param uid - Whose connections are ours. */
export function tcpPeers(
  uid: number | undefined = process.geteuid?.(),
  tables: TcpTables = systemTables,
  platform: NodeJS.Platform = process.platform,
): TcpPeers {
  // A program that speaks IPv6 has its end in the other table, though ours is in the first.
  const [tcp, tcp6] = [shared(tables.tcp), shared(tables.tcp6)]
  return {
    canTell: platform === 'linux',
    async isOurs(ends) {
      if (uid === undefined) return false
      // The table is no snapshot: while sockets come and go a row can be passed over, so it is looked at twice.
      for (let look = 0; look < 2; look += 1) {
        const owner = ownerIn(await tcp(), ends, ipv4Hex) ?? ownerIn(await tcp6(), ends, mappedHex)
        if (owner !== undefined) return owner === uid
      }
      return false
    },
  }
}

/**
 * Reads once for all who ask before the reading has begun: the table of a busy machine is large, and connections come in
 * crowds. Nobody is given a reading that began before they asked. An unreadable table is an empty one.
 */
function shared(read: () => Promise<string>): () => Promise<string> {
  let running: Promise<string> | undefined
  let next: Promise<string> | undefined
  const begin = (): Promise<string> => {
    const reading = read().catch(() => '')
    running = reading
    void reading.then(() => {
      if (running === reading) running = undefined
    })
    return reading
  }
  return () => {
    if (running === undefined) return begin()
    next ??= running.then(() => {
      next = undefined
      return begin()
    })
    return next
  }
}

/** The uid of the open socket whose ends are ours the other way round. */
function ownerIn(table: string, ends: TcpEnds, hex: (address: string) => string): number | undefined {
  const [theirs, ours] = [
    `${hex(ends.remoteAddress)}:${portHex(ends.remotePort)}`,
    `${hex(ends.localAddress)}:${portHex(ends.localPort)}`,
  ]
  const at = table.indexOf(` ${theirs} ${ours} ${established} `)
  if (at < 0) return undefined
  const row = table.slice(at, table.indexOf('\n', at)).trim().split(/\s+/)
  const [uid, inode] = [row[6], row[8]]
  // SECURITY: a socket that its program has closed is listed with uid 0 and without an inode. It is nobody's.
  return uid === undefined || !/^\d+$/.test(uid) || inode === '0' ? undefined : Number(uid)
}

/** As the kernel prints it: the four bytes as one number of this machine. */
function ipv4Hex(address: string): string {
  const plain = address.replace(/^::ffff:/i, '')
  if (!isIPv4(plain)) return 'none'
  const bytes = plain.split('.').map((part) => Number(part).toString(16).padStart(2, '0'))
  return (endianness() === 'LE' ? bytes.reverse() : bytes).join('').toUpperCase()
}

/** ::ffff:a.b.c.d, four words of four bytes. */
function mappedHex(address: string): string {
  const word = endianness() === 'LE' ? 'FFFF0000' : '0000FFFF'
  return `${'0'.repeat(16)}${word}${ipv4Hex(address)}`
}

function portHex(port: number): string {
  return port.toString(16).padStart(4, '0').toUpperCase()
}
