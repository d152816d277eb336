import { describe, expect, it } from 'vitest'
import { editProfiles } from '../../../../main/config/edit-profiles.ts'
import {
  changesOf,
  type GenerationInput,
  type ProfileBinding,
  type ProfileSettings,
  planGeneratedProfiles,
} from '../../../../main/config/generated-profiles.ts'
import { readSharedConfig } from '../../../../main/config/profiles.ts'
import { parseRoleFilter } from '../../../../main/config/role-filter.ts'

const line = (name: string): string => `/opt/signet credential-process --profile ${name}`
const own = (name: string): string =>
  `[profile ${name}]\ncredential_process = ${line(name)}\nregion = us-east-1\n`
const settings: ProfileSettings = { credentialProcess: line, region: 'us-east-1', isRegionAsked: false }
const roles = ['dev', 'prod'].map((accountName, index) => ({
  accountId: `${index + 1}`.repeat(12),
  accountName,
  roleName: 'Admin',
}))
const bound = (accountId: string, generated = true, session = 'identity-center:corp'): ProfileBinding => ({
  ...{ session, accountId, roleName: 'Admin' },
  ...(generated ? { generated } : {}),
})

function planned(
  config: string,
  bindings: Record<string, ProfileBinding> = {},
  changes: Partial<GenerationInput> = {},
) {
  const shared = readSharedConfig(config, '')
  const plan = planGeneratedProfiles({
    session: { id: 'identity-center:corp', name: 'corp' },
    roles,
    template: '{account_name}-{role}',
    filter: undefined,
    shared,
    bindings,
    settings,
    ...changes,
  })
  const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name)
  const edit = (prune: boolean) =>
    editProfiles(config, 'config', changesOf(plan, shared, changes.settings ?? settings, { prune }))
  return {
    plan,
    edit,
    lists: {
      added: names(plan.added),
      kept: names(plan.kept),
      changed: names(plan.changed),
      gone: names(plan.gone),
      conflicts: plan.conflicts.map(({ profile, reason }) => `${profile.name} ${reason}`),
    },
  }
}
const nothing = { added: [], kept: [], changed: [], gone: [], conflicts: [] }

