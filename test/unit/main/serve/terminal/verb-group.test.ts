import { describe, expect, it } from 'vitest'
import type { AddProfile } from '../../../../../main/actions/profiles/add-profile.ts'
import type { AddRoleProfile } from '../../../../../main/actions/profiles/add-role-profile.ts'
import type {
  GenerateProfiles,
  GenerateProfilesRequest,
  ProfilesGenerated,
} from '../../../../../main/actions/profiles/generate-profiles.ts'
import { terminal } from '../../../../../main/serve/terminal/terminal.ts'
import { verbGroup } from '../../../../../main/serve/terminal/verb-group.ts'
import { profiles } from '../../../../../main/serve/terminal/verbs/profiles.ts'
import { profilesAdd } from '../../../../../main/serve/terminal/verbs/profiles-add.ts'
import { profilesGenerate } from '../../../../../main/serve/terminal/verbs/profiles-generate.ts'
import { FakeTerminal, terminalRequest } from '../../../../fakes/terminal-io.ts'

const profile = (name: string) => ({
  ...{
    name,
    accountId: '111111111111',
    accountName: 'dev',
    roleName: 'Admin',
    session: 'identity-center:corp',
  },
})
const preview: ProfilesGenerated['preview'] = {
  ...{ session: 'corp', configPath: '/home/a/.aws/config', prunes: false },
  added: [profile('new')],
  changed: [{ ...profile('turned'), formerRole: { accountId: '9', roleName: 'x\u001b[2J' } }],
  kept: [],
  gone: [{ name: 'old', accountId: '222222222222', roleName: 'Admin', change: 'remove' }],
  conflicts: [{ profile: profile('theirs'), reason: 'has access keys' }],
  diff: ['@@ -1,0 +1,1 @@', '+[profile new]', '+; \u001b]0;x'],
}

function scene(result: Partial<ProfilesGenerated> = {}) {
  const asked: GenerateProfilesRequest[] = []
  const generate: GenerateProfiles = async (request, _prompts, show) => {
    asked.push(request)
    show(result.preview ?? preview)
    return { outcome: 'written', preview, backupPath: '/state/backups/config.x', ...result }
  }
  const add: AddProfile = async ({ account, role }) => ({
    ...{ profile: 'dev-Admin', accountId: account, accountName: 'd\u202eev', roleName: role },
    ...{ configPath: '/home/a/.aws/config', diff: ['+[profile dev-Admin]'], backupPath: undefined },
  })
  const addRole: AddRoleProfile = async () => {
    throw new Error('no role of another profile is added here')
  }
  const verb = verbGroup(
    profiles(async () => []),
    [profilesAdd(add, addRole), profilesGenerate(generate)],
  )
  const handle = terminal({ verbs: [verb], version: '1', log: { note: () => undefined }, now: () => 0 })
  const run = async (...argv: string[]) => {
    const io = new FakeTerminal()
    const code = await handle(terminalRequest(['profiles', ...argv]), io)
    return { code, out: io.stdout, err: io.stderr }
  }
  return { run, asked }
}

describe('verbGroup', () => {
  it('lists without a word, and names every command in its help', async () => {
    const { run } = scene()
    expect((await run()).out).toContain('The AWS config has no profiles yet.')
    const { out, code } = await run('--help')
    expect(code).toBe(0)
    for (const part of [
      'Usage: signet profiles [options] [add|generate]',
      'signet profiles add [options]',
      '--prune',
    ]) {
      expect(out).toContain(part)
    }
  })
})

describe('profilesGenerate', () => {
  it('shows what changes before it is written, with nothing that a terminal would obey', async () => {
    const { run, asked } = scene()
    const { code, out } = await run(
      'generate',
      '--session',
      'corp',
      '--filter=role:Admin',
      '--prune',
      '--yes',
    )
    expect(asked[0]).toMatchObject({
      ...{ session: 'corp', filter: 'role:Admin', template: undefined, prune: true, dryRun: false },
      ...{ isConfirmed: true, relay: ['/opt/signet'] },
    })
    expect([code, out]).toEqual([
      0,
      [
        'Session corp: 1 to add, 1 to change, 0 as they must be',
        'Becomes another role: turned was x?[2J in 9, will be Admin in 111111111111',
        'Left alone: theirs has access keys',
        'Gone from AWS, stays without --prune: old (Admin in 222222222222)',
        'Changes in /home/a/.aws/config:',
        '  @@ -1,0 +1,1 @@',
        '  +[profile new]',
        '  +; ?]0;x',
        'Written: /home/a/.aws/config',
        'Before that: /state/backups/config.x. To go back: signet config undo',
        '',
      ].join('\n'),
    ])
  })

  it('cuts a long diff, but not in a dry run; ends with 130 when declined; gives JSON alone', async () => {
    const diff = Array.from({ length: 5_000 }, (_, index) => `+line ${index}`)
    const long = { preview: { ...preview, diff } }
    const { out } = await scene(long).run('generate')
    expect(out.split('\n').length).toBeLessThan(250)
    expect(out).toContain('… and 4800 more lines. See all of them with --dry-run.')
    expect((await scene(long).run('generate', '--dry-run')).out).toContain('+line 4999')
    expect((await scene({ outcome: 'declined' }).run('generate')).code).toBe(130)
    expect(JSON.parse((await scene().run('generate', '--json')).out)).toMatchObject({ outcome: 'written' })
    expect((await scene().run('generate', 'x')).code).toBe(2)
  })
})

describe('profilesAdd', () => {
  it('needs an account and a role', async () => {
    const { run } = scene()
    expect(await run('add', '--account', '1')).toMatchObject({
      code: 2,
      err: expect.stringContaining('Usage: signet profiles add'),
    })
    const { code, out } = await run('add', '--account', '111111111111', '--role', 'Admin')
    expect([code, out]).toEqual([
      0,
      'Profile dev-Admin is Admin in d?ev (111111111111)\nChanged in /home/a/.aws/config:\n  +[profile dev-Admin]\n' +
        'Try: aws sts get-caller-identity --profile dev-Admin\n',
    ])
  })
})
