import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { networkActions } from '../../../../../main/actions/upkeep/set-network.ts'
import { createFiles } from '../../../../../main/hosts/node/files.ts'
import { nodeHttp } from '../../../../../main/hosts/node/http.ts'
import { nodeNetwork } from '../../../../../main/hosts/node/network.ts'
import { AppError } from '../../../../../main/kernel/errors.ts'
import { anotherUser } from '../../../../fakes/another-user.ts'
import { testAuthority } from '../../../../fakes/certificates.ts'
import { loopbackServer, tcpServer } from '../../../../fakes/loopback-server.ts'
import { MemoryLog } from '../../../../fakes/memory-log.ts'

const authority = testAuthority('Company root')
const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

/** A state folder, and the agent's way out over it. */
function scene(env: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'signet-network-'))
  closing.push(() => rmSync(folder, { recursive: true }))
  const files = createFiles()
  const start = () => {
    const network = nodeNetwork(folder, files)
    const http = nodeHttp({ env, network, certificateAuthorities: () => [] })
    closing.push(() => http.close())
    const actions = networkActions({ network, files, env, log: new MemoryLog() })
    const send = (url: string) =>
      http.send({ method: 'GET', url: new URL(url), headers: {} }).then(
        ({ status }) => status,
        (thrown: unknown) => (thrown instanceof AppError ? thrown.code : String(thrown)),
      )
    return { network, actions, send }
  }
  const file = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }
  return { folder, start, file, kept: join(folder, 'network.json') }
}

/** AWS behind the company's own authority, and a proxy that leads there. */
async function company() {
  const server = await loopbackServer(
    (_, response) => void response.end('ok'),
    authority.issue(['signin.example.test']),
  )
  const asked: string[] = []
  const proxy = await tcpServer((socket) => {
    socket.once('data', (head) => {
      asked.push(String(head).split(' ').slice(0, 2).join(' '))
      const onward = connect(server.port, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        socket.pipe(onward).pipe(socket)
      })
      onward.on('error', () => socket.destroy())
    })
  })
  closing.push(
    () => server.close(),
    () => proxy.close(),
  )
  return { server, asked, proxy: `http://127.0.0.1:${proxy.port}` }
}

const target = 'https://signin.example.test/'
const yes = { ask: async () => 'yes' }
const nothing = () => undefined