describe('planGeneratedProfiles', () => {
  it('adds a profile for each role', () => {
    const { lists, edit } = planned('')
    expect(lists).toEqual({ ...nothing, added: ['dev-Admin', 'prod-Admin'] })
    expect(edit(false)).toBe(`${own('dev-Admin')}\n${own('prod-Admin')}`)
  })

  it('keeps what is as it must be, though its region is another, and though the vault lost the binding', () => {
    const config = own('dev-Admin').replace('us-east-1', 'eu-west-1') + own('prod-Admin')
    const { lists, edit } = planned(config, { 'dev-Admin': bound('1'.repeat(12)) })
    expect(lists).toEqual({ ...nothing, kept: ['dev-Admin', 'prod-Admin'] })
    expect(edit(true)).toBe(config)
  })

  it('changes another relay, a missing region and a region that was asked for, and nothing else', () => {
    const config =
      '[profile dev-Admin]\ncredential_process = /old/signet credential-process --profile dev-Admin\noutput = json\n'
    const { lists, edit } = planned(config, { 'dev-Admin': bound('1'.repeat(12)) })
    expect(lists).toEqual({ ...nothing, changed: ['dev-Admin'], added: ['prod-Admin'] })
    expect(edit(false)).toBe(
      `[profile dev-Admin]\ncredential_process = ${line('dev-Admin')}\noutput = json\nregion = us-east-1\n\n${own('prod-Admin')}`,
    )
    const asked = { settings: { ...settings, region: 'eu-west-1', isRegionAsked: true } }
    expect(planned(own('dev-Admin'), {}, asked).lists.changed).toEqual(['dev-Admin'])
  })

  it('says so when a name turns to another role', () => {
    const { plan } = planned(own('dev-Admin'), { 'dev-Admin': bound('9'.repeat(12)) })
    expect(plan.changed).toEqual([
      expect.objectContaining({
        name: 'dev-Admin',
        formerRole: { accountId: '9'.repeat(12), roleName: 'Admin' },
      }),
    ])
  })

  it('leaves alone what something else serves, and tells what', () => {
    const config =
      '[profile dev-Admin]\nrole_arn = arn:aws:iam::1:role/x\nsource_profile = y\n' +
      '[profile prod-Admin]\ncredential_process = /opt/signet credential-process --profile other\n'
    const { lists, edit } = planned(config)
    expect(lists).toEqual({
      ...nothing,
      conflicts: [
        'dev-Admin has a role to assume (role_arn, config file line 2)',
        'prod-Admin asks Signet for another profile (config file line 5)',
      ],
    })
    expect(edit(true)).toBe(config)
    const bindings = {
      'dev-Admin': bound('1'.repeat(12), true, 'identity-center:other'),
      'prod-Admin': bound('9'.repeat(12), false),
    }
    expect(planned(own('dev-Admin') + own('prod-Admin'), bindings).lists.conflicts).toEqual([
      'dev-Admin is served by another session, identity-center:other',
      'prod-Admin is served as Admin in 999999999999',
    ])
  })

  it('takes away with prune only what was generated for this session, and never a person’s settings', () => {
    const names = ['gone-1', 'gone-2', 'by-hand', 'elsewhere', 'replaced']
    const config =
      names
        .slice(0, 4)
        .map(own)
        .join('\n')
        .replace(own('gone-2'), `${own('gone-2')}output = json\n`) + '\n[profile replaced]\nsso_session = x\n'
    const nine = '9'.repeat(12)
    const bindings = {
      'gone-1': bound(nine),
      'gone-2': bound(nine),
      'by-hand': bound(nine, false),
      elsewhere: bound(nine, true, 'identity-center:other'),
      replaced: bound(nine),
    }
    const { lists, edit } = planned(config, bindings, { roles: roles.slice(0, 1) })
    expect(lists).toEqual({ ...nothing, added: ['dev-Admin'], gone: ['gone-1', 'gone-2', 'replaced'] })
    expect(edit(false)).toBe(`${config}\n${own('dev-Admin')}`)
    expect(edit(true)).toBe(
      `[profile gone-2]\nregion = us-east-1\noutput = json\n\n${own('by-hand')}\n${own('elsewhere')}\n` +
        `[profile replaced]\nsso_session = x\n\n${own('dev-Admin')}`,
    )
  })

  it('with a filter neither adds nor takes away what does not match', () => {
    const bindings = { 'old-Admin': bound('9'.repeat(12)), 'old-prod': bound('2'.repeat(12)) }
    const filter = parseRoleFilter('name:prod')
    const { lists } = planned(own('old-Admin') + own('old-prod'), bindings, { filter })
    expect(lists).toEqual({
      ...nothing,
      added: ['old-prod'.replace('old-prod', 'prod-Admin')],
      gone: ['old-prod'],
    })
  })

  it('keeps a name that an account has when another of the same name comes', () => {
    const first = planned(
      own('dev-Admin'),
      { 'dev-Admin': bound('2'.repeat(12)) },
      {
        roles: roles.map((role) => ({ ...role, accountName: 'dev' })),
      },
    )
    expect(first.lists).toEqual({ ...nothing, kept: ['dev-Admin'], added: ['dev-Admin-111111111111'] })
  })

  it('writes no hostile name into the file (T25)', () => {
    const roleName = 'x]\n[profile default]\ncredential_process = /bin/sh -c evil\n#'
    const { edit } = planned(
      '[default]\nregion = x\n',
      {},
      { roles: [{ ...roles[0], accountId: '1', accountName: '\u202e', roleName }] },
    )
    const { profiles } = readSharedConfig(edit(false), '')
    expect([...profiles.keys()]).toEqual(['default', '1-x-profile-default-credential_process-bin-sh-c-evil'])
    expect(profiles.get('default')?.settings.size).toBe(1)
  })
})
