import { describe, expect, it } from 'vitest'
import type { AddRoleProfileRequest } from '../../../../../main/actions/profiles/add-role-profile.ts'
import { memoryDisk } from '../../../../fakes/memory-vault.ts'
import { configPath, keyLines, keysScene, line } from '../keys-scene.ts'

const roleArn = 'arn:aws:iam::444455556666:role/team/Deploy=1'
const config = '[profile dev]\nregion = eu-central-1\n'
const bound = () => memoryDisk([], { dev: 'ann', chained: { source: 'dev', roleArn } })

describe('addRoleProfile', () => {
  it('binds in the vault and writes the line, named by the source and the role', async () => {
    const scene = keysScene({ config, disk: bound() })
    const added = await scene.addRole({ roleArn })
    expect(added).toMatchObject({ outcome: 'written', profile: 'dev-Deploy-1', source: 'dev', roleArn })
    expect(scene.text(configPath)).toBe(
      `${config}\n[profile dev-Deploy-1]\ncredential_process = ${line('dev-Deploy-1')}\nregion = eu-central-1\n`,
    )
    expect(scene.disk.contents.profiles['dev-Deploy-1']).toEqual({ source: 'dev', roleArn })
  })

  it('keeps every setting in the vault, and none of them in the config', async () => {
    const scene = keysScene({ config, disk: bound() })
    const settings = {
      ...{ externalId: 'acme', roleSessionName: 'me@example.com', durationSeconds: 900, region: 'eu-west-1' },
      mfaSerial: 'arn:aws:iam::111122223333:mfa/carla',
    }
    await scene.addRole({ ...settings, source: 'chained', name: 'x' })
    expect(scene.disk.contents.profiles.x).toEqual({
      ...settings,
      source: 'chained',
      roleArn: 'arn:aws:iam::444455556666:role/Deploy',
    })
    expect(scene.text(configPath)).not.toContain('acme')
  })

  it('shows what a dry run would do, and does nothing', async () => {
    const scene = keysScene({ config, disk: bound() })
    const planned = await scene.addRole({ dryRun: true })
    expect([planned.outcome, planned.diff.filter((each) => each.startsWith('+'))]).toEqual([
      'dry-run',
      ['+', '+[profile dev-Deploy]', `+credential_process = ${line('dev-Deploy')}`, '+region = eu-central-1'],
    ])
    expect([scene.files.changes, Object.keys(scene.disk.contents.profiles)]).toEqual([[], ['dev', 'chained']])
  })

  it('adds the same twice without a change', async () => {
    const scene = keysScene({ config, disk: bound() })
    await scene.addRole({})
    const before = scene.disk.contents
    expect((await scene.addRole({})).diff).toEqual([])
    expect(scene.disk.contents).toBe(before)
  })

  it('replaces another source and another role only when asked', async () => {
    const text = `${config}[profile x]\nrole_arn = ${roleArn}\nsource_profile = dev\nexternal_id = e\n`
    const scene = keysScene({ config: text, disk: bound() })
    await expect(scene.addRole({ name: 'x' })).rejects.toMatchObject({ code: 'profile-conflict' })
    await scene.addRole({ name: 'x', adopt: true })
    expect(scene.text(configPath)).toBe(
      `${config}[profile x]\ncredential_process = ${line('x')}\nregion = eu-central-1\n`,
    )
    await expect(scene.addRole({ name: 'x', roleArn })).rejects.toMatchObject({ code: 'profile-conflict' })
    await scene.addRole({ name: 'x', roleArn, replace: true })
    expect(scene.disk.contents.profiles.x).toEqual({ source: 'dev', roleArn })
  })

  it('never removes long-term keys, and says how they get into the vault', async () => {
    const scene = keysScene({ config, credentials: `[x]\n${keyLines()}`, disk: bound() })
    await expect(scene.addRole({ name: 'x', adopt: true })).rejects.toMatchObject({
      code: 'profile-conflict',
      message: expect.stringContaining('signet import --move-keys --profile x'),
    })
  })

  it.each<[what: string, changes: Partial<AddRoleProfileRequest>, code: string, words: string]>([
    ['no ARN of a role', { roleArn: 'arn:aws:iam::1:role/x', name: 'x' }, 'config-invalid', 'role_arn'],
    [
      'an ARN with a line break',
      { roleArn: `${roleArn}\n[profile y]`, name: 'x' },
      'config-invalid',
      'role_arn',
    ],
    ['a name with a line break', { name: 'x\n[profile y]' }, 'profile-name-invalid', 'cannot be the name'],
    ['a session name with a space', { roleSessionName: 'a b' }, 'config-invalid', 'role_session_name'],
    ['an external id with a space', { externalId: 'a b' }, 'config-invalid', 'external_id'],
    ['too long a duration', { durationSeconds: 43_201 }, 'config-invalid', 'duration_seconds'],
    ['a device that is none', { mfaSerial: 'short' }, 'config-invalid', 'mfa_serial'],
    ['a region that is none', { region: 'eu_west' }, 'config-invalid', 'region'],
    ['a source that nobody serves', { source: 'gone' }, 'session-missing', 'profile gone'],
    ['itself', { source: 'x', name: 'x' }, 'config-invalid', 'circle: x → x'],
    [
      'a way back to itself',
      { source: 'chained', name: 'dev', replace: true },
      'config-invalid',
      'dev → chained → dev',
    ],
  ])('refuses %s, and changes nothing (T25)', async (_, changes, code, words) => {
    const scene = keysScene({ config, disk: bound() })
    await expect(scene.addRole(changes)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words),
    })
    expect(scene.files.changes).toEqual([])
  })
})
