import { describe, expect, it } from 'vitest'
import { listProfiles } from '../../../../../main/actions/profiles/list-profiles.ts'
import { rememberedProfiles } from '../../../../../main/actions/profiles/remembered-profiles.ts'
import { profileScene } from '../../../../fakes/profile-scene.ts'

const roleArn = 'arn:aws:iam::444455556666:role/path/Deploy'
const ours = (name: string) =>
  `[profile ${name}]\ncredential_process = /opt/signet credential-process --profile ${name}\n`

function scene() {
  return profileScene({
    config: `${ours('dev')}${ours('deploy')}${ours('role')}[profile theirs]\nsso_session = x\n`,
    bindings: {
      deploy: { source: 'dev', roleArn, externalId: 'canary' },
      role: { session: 'identity-center:acme', accountId: '777788889999', roleName: 'ReadOnly' },
    },
    policies: { deploy: { isProduction: true } },
  })
}

const door = (state: 'open' | 'locked' | 'absent') => ({
  enter: async () => undefined,
  view: () => ({ state, key: null, path: '', durable: true, notices: [] }),
})

describe('rememberedProfiles', () => {
  it('keeps account, role and production in sight while the vault is locked, and claims no other state', async () => {
    const { rooms, asking } = scene()
    const pick = async (made: Parameters<typeof listProfiles>[0]) =>
      (await listProfiles(made)(asking)).map(
        ({ name, accountId, roleName, isProduction, session, state }) => ({
          ...{ name, accountId, roleName, isProduction, session, state },
        }),
      )
    const open = await pick(rooms)
    const known = rememberedProfiles(rooms.contents(), rooms.sessions())
    expect(JSON.stringify([...known])).not.toContain('canary')
    const locked = await pick({ ...rooms, door: door('locked'), remembered: () => known })
    const [, , role] = open
    expect(locked).toEqual([
      ...open.slice(0, 2).map((view) => ({ ...view, state: 'locked' })),
      { ...role, state: 'locked' },
      open[3],
    ])
    expect(open.map(({ accountId, roleName, isProduction }) => [accountId, roleName, isProduction])).toEqual([
      ['111122223333', null, false],
      ['444455556666', 'Deploy', true],
      ['777788889999', 'ReadOnly', false],
      [null, null, false],
    ])
  })

  it('says that it is locked where nothing is remembered, and not signed in where there is no vault', async () => {
    const { rooms, asking } = scene()
    const states = async (state: 'locked' | 'absent') =>
      (await listProfiles({ ...rooms, door: door(state) })(asking)).map((view) => view.state)
    expect([await states('locked'), await states('absent')]).toEqual([
      ['locked', 'locked', 'locked', 'other'],
      ['not-signed-in', 'not-signed-in', 'not-signed-in', 'other'],
    ])
  })
})
