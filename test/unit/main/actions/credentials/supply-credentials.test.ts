import { describe, expect, it } from 'vitest'
import { supplyCredentials } from '../../../../../main/actions/credentials/supply-credentials.ts'
import { readSharedConfig } from '../../../../../main/config/profiles.ts'
import type { ProfileBinding, SessionRecord } from '../../../../../main/vault/session-record.ts'
import { memoryPreferences } from '../../../../fakes/memory-preferences.ts'
import { MemoryVault, memoryDisk } from '../../../../fakes/memory-vault.ts'

const roleArn = 'arn:aws:iam::444455556666:role/Deploy'
const carla: SessionRecord = {
  kind: 'iam-user',
  id: 'iam-user:AKIA',
  ...{ accessKeyId: 'AKIA', secretAccessKey: 's', region: 'us-east-1', signedInAt: 1, renewedAt: 1 },
  principalArn: 'arn:aws:iam::111122223333:user/carla',
}
const bindings: Record<string, ProfileBinding> = {
  carla: { session: carla.id },
  deploy: { source: 'carla', roleArn },
  ann: { session: 'arn:aws:iam::111122223333:user/ann' },
}

function scene({ config = '', sessions = [carla], isThere = true } = {}) {
  const preferences = memoryPreferences()
  const vault = new MemoryVault(memoryDisk(sessions, bindings))
  const asked: string[] = []
  const credentials = {
    ...{ accessKeyId: 'ASIA', secretAccessKey: 's', sessionToken: 't', expiration: 5000 },
    accountId: '111122223333',
  }
  const act = supplyCredentials({
    door: {
      enter: async () => undefined,
      view: () => ({ state: isThere ? 'open' : 'absent', key: null, path: '', durable: true, notices: [] }),
    },
    vault,
    broker: {
      supply: async (profile) => {
        asked.push(profile)
        return { credentials, sessionId: carla.id, renewedAt: 1 }
      },
    },
    readConfig: async () => readSharedConfig(config, ''),
    preferences,
  })
  const { signal } = new AbortController()
  return {
    vault,
    asked,
    preferences,
    run: (profile: string) => act({ profile, signal, env: {}, cwd: '/' }, {}),
  }
}

describe('supplyCredentials', () => {
  it('makes the credentials of a user and of roles, in the vault or in the config', async () => {
    const { run, asked } = scene({ config: `[profile x]\nrole_arn = ${roleArn}\nsource_profile = carla\n` })
    expect([await run('carla'), await run('deploy'), await run('x')]).toMatchObject([
      { principal: 'arn:aws:iam::111122223333:user/carla', accountId: '111122223333', expiresAt: 5000 },
      { principal: roleArn, profile: 'deploy' },
      { principal: roleArn, profile: 'x' },
    ])
    expect(asked).toEqual(['carla', 'deploy', 'x'])
  })

  it.each(['ann', 'nobody', 'plain'])('leaves %s to a sign-in in a browser', async (profile) => {
    const { run, asked } = scene({ config: '[profile plain]\nregion = us-east-1\n' })
    expect([await run(profile), asked]).toEqual([undefined, []])
  })

  it('makes no vault for a question', async () => {
    const { run, asked } = scene({ isThere: false })
    expect([await run('carla'), asked]).toEqual([undefined, []])
  })

  it('takes back a sign-out: the key had stayed', async () => {
    const ended = { ...carla, ended: { code: 'session-missing' as const, at: 1 } }
    const { run, vault } = scene({ sessions: [ended] })
    await run('deploy')
    expect(vault.contents().sessions).toEqual([carla])
  })

  it('takes the profile that [default] follows for default', async () => {
    const { run, asked, preferences } = scene({
      config: '[default]\ncredential_process = /opt/signet credential-process --default\n',
    })
    await preferences.update((contents) => ({ ...contents, default: { profile: 'deploy', since: 1 } }))
    expect(await run('default')).toMatchObject({ profile: 'deploy', principal: roleArn })
    expect(asked).toEqual(['deploy'])
  })
})
