import { describe, expect, it } from 'vitest'
import type { AddRoleProfileRequest } from '../../../../../../main/actions/profiles/add-role-profile.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { profilesAdd } from '../../../../../../main/serve/terminal/verbs/profiles-add.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const roleArn = 'arn:aws:iam::444455556666:role/Deploy'

function scene() {
  const asked: AddRoleProfileRequest[] = []
  const verb = profilesAdd(
    async ({ account, role }) => ({
      ...{ profile: 'dev-Admin', accountId: account, accountName: 'dev', roleName: role },
      ...{ configPath: '/h/.aws/config', diff: [], backupPath: undefined },
    }),
    async (request) => {
      asked.push(request)
      const { source, name = 'dev-Deploy', dryRun } = request
      return {
        outcome: dryRun ? 'dry-run' : 'written',
        ...{ profile: name, roleArn, source, configPath: '/h/.aws/config', diff: ['+[profile x]'] },
        backupPath: dryRun ? undefined : '/s/config.x',
      }
    },
  )
  const handle = terminal({
    verbs: [{ ...verb, name: 'add' }],
    version: '1',
    log: { note: () => undefined },
    now: () => 0,
  })
  const run = async (...argv: string[]) => {
    const io = new FakeTerminal()
    const code = await handle(terminalRequest(['add', ...argv]), io)
    return { code, out: io.stdout, err: io.stderr }
  }
  return { run, asked }
}

describe('profilesAdd', () => {
  it('takes a role by its ARN with every setting, and says what to try', async () => {
    const { run, asked } = scene()
    const { code, out } = await run(
      ...['--role-arn', roleArn, '--source-profile', 'dev', '--name', 'deploy', '--external-id', 'acme'],
      ...[
        '--session-name',
        'me',
        '--duration',
        '900',
        '--mfa-serial',
        'GAHT12345678',
        '--region',
        'eu-west-1',
      ],
    )
    expect([code, out]).toEqual([
      0,
      [
        `Profile deploy is ${roleArn}, assumed with profile dev`,
        'Changed in /h/.aws/config:',
        '  +[profile x]',
        'Before that: /s/config.x',
        'Try: aws sts get-caller-identity --profile deploy',
        '',
      ].join('\n'),
    ])
    expect(asked).toMatchObject([
      {
        ...{ roleArn, source: 'dev', name: 'deploy', externalId: 'acme', roleSessionName: 'me' },
        ...{ durationSeconds: 900, mfaSerial: 'GAHT12345678', region: 'eu-west-1', dryRun: false },
      },
    ])
  })

  it('shows a dry run as one, and gives JSON', async () => {
    const { run } = scene()
    const asked = ['--role-arn', roleArn, '--source-profile', 'dev', '--dry-run']
    expect((await run(...asked)).out).toBe(
      `Profile dev-Deploy would be ${roleArn}, assumed with profile dev\nChanges in /h/.aws/config:\n  +[profile x]\nNothing was changed.\n`,
    )
    expect(JSON.parse((await run(...asked, '--json')).out)).toMatchObject({
      outcome: 'dry-run',
      source: 'dev',
    })
  })

  it.each([
    [['--role-arn', roleArn]],
    [['--role-arn', roleArn, '--source-profile', 'dev', '--account', 'x']],
    [['--role-arn', roleArn, '--source-profile', 'dev', '--duration', '1h']],
    [['--account', 'x', '--role', 'y', '--external-id', 'z']],
    [['--account', 'x', '--role', 'y', '--dry-run']],
    [['--account', 'x']],
    [['word']],
  ])('refuses %j', async (argv) => {
    const { code, err } = await scene().run(...argv)
    expect([code, err.startsWith('signet: ')]).toEqual([2, true])
  })

  it('still takes a role of Identity Center', async () => {
    expect((await scene().run('--account', 'dev', '--role', 'Admin')).out).toContain('Admin in dev')
  })
})
