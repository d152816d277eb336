import { describe, expect, it } from 'vitest'
import { type ExecRequest, prepareExec } from '../../../../../main/actions/credentials/prepare-exec.ts'
import type { GrantRequest, Permit } from '../../../../../main/broker/grant-request.ts'
import { readSharedConfig } from '../../../../../main/config/profiles.ts'
import { SessionError } from '../../../../../main/kernel/errors.ts'
import { issuedCanaries } from '../../../../fakes/endpoint-scene.ts'

function world({ config = '[profile p]\nregion = eu-west-1\n', fails = '' } = {}) {
  const did: string[] = []
  const permit: Permit = { profile: 'p', isValid: () => true }
  const asked: GrantRequest[] = []
  const text = (value: string) => ({ text: value, encoding: 'utf-8' as const })
  const consumers: { onEnd: () => void; pid: number | undefined; sessionId: string }[] = []
  const prepare = prepareExec({
    grants: {
      async permit(request) {
        did.push('permit')
        asked.push(request)
        return permit
      },
      async issue(request) {
        did.push('issue')
        asked.push(request)
        if (fails === 'issue') throw new SessionError('session-expired', 'Over.')
        return issuedCanaries
      },
    },
    awsFiles: {
      read: async () => ({
        config: text(config),
        credentials: text(''),
        shared: readSharedConfig(config, ''),
      }),
    },
    defaultProfile: async () => 'p',
    endpoint: {
      async admit(consumer) {
        did.push('admit')
        consumers.push(consumer)
        return { uri: 'http://127.0.0.1:1/x', token: 'tok', revoke: () => void did.push('revoke') }
      },
    },
    files: {
      async write(texts) {
        did.push(
          `write ${Object.keys(texts)
            .filter(
              (name) =>
                texts[name as keyof typeof texts] !== undefined &&
                ['config', 'credentials', 'token'].includes(name),
            )
            .join(' ')}`,
        )
        if (fails === 'write') throw new Error('ENOSPC')
        const paths = {
          config: texts.config && '/run/c',
          credentials: texts.credentials && '/run/d',
          token: texts.token && '/run/t',
        }
        return { paths, remove: async () => void did.push('remove') }
      },
      ownVariables: async (env) => env,
      sweep: async () => void did.push('sweep'),
    },
  })
  const ask = (changes: Partial<ExecRequest> = {}) =>
    prepare(
      {
        ...{ env: {}, cwd: '/', profile: 'p', way: 'endpoint', tokenInFile: false, region: undefined },
        ...{ consumer: { pid: 7, parentPid: 1 }, signal: new AbortController().signal },
        ...changes,
      },
      {},
    )
  return { did, asked, consumers, permit, ask }
}

const set = (variables: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined))

describe('prepareExec', () => {
  it('asks first, then opens the endpoint for that very process, and writes nothing that is not needed', async () => {
    const { ask, did, asked, consumers, permit } = world()
    const { variables, notes } = await ask()
    expect(did).toEqual(['permit', 'issue', 'sweep', 'admit'])
    expect(asked.map(({ channel, permit: given }) => [channel, given])).toEqual([
      ['exec', undefined],
      ['exec', permit],
    ])
    expect(consumers).toMatchObject([{ pid: 7, sessionId: 'session' }])
    expect([set(variables), notes]).toEqual([
      {
        AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/x',
        AWS_CONTAINER_AUTHORIZATION_TOKEN: 'tok',
        AWS_REGION: 'eu-west-1',
        AWS_DEFAULT_REGION: 'eu-west-1',
        SIGNET_PROFILE: 'p',
      },
      [],
    ])
    expect(Object.keys(variables)).toEqual(
      expect.arrayContaining(['AWS_PROFILE', 'AWS_ACCESS_KEY_ID', 'AWS_CONFIG_FILE']),
    )
  })

  it('takes the profile that was chosen where [default] is ours, and names it', async () => {
    const config =
      '[default]\ncredential_process = /opt/signet credential-process --default\n[profile p]\nregion = eu-west-1\n'
    const { ask, asked } = world({ config })
    const { variables } = await ask({ profile: 'default' })
    expect(asked.map(({ profile }) => profile)).toEqual(['p', 'p'])
    expect(variables).toMatchObject({
      SIGNET_PROFILE: 'p',
      AWS_REGION: 'eu-west-1',
      AWS_CONFIG_FILE: '/run/c',
    })
  })

  it('starts nothing when there are no credentials', async () => {
    const { ask, did } = world({ fails: 'issue' })
    await expect(ask()).rejects.toMatchObject({ code: 'session-expired' })
    expect(did).toEqual(['permit', 'issue'])
  })

  it('takes the token back when the files cannot be written', async () => {
    const { ask, did } = world({ fails: 'write' })
    await expect(ask({ tokenInFile: true })).rejects.toMatchObject({ remedy: 'retry' })
    expect(did.slice(-2)).toEqual(['write token', 'revoke'])
  })

  it('takes the files away when the token has ended', async () => {
    const { ask, did, consumers } = world({ config: '[default]\nlogin_session = x\n[profile p]\n' })
    const { variables, notes } = await ask({ tokenInFile: true })
    expect(set(variables)).toEqual({
      AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:1/x',
      AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: '/run/t',
      AWS_CONFIG_FILE: '/run/c',
      SIGNET_PROFILE: 'p',
    })
    expect(notes).toHaveLength(1)
    consumers[0]?.onEnd()
    expect(did.at(-1)).toBe('remove')
  })

  it('gives the credentials themselves as variables, and needs neither endpoint nor a word of that kind', async () => {
    const { ask, did } = world()
    const { variables } = await ask({
      way: 'variables',
      region: 'us-west-2',
      env: { AWS_CONFIG_FILE: '/own' },
    })
    expect(did).toEqual(['issue', 'sweep'])
    expect(set(variables)).toEqual({
      AWS_ACCESS_KEY_ID: issuedCanaries.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: issuedCanaries.credentials.secretAccessKey,
      AWS_SESSION_TOKEN: issuedCanaries.credentials.sessionToken,
      AWS_CREDENTIAL_EXPIRATION: '2036-01-02T03:19:05Z',
      AWS_REGION: 'us-west-2',
      AWS_DEFAULT_REGION: 'us-west-2',
      AWS_CONFIG_FILE: '/own',
      SIGNET_PROFILE: 'p',
    })
  })
})
