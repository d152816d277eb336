/**
 * Other processes, read from `/proc`: the kernel's word, and no program is run for it.
 *
 * @see {@link https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html proc_pid_stat(5)}
 * @module
 */
import { randomBytes } from 'node:crypto'
import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import process from 'node:process'
import type { HeldFile, Processes, ProcessFacts } from '../../kernel/ports/processes.ts'

/** A relay has a handful of files open. Nobody makes us look through a million. */
const mostOpenFiles = 256
const mostBytes = 4096

/** @param besides - The agent's socket: its folder is closed to others, and its name tells agents apart. */
export function nodeProcesses(besides: string, platform: NodeJS.Platform = process.platform): Processes {
  const canTell = platform === 'linux'
  const read = reader()
  let isSwept = false
  return {
    canTell,
    look: (pid) => (canTell && isLookedAt(pid) ? look(pid, read) : undefined),
    startedAt: (pid) => (canTell && isLookedAt(pid) ? statOf(pid, read)?.startedAt : undefined),
    makeHeldFile() {
      if (!isSwept) sweep(besides)
      isSwept = true
      return makeHeldFile(`${besides}.${randomBytes(16).toString('hex')}`)
    },
  }
}

/** The system's first process is nobody's consumer. */
function isLookedAt(pid: number): boolean {
  return Number.isSafeInteger(pid) && pid > 1
}

type Read = (path: string) => string

/** Reads small files of `/proc` into the same bytes again and again: it is done for every hand-out. */
function reader(): Read {
  const bytes = Buffer.allocUnsafe(mostBytes)
  return (path) => {
    const fd = openSync(path, constants.O_RDONLY)
    try {
      return bytes.toString('utf8', 0, readSync(fd, bytes, 0, mostBytes, 0))
    } finally {
      closeSync(fd)
    }
  }
}

interface Stat {
  readonly parentPid: number
  readonly sessionLeader: number
  readonly terminal: string | undefined
  readonly startedAt: string
}

function statOf(pid: number, read: Read): Stat | undefined {
  try {
    const text = read(`/proc/${pid}/stat`)
    // SECURITY: the name stands in brackets and may hold anything, brackets and spaces too. What follows the last one counts.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const [, parentPid, , sessionLeader, terminal] = fields.map(Number)
    const startedAt = fields[19]
    if (parentPid === undefined || sessionLeader === undefined || startedAt === undefined) return undefined
    return { parentPid, sessionLeader, terminal: terminalName(terminal ?? 0), startedAt }
  } catch {
    return undefined
  }
}

/** @param device - As `stat` packs it: minor in bits 0–7 and 20–31, major in bits 8–15. */
function terminalName(device: number): string | undefined {
  const major = (device >>> 8) & 0xff
  const minor = (device & 0xff) | ((device >>> 12) & 0xfff00)
  if (device === 0) return undefined
  if (major >= 136 && major <= 143) return `/dev/pts/${minor + (major - 136) * 256}`
  if (major === 4) return minor < 64 ? `/dev/tty${minor}` : `/dev/ttyS${minor - 64}`
  return `tty ${major}:${minor}`
}

function look(pid: number, read: Read): ProcessFacts | undefined {
  const stat = statOf(pid, read)
  if (!stat) return undefined
  const at = (name: string) => `/proc/${pid}/${name}`
  const facts = {
    pid,
    ...stat,
    executable: tried(() => readlinkSync(at('exe'))),
    executableId: tried(() => fileId(at('exe'))),
    words: tried(() => read(at('cmdline')).split('\0').slice(0, -1)) ?? [],
    folder: tried(() => readlinkSync(at('cwd'))),
  }
  // SECURITY: a pid may have gone to another process between two reads. Then nothing is known.
  return statOf(pid, read)?.startedAt === stat.startedAt ? facts : undefined
}

function fileId(path: string): string {
  const { dev, ino, size, mtimeMs } = statSync(path)
  return `${dev}:${ino}:${size}:${mtimeMs}`
}

function tried<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}

function makeHeldFile(path: string): HeldFile {
  const { O_CREAT, O_EXCL, O_WRONLY, O_NOFOLLOW } = constants
  const fd = openSync(path, O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0o600)
  // Closed at once: who holds it open then was told its name.
  const { dev, ino } = tried(() => fstatSync(fd)) ?? { dev: -1, ino: -1 }
  closeSync(fd)
  return {
    path,
    isHeldBy: (pid) => isLookedAt(pid) && pid !== process.pid && holds(pid, dev, ino),
    remove: () => void tried(() => rmSync(path, { force: true })),
  }
}

function holds(pid: number, dev: number, ino: number): boolean {
  const folder = `/proc/${pid}/fd`
  const names = tried(() => readdirSync(folder)) ?? []
  return names.slice(0, mostOpenFiles).some((name) => {
    const found = tried(() => statSync(join(folder, name)))
    return found?.dev === dev && found.ino === ino
  })
}

/** What an agent that was killed in the middle has left. */
function sweep(besides: string): void {
  const beginning = `${basename(besides)}.`
  for (const name of tried(() => readdirSync(dirname(besides))) ?? []) {
    const isOurs = name.startsWith(beginning) && /^[0-9a-f]{32}$/.test(name.slice(beginning.length))
    if (isOurs) tried(() => rmSync(join(dirname(besides), name), { force: true }))
  }
}
