import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listenPrivately } from '../../../../../main/hosts/node/socket.ts'
import { anotherUser, asRoot, isRoot } from '../../../../fakes/another-user.ts'

describe('listenPrivately', () => {
  let folder: string
  let path: string
  const servers: Server[] = []
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'signet-'))
    path = join(folder, 's')
  })
  afterEach(async () => {
    for (const server of servers.splice(0))
      if (server.listening) await new Promise((done) => server.close(done))
    rmSync(folder, { recursive: true, force: true })
  })
  const aServer = () => {
    const server = createServer((socket) => socket.on('error', () => undefined).end('hello'))
    servers.push(server)
    return server
  }
  /** A socket file whose owner was killed. */
  const leaveStaleSocket = async () => {
    const script = `require('net').createServer().listen(${JSON.stringify(path)}, () => process.kill(process.pid, 'SIGKILL'))`
    await once(spawn(process.execPath, ['-e', script]), 'exit')
    expect(lstatSync(path).isSocket()).toBe(true)
  }

  it('binds a socket that only its owner can open, and leaves the umask as it was (M7)', async () => {
    const umask = process.umask(0)
    try {
      await listenPrivately(aServer(), path)
      expect([lstatSync(path).mode & 0o777, process.umask()]).toEqual([0o600, 0])
    } finally {
      process.umask(umask)
    }
    const socket = connect(path)
    const [chunk] = await once(socket, 'data')
    expect(String(chunk)).toBe('hello')
  })

  it.skipIf(!isRoot)(`does not let another user in, even where the folder would (T4)${asRoot}`, async () => {
    await listenPrivately(aServer(), path)
    chmodSync(folder, 0o755)
    const script = `require('net').connect(${JSON.stringify(path)}).on('error', (e) => console.log(e.code)).on('data', String)`
    const read = () =>
      execFileSync(process.execPath, ['-e', script], {
        uid: anotherUser,
        gid: anotherUser,
        cwd: '/',
      }).toString()
    expect(read()).toBe('EACCES\n')
  })

  it('takes the place of a dead agent (R8)', async () => {
    await leaveStaleSocket()
    await listenPrivately(aServer(), path)
    await once(connect(path), 'data')
  })

  it('does not take the place of one that answers', async () => {
    await listenPrivately(aServer(), path)
    await expect(listenPrivately(aServer(), path)).rejects.toThrow('Another program answers')
    await once(connect(path), 'data')
  })

  const plants: { what: string; plant: () => void }[] = [
    { what: 'a file', plant: () => writeFileSync(path, 'precious') },
    { what: 'a FIFO', plant: () => void execFileSync('/usr/bin/mkfifo', [path]) },
    { what: 'a folder', plant: () => void execFileSync('/bin/mkdir', [path]) },
    {
      what: 'a link',
      plant: () => {
        writeFileSync(join(folder, 'precious'), '')
        symlinkSync(join(folder, 'precious'), path)
      },
    },
    { what: 'a link to nothing', plant: () => symlinkSync(join(folder, 'nothing'), path) },
  ]
  it.each(plants)('refuses $what in its place, and unlinks nothing (T5)', async ({ plant }) => {
    plant()
    const before = lstatSync(path)
    await expect(listenPrivately(aServer(), path)).rejects.toThrow(
      expect.objectContaining({ code: 'home-unsafe' }),
    )
    expect(lstatSync(path).ino).toBe(before.ino)
    if (before.isFile()) expect(readFileSync(path, 'utf8')).toBe('precious')
    expect(existsSync(join(folder, 'nothing'))).toBe(false)
  })

  it.skipIf(!isRoot)(`does not unlink another's stale socket (T5)${asRoot}`, async () => {
    await leaveStaleSocket()
    execFileSync('/bin/chown', [`${anotherUser}:${anotherUser}`, path])
    await expect(listenPrivately(aServer(), path)).rejects.toThrow('is not a socket of Signet')
    expect(lstatSync(path).uid).toBe(anotherUser)
  })
})
