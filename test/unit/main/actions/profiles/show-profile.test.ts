import { describe, expect, it } from 'vitest'
import { listProfiles } from '../../../../../main/actions/profiles/list-profiles.ts'
import { showProfile } from '../../../../../main/actions/profiles/show-profile.ts'
import { profileScene } from '../../../../fakes/profile-scene.ts'

const arn = 'arn:aws:iam::444455556666:role/path/Deploy'

function scene() {
  return profileScene({
    config:
      '[profile dev]\ncredential_process = /opt/signet credential-process --profile dev\nregion = eu-west-1\n\n[profile keys]\noutput = json\ncredential_process = tool --token canary\n',
    credentials:
      '[keys]\naws_access_key_id = AKIACANARY\naws_secret_access_key = canary\naws_session_token = canary\n',
    bindings: { chain: { source: 'dev', roleArn: arn } },
    policies: { dev: { use: 'ask', isProduction: true } },
  })
}

describe('showProfile', () => {
  it('tells all of a profile that Signet serves', async () => {
    const { rooms, asking, preferences, session } = scene()
    await preferences.update((contents) => ({
      ...contents,
      profiles: { dev: { isPinned: true, tags: ['a'] } },
    }))
    const shown = await showProfile(rooms)({ ...asking, profile: 'dev' })
    expect(shown).toMatchObject({
      view: { state: 'active', accountId: '111122223333', isPinned: true, tags: ['a'], isProduction: true },
      session: { id: session.id },
      policy: { use: 'ask', isProduction: true },
      sources: ['Signet (credential_process, config file line 2)'],
      settings: [
        { name: 'credential_process', file: 'config', line: 2 },
        { name: 'region', value: 'eu-west-1', file: 'config', line: 3 },
      ],
    })
  })

  it('shows where keys stand and nothing of them', async () => {
    const { rooms, asking } = scene()
    const shown = await showProfile(rooms)({ ...asking, profile: 'keys' })
    expect(JSON.stringify(shown)).not.toMatch(/canary/i)
    expect(shown.settings.map(({ name, value, file, line }) => [name, value, file, line])).toEqual([
      ['output', 'json', 'config', 6],
      ['credential_process', 'tool --token ****', 'config', 7],
      ['aws_access_key_id', null, 'credentials', 2],
      ['aws_secret_access_key', '****', 'credentials', 3],
      ['aws_session_token', null, 'credentials', 4],
    ])
  })

  it('knows a role that the vault alone has, and says so of one that is nowhere', async () => {
    const { rooms, asking } = scene()
    const shown = await showProfile(rooms)({ ...asking, profile: 'chain' })
    expect(shown.chain).toEqual({ source: 'dev', roleArn: arn })
    await expect(showProfile(rooms)({ ...asking, profile: 'dve' })).rejects.toMatchObject({
      code: 'profile-unknown',
    })
  })
})

describe('listProfiles', () => {
  it('says of [default] and of the profile behind it which is which', async () => {
    const made = scene()
    const marked = async () =>
      (await listProfiles(made.rooms)(made.asking)).map(({ name, isDefault, source, state }) => [
        name,
        isDefault,
        source,
        state,
      ])
    expect((await marked()).map(([name, isDefault]) => [name, isDefault])).toEqual([
      ['dev', false],
      ['keys', false],
    ])
    await made.use('dev', { ask: async () => 'dev' })
    expect(await marked()).toEqual([
      ['dev', true, 'signet', 'active'],
      ['keys', false, 'static-in-credentials', 'other'],
      ['default', false, 'signet', 'active'],
    ])
  })

  it('lists without marks when the preferences are a newer Signet’s', async () => {
    const made = scene()
    made.put('/state/preferences.json', '{"version":9}')
    expect(await listProfiles(made.rooms)(made.asking)).toHaveLength(2)
  })

  it('has a profile wait with its session only while its own credentials are at risk', async () => {
    const made = scene()
    const views = () => made.sessions().map((view) => ({ ...view, state: 'waiting' as const }))
    const stateWith = async (left: number | undefined, tokenLeft: number | null) => {
      const [now, givenAt] = [made.now(), 0]
      const credentialsExpireAt = tokenLeft === null ? null : now + tokenLeft
      const sessions = () => views().map((view) => ({ ...view, credentialsExpireAt }))
      const uses = {
        read: () => (left === undefined ? {} : { dev: { credentials: { expiresAt: now + left, givenAt } } }),
      }
      const [dev] = await listProfiles({ ...made.rooms, sessions, uses })(made.asking)
      return [dev?.state, dev?.use?.credentials?.expiresAt]
    }
    const [hour, minute] = [3_600_000, 60_000]
    expect([
      await stateWith(hour, minute),
      await stateWith(undefined, hour),
      await stateWith(5 * minute, hour),
      await stateWith(undefined, 5 * minute),
      await stateWith(undefined, null),
    ]).toEqual([
      ['active', made.now() + hour],
      ['active', undefined],
      ['waiting', made.now() + 5 * minute],
      ['waiting', undefined],
      ['waiting', undefined],
    ])
  })
})
