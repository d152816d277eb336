import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { removeEndpoint, writeEndpoint } from '../../../../../main/hosts/node/endpoint.ts'
import { type Home, homeFor } from '../../../../../main/hosts/node/home.ts'
import { writeLaunch } from '../../../../../main/hosts/node/launch.ts'

let base: string
let home: Home
beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'signet-'))
  home = homeFor({ SIGNET_HOME: base }, 'linux')
  mkdirSync(home.stateDir)
})
afterEach(() => rmSync(base, { recursive: true }))

describe('writeEndpoint', () => {
  it('says where the socket is, to its owner only', () => {
    const umask = process.umask(0)
    writeEndpoint(home, '1.2.3')
    process.umask(umask)
    expect(readFileSync(home.endpointPath, 'utf8')).toBe(
      `protocol=1\nsocket=${home.socketPath}\npid=${process.pid}\nversion=1.2.3\n`,
    )
    expect([statSync(home.endpointPath).mode & 0o777, readdirSync(home.stateDir)]).toEqual([
      0o600,
      ['endpoint'],
    ])
  })

  it('replaces what stands there, and follows no link (T5)', () => {
    const precious = join(base, 'precious')
    writeFileSync(precious, 'keep')
    symlinkSync(precious, home.endpointPath)
    writeEndpoint(home, '1')
    expect([readFileSync(precious, 'utf8'), readdirSync(home.stateDir)]).toEqual(['keep', ['endpoint']])
  })

  it('leaves nothing behind when it fails', () => {
    mkdirSync(home.endpointPath)
    expect(() => writeEndpoint(home, '1')).toThrow()
    expect(readdirSync(home.stateDir)).toEqual(['endpoint'])
  })
})

describe('removeEndpoint', () => {
  it('takes away its own, and no other', () => {
    writeEndpoint(home, '1')
    removeEndpoint(home, '1')
    expect(readdirSync(home.stateDir)).toEqual([])
    writeFileSync(home.endpointPath, 'pid=1\n')
    removeEndpoint(home, '1')
    expect(readdirSync(home.stateDir)).toEqual(['endpoint'])
  })
})

describe('writeLaunch', () => {
  it('writes one word a line, and only when it changes', () => {
    writeLaunch(home, ['/bin/node', '/opt/a b/agent.mjs'])
    const first = statSync(home.launchPath)
    writeLaunch(home, ['/bin/node', '/opt/a b/agent.mjs'])
    expect([
      readFileSync(home.launchPath, 'utf8'),
      statSync(home.launchPath).ino,
      first.mode & 0o777,
    ]).toEqual(['/bin/node\n/opt/a b/agent.mjs\n', first.ino, 0o600])
    writeLaunch(home, ['/bin/other'])
    expect(readFileSync(home.launchPath, 'utf8')).toBe('/bin/other\n')
  })

  it('refuses words that would be read as others', () => {
    for (const argv of [[], ['node'], ['/bin/node', 'a\nb'], ['/bin/node', 'a\0b']]) {
      expect(() => writeLaunch(home, argv)).toThrow(expect.objectContaining({ code: 'home-unsafe' }))
    }
  })
})
