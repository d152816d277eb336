import { describe, expect, it } from 'vitest'
import { readSurroundings } from '../../../../../main/actions/upkeep/read-surroundings.ts'

const read = (env: Readonly<Record<string, string>>) =>
  readSurroundings({
    runtime: 'Node 24',
    env,
    stateFolder: '/state',
    vaultPath: () => '/state/vault/vault.age',
    awsFiles: {
      locations: () => ({ configPath: '/home/config', credentialsPath: '/home/credentials' }),
    },
    network: { choice: () => ({ authorities: [] }) },
  })({ env: {}, cwd: '/' })

describe('readSurroundings', () => {
  it('names the files and the proxy', () => {
    expect(read({ HTTPS_PROXY: 'http://gate.example:3128', no_proxy: 'intra.example' })).toEqual({
      runtime: 'Node 24',
      proxy: {
        from: 'environment',
        https: 'http://gate.example:3128',
        http: null,
        exceptions: 'intra.example',
      },
      authorities: [],
      isNetworkReadable: true,
      files: {
        config: '/home/config',
        credentials: '/home/credentials',
        vault: '/state/vault/vault.age',
        preferences: '/state/preferences.json',
        backups: '/state/backups',
        activity: '/state/activity.log',
        log: '/state/agent.log',
      },
    })
  })

  it.each([
    'http://ann:Sesame1@gate.example:3128/path?Sesame1#Sesame1',
    'http://Sesame1@gate.example:3128',
    'ann:Sesame1@proxy',
    'Sesame1',
  ])('never shows a proxy’s user or password: %s (T15)', (address) => {
    expect(JSON.stringify(read({ https_proxy: address, HTTP_PROXY: address }))).not.toContain('Sesame1')
  })
})
