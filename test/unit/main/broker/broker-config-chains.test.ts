import { describe, expect, it } from 'vitest'
import { ask, seconds } from '../../../fakes/broker-scene.ts'
import { type ChainScene, chainScene, roleArn } from './chain-scene.ts'

const configured = (...lines: readonly string[]) => ({ config: () => `${lines.join('\n')}\n` })

async function messageOf(scene: ChainScene, profile: string): Promise<unknown> {
  const [settled] = await Promise.allSettled([scene.broker.credentials(profile)])
  return settled?.status === 'rejected' ? settled.reason : settled?.value
}

describe('createBroker, chains of the AWS config alone', () => {
  it('serves them as they stand, with every setting', async () => {
    const scene = chainScene(
      configured(
        '[profile audit]',
        `role_arn = ${roleArn('Audit')}`,
        'source_profile = dev',
        'external_id = acme-audit',
        'role_session_name = me@example.com',
        'duration_seconds = 1800',
        'region = eu-west-1',
      ),
    )
    const given = await ask(scene, 'audit', 1 * seconds)
    expect(scene.sts.check(given)?.arn).toBe('arn:aws:sts::444455556666:assumed-role/Audit/me@example.com')
    expect(scene.sts.calls).toMatchObject([{ seconds: 1800, region: 'eu-west-1' }])
    expect(await ask(scene, 'audit')).toBe(given)
    expect([scene.sts.calls.length, scene.disk.contents.profiles.audit]).toEqual([1, undefined])
  })

  it('follows the config as it is at each ask', async () => {
    let text = `[profile x]\nrole_arn = ${roleArn('One')}\nsource_profile = dev\n`
    const scene = chainScene({ config: () => text })
    const one = await ask(scene, 'x', 1 * seconds)
    text = text.replace('One', 'Two')
    const two = await ask(scene, 'x', 1 * seconds)
    expect([one, two].map((key) => scene.sts.check(key)?.arn.split('/')[1])).toEqual(['One', 'Two'])
    text = ''
    expect(await ask(scene, 'x', 1 * seconds)).toBe('session-missing')
  })

  it('goes from the config to the vault and back to the config', async () => {
    const scene = chainScene({
      profiles: { middle: { source: 'first', roleArn: roleArn('Middle') } },
      ...configured(
        ...['[profile first]', `role_arn = ${roleArn('First')}`, 'source_profile = dev'],
        ...['[profile last]', `role_arn = ${roleArn('Last')}`, 'source_profile = middle'],
      ),
    })
    const given = await ask(scene, 'last', 1 * seconds)
    expect(scene.sts.calls.map(({ roleArn: arn }) => arn)).toEqual(
      ['First', 'Middle', 'Last'].map((n) => roleArn(n)),
    )
    expect(scene.sts.check(given)?.arn).toContain('/Last/')
  })

  it('takes a profile that asks Signet by another name for that one', async () => {
    const line = 'credential_process = /opt/signet credential-process --profile dev'
    const scene = chainScene(
      configured(
        '[profile alias]',
        line,
        '[profile x]',
        `role_arn = ${roleArn('X')}`,
        'source_profile = alias',
      ),
    )
    expect(await ask(scene, 'x', 1 * seconds)).toMatch(/^ASIASTS/)
    expect(await ask(scene, 'alias', 1 * seconds)).toMatch(/^ASIA/)
  })

  const role = `role_arn = ${roleArn('X')}`
  it.each<[what: string, lines: readonly string[], code: string, words: string]>([
    ['nobody', [], 'session-missing', 'Signet does not serve a profile x'],
    [
      'a profile without a role',
      ['[profile x]', 'region = us-east-1'],
      'session-missing',
      'does not serve a profile x',
    ],
    ['no source', ['[profile x]', role], 'config-invalid', 'Add source_profile = NAME'],
    [
      'a source that is not there',
      ['[profile x]', role, 'source_profile = gone'],
      'session-missing',
      'takes its credentials from profile gone, which Signet does not serve',
    ],
    [
      'a source of the AWS CLI',
      ['[profile x]', role, 'source_profile = cli', '[profile cli]', 'login_session = arn:aws:iam::1:root'],
      'session-missing',
      'signet login --profile cli',
    ],
    [
      'a source with keys',
      [
        '[profile x]',
        role,
        'source_profile = k',
        '[profile k]',
        'aws_access_key_id = AKIA',
        'aws_secret_access_key = s',
      ],
      'config-invalid',
      'signet import --move-keys --profile k',
    ],
    [
      'its own keys',
      ['[profile x]', role, 'source_profile = x', 'aws_access_key_id = AKIA', 'aws_secret_access_key = s'],
      'config-invalid',
      'signet import --move-keys --profile x',
    ],
    [
      'a circle',
      ['[profile x]', role, 'source_profile = y', '[profile y]', role, 'source_profile = x'],
      'config-invalid',
      'in a circle: x → y → x.',
    ],
    [
      'a web identity',
      ['[profile x]', role, 'web_identity_token_file = /t'],
      'config-invalid',
      'takes its credentials from web_identity_token_file',
    ],
    [
      'an instance’s role',
      ['[profile x]', role, 'credential_source = Ec2InstanceMetadata'],
      'config-invalid',
      'takes its credentials from credential_source',
    ],
    [
      'an ARN that is none',
      ['[profile x]', 'role_arn = arn:aws:s3:::x', 'source_profile = dev'],
      'config-invalid',
      'role_arn cannot be "arn:aws:s3:::x"',
    ],
  ])('says what is wrong with %s, and what to do (T25)', async (_, lines, code, words) => {
    const error = await messageOf(chainScene(configured(...lines)), 'x')
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) })
  })

  it('does not lend a guarded profile to a role that only the config knows (T26)', async () => {
    const scene = chainScene(configured('[profile x]', role, 'source_profile = dev'))
    await scene.vault.update((contents) => ({ ...contents, policies: { dev: { use: 'ask' } } }))
    expect(await messageOf(scene, 'x')).toMatchObject({
      code: 'policy-denied',
      message: expect.stringContaining('signet profiles add --adopt --name x --source-profile dev'),
    })
    expect(scene.sts.calls).toEqual([])
  })
})