describe('how the agent goes out, as a terminal has set it', () => {
  it('counts from the next request, and after a restart: the proxy, then the authority (T14)', async () => {
    const { start, file, kept } = scene({ HTTPS_PROXY: 'http://127.0.0.1:9' })
    const { server, asked, proxy } = await company()
    const { actions, send } = start()
    expect(await send(target)).toBe('network-down')
    await actions.setProxy({ url: proxy })
    expect([await send(target), server.received.length, asked.length]).toEqual(['tls-untrusted', 0, 1])
    const pem = file('root.pem', `Some words\n${authority.cert}`)
    const shown: string[] = []
    const view = await actions.trustAuthorities(pem, false, yes, (found) =>
      shown.push(...found.map(({ subject }) => subject)),
    )
    expect([shown, view?.authorities.map(({ subject, from }) => [subject, from])]).toEqual([
      ['CN=Company root'],
      [['CN=Company root', pem]],
    ])
    expect(await send(target)).toBe(200)
    // What was confirmed is what counts: not what the file says by then.
    writeFileSync(pem, testAuthority('Another').cert)
    const again = start()
    expect([await again.send(target), statSync(kept).mode & 0o777]).toEqual([200, 0o600])
    await again.actions.trustSystemOnly()
    expect(await again.send(target)).toBe('tls-untrusted')
  })

  it('leads past the proxy where that was said, and back to the environment', async () => {
    const { start } = scene({ HTTPS_PROXY: 'http://env.example.test:1', NO_PROXY: 'a.example.test' })
    const { actions } = start()
    const set = await actions.setProxy({ url: 'http://Gate.example.test:3128/', except: '.internal' })
    expect(set.proxy).toEqual({
      from: 'terminal',
      https: 'http://gate.example.test:3128',
      http: 'http://gate.example.test:3128',
      exceptions: '.internal',
    })
    const back = await actions.setProxy(undefined)
    expect(back.proxy).toMatchObject({ from: 'environment', https: 'http://env.example.test:1' })
  })

  it.each([
    'socks5://gate:1',
    'gate:3128',
    'http://ann:Sesame1@gate:3128',
    'http://gate:3128/path',
    'http://gate:3128?x',
    'file:///etc/passwd',
    '',
  ])('takes no proxy like %j, and keeps no password', async (url) => {
    const { start, folder } = scene()
    const { actions, network } = start()
    const refused = await actions.setProxy({ url }).catch((thrown: unknown) => thrown)
    expect(refused).toMatchObject({ code: 'request-malformed' })
    expect(String(refused)).not.toContain('Sesame1')
    expect([network.choice(), readdirSync(folder)]).toEqual([{ authorities: [] }, []])
  })

  it('names an option that there is, where nobody can be asked', async () => {
    const { start, file } = scene()
    const refused = start().actions.trustAuthorities(file('root.pem', authority.cert), false, {}, nothing)
    await expect(refused).rejects.toMatchObject({
      message: 'Nobody can be asked here, so nothing was changed. If these are the ones you want, add --yes.',
    })
  })

  it('trusts no server’s certificate, no half and no nothing', async () => {
    const { start, file } = scene()
    const { actions, network } = start()
    const leaf = authority.issue(['signin.example.test']).cert
    for (const text of ['', 'words', leaf, `${authority.cert}${leaf}`, authority.cert.slice(0, 200)]) {
      const refused = actions.trustAuthorities(file('x.pem', text), true, {}, nothing)
      await expect(refused).rejects.toMatchObject({ code: 'request-malformed' })
    }
    await expect(actions.trustAuthorities('/nowhere', true, {}, nothing)).rejects.toMatchObject({
      message: 'There is no file /nowhere. Nothing was changed.',
    })
    await expect(actions.trustAuthorities('/etc', true, {}, nothing)).rejects.toMatchObject({
      message: expect.stringMatching(/^\/etc cannot be read: /),
    })
    await expect(actions.trustAuthorities('/nowhere', true, {}, nothing)).rejects.toMatchObject({
      code: 'request-malformed',
    })
    expect(network.choice()).toEqual({ authorities: [] })
  })

  it('asks before it trusts; without anybody to ask it does not', async () => {
    const { start, file } = scene()
    const { actions, network } = start()
    const pem = file('root.pem', authority.cert)
    const no = { ask: async () => 'no' }
    expect(await actions.trustAuthorities(pem, false, no, nothing)).toBeUndefined()
    await expect(actions.trustAuthorities(pem, false, {}, nothing)).rejects.toMatchObject({
      code: 'consent-denied',
    })
    expect(network.choice()).toEqual({ authorities: [] })
  })

  it('is not added twice', async () => {
    const { start, file } = scene()
    const { actions } = start()
    const pem = file('root.pem', authority.cert)
    await actions.trustAuthorities(pem, true, {}, nothing)
    expect((await actions.trustAuthorities(pem, true, {}, nothing))?.authorities).toHaveLength(1)
  })
})

describe('a file of it that is damaged, or that others may write', () => {
  const damages: readonly [string, (path: string, folder: string) => void][] = [
    ['no JSON', (path) => writeFileSync(path, '{', { mode: 0o600 })],
    ['more than is known', (path) => writeFileSync(path, '{"version":2,"authorities":[]}', { mode: 0o600 })],
    [
      'a certificate that is none',
      (path) => writeFileSync(path, '{"version":1,"authorities":[{"pem":"x","from":"y"}]}', { mode: 0o600 }),
    ],
    [
      'open to others',
      (path) => {
        writeFileSync(path, '{"version":1,"authorities":[]}')
        chmodSync(path, 0o666)
      },
    ],
    [
      'a link',
      (path, folder) => {
        writeFileSync(join(folder, 'else.json'), '{"version":1,"authorities":[]}', { mode: 0o600 })
        symlinkSync('else.json', path)
      },
    ],
  ]

  it.each(damages)('lets nothing out, says so, and is mended by setting it anew: %s', async (_, damage) => {
    const { start, kept, folder } = scene()
    damage(kept, folder)
    const { actions, send } = start()
    expect(await send(target)).toBe('endpoint-invalid')
    expect(actions.readNetwork().isNetworkReadable).toBe(false)
    await actions.setProxy({ url: 'http://127.0.0.1:9' })
    expect([await send(target), actions.readNetwork().isNetworkReadable]).toEqual(['network-down', true])
    expect(JSON.parse(readFileSync(kept, 'utf8'))).toMatchObject({ version: 1, authorities: [] })
  })

  const why = process.geteuid?.() === 0 ? '' : ' (skipped: needs root to make a file another user’s)'
  it.skipIf(why)(`lets nothing out where it is another user’s, whatever its mode (T14)${why}`, async () => {
    const { start, kept } = scene()
    writeFileSync(kept, '{"version":1,"authorities":[]}', { mode: 0o600 })
    chownSync(kept, anotherUser, anotherUser)
    const { actions, send } = start()
    expect([await send(target), actions.readNetwork().isNetworkReadable]).toEqual(['endpoint-invalid', false])
    chownSync(kept, process.geteuid?.() ?? 0, 0)
    expect(start().actions.readNetwork().isNetworkReadable).toBe(true)
  })
})
