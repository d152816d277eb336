/** Looks at processes through /proc. A process that ends meanwhile, or is another user's, is passed over. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** Those that were started with this variable set so. Ended ones that nobody has waited for do not count. */
export function processesWith(name: string, value: string): number[] {
  const wanted = `${name}=${value}`
  return pids().filter((pid) => {
    try {
      const isThere = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').includes(wanted)
      return isThere && !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
    } catch {
      return false
    }
  })
}

/** TCP ports that this process listens on, each as `address:port` in the kernel's hexadecimal. */
export function listeningPorts(pid: number): string[] {
  const inodes = new Set(
    readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      try {
        return /^socket:\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/fd/${fd}`))?.[1] ?? []
      } catch {
        return []
      }
    }),
  )
  return ['tcp', 'tcp6'].flatMap((table) => {
    const rows = readFileSync(`/proc/${pid}/net/${table}`, 'utf8').trim().split('\n').slice(1)
    return rows.flatMap((row) => {
      const [, local = '', , state, , , , , , inode = ''] = row.trim().split(/\s+/)
      return state === '0A' && inodes.has(inode) ? [local] : []
    })
  })
}

/** Resident memory, in KiB. */
export function residentKib(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1])
}

function pids(): number[] {
  return readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
}
