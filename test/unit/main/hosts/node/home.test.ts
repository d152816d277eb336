import { describe, expect, it } from 'vitest'
import { homeFor } from '../../../../../main/hosts/node/home.ts'

const none = () => false
const all = () => true

describe('homeFor', () => {
  it('puts all under SIGNET_HOME', () => {
    const env = { SIGNET_HOME: '/s', HOME: '/home/a', XDG_STATE_HOME: '/x', XDG_RUNTIME_DIR: '/run/user/1' }
    const home = {
      stateDir: '/s/state',
      runDir: '/s/run',
      socketPath: '/s/run/agent.sock',
      endpointPath: '/s/state/endpoint',
      launchPath: '/s/state/launch',
      lockPath: '/s/state/agent.lock',
      logPath: '/s/state/agent.log',
    }
    expect([homeFor(env, 'linux', all), homeFor(env, 'darwin', all)]).toEqual([home, home])
  })

  const places: [
    string,
    Record<string, string>,
    NodeJS.Platform,
    (folder: string) => boolean,
    string,
    string,
  ][] = [
    [
      'XDG folders',
      { XDG_STATE_HOME: '/x', XDG_RUNTIME_DIR: '/run/user/1', HOME: '/h' },
      'linux',
      all,
      '/x/signet',
      '/run/user/1/signet',
    ],
    ['their defaults', { HOME: '/h' }, 'linux', all, '/h/.local/state/signet', '/h/.local/state/signet/run'],
    [
      'no relative folder',
      { XDG_STATE_HOME: 'x', XDG_RUNTIME_DIR: 'r', HOME: '/h' },
      'linux',
      all,
      '/h/.local/state/signet',
      '/h/.local/state/signet/run',
    ],
    [
      'no empty SIGNET_HOME',
      { SIGNET_HOME: '', HOME: '/h' },
      'linux',
      all,
      '/h/.local/state/signet',
      '/h/.local/state/signet/run',
    ],
    [
      "no runtime folder that is another's",
      { XDG_RUNTIME_DIR: '/run/user/1', HOME: '/h' },
      'linux',
      none,
      '/h/.local/state/signet',
      '/h/.local/state/signet/run',
    ],
    [
      'the Library on macOS',
      { HOME: '/Users/a' },
      'darwin',
      all,
      '/Users/a/Library/Application Support/Signet/state',
      '/Users/a/Library/Application Support/Signet/state/run',
    ],
    [
      'no runtime folder that is too long',
      { XDG_RUNTIME_DIR: `/${'r'.repeat(90)}`, HOME: '/h' },
      'linux',
      all,
      '/h/.local/state/signet',
      '/h/.local/state/signet/run',
    ],
  ]
  it.each(places)('takes %s', (_name, env, platform, isPrivate, stateDir, runDir) => {
    const home = homeFor(env, platform, isPrivate)
    expect([home.stateDir, home.runDir]).toEqual([stateDir, runDir])
  })

  it('keeps the agents of two state folders apart in one runtime folder', () => {
    const socketOf = (stateHome: string) =>
      homeFor({ XDG_STATE_HOME: stateHome, XDG_RUNTIME_DIR: '/run/user/1' }, 'linux', all).socketPath
    expect(socketOf('/a')).toMatch(/^\/run\/user\/1\/signet\/agent-[0-9a-f]{8}\.sock$/)
    expect(socketOf('/a')).not.toBe(socketOf('/b'))
  })

  it('counts the bytes of a socket path, and refuses what would be cut (M9)', () => {
    const base = (length: number) => `/${'ü'.repeat((length - '/run/agent.sock'.length - 1) / 2)}`
    const socketPath = homeFor({ SIGNET_HOME: base(102) }, 'linux', all).socketPath
    expect(Buffer.byteLength(socketPath)).toBe(102)
    expect(() => homeFor({ SIGNET_HOME: base(104) }, 'linux', all)).toThrow(
      /103 bytes.* Set SIGNET_HOME to a shorter folder/,
    )
  })

  it('refuses an environment that names no place', () => {
    const refused: [Record<string, string>, NodeJS.Platform][] = [
      [{ SIGNET_HOME: 'relative' }, 'linux'],
      [{}, 'linux'],
      [{ HOME: 'relative' }, 'darwin'],
      [{ HOME: '/h' }, 'win32'],
    ]
    for (const [env, platform] of refused) {
      expect(() => homeFor(env, platform, all)).toThrow(expect.objectContaining({ code: 'home-unsafe' }))
    }
  })
})
