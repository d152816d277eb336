import { describe, expect, it } from 'vitest'
import type { MoveKeysPreview, MoveKeysRequest } from '../../../../../../main/actions/import/move-keys.ts'
import type { RestoreKeysRequest } from '../../../../../../main/actions/import/restore-keys.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { importVerb } from '../../../../../../main/serve/terminal/verbs/import.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const preview: MoveKeysPreview = {
  found: [
    {
      ...{ profile: 'dev', accessKeyId: 'AKIADEV', file: 'credentials', keyProfile: 'dev', obstacle: null },
      ...{ principalArn: 'arn:aws:iam::111122223333:user/a\u001b[2J', mfaSerial: 'arn:aws:iam::1:mfa/a' },
    },
    {
      ...{
        profile: 'role',
        accessKeyId: 'AKIAROLE',
        file: 'config',
        keyProfile: 'role-keys',
        obstacle: null,
      },
      ...{ principalArn: null, mfaSerial: null },
    },
    {
      ...{
        profile: 'tmp',
        accessKeyId: 'ASIA',
        file: 'credentials',
        keyProfile: 'tmp',
        obstacle: 'has temporary credentials',
      },
      ...{ principalArn: null, mfaSerial: null },
    },
  ],
  diffs: [{ path: '/h/.aws/credentials', diff: ['-aws_secret_access_key = ****'] }],
}

function scene(outcome: 'moved' | 'declined' | 'nothing' = 'moved') {
  const asked: (MoveKeysRequest | RestoreKeysRequest)[] = []
  const verb = importVerb(
    async () => {
      throw new Error('no sign-ins are taken over here')
    },
    {
      moveKeys: async (request, _prompts, show) => {
        asked.push(request)
        show(preview)
        const backupPaths = ['/s/config.x', '/s/credentials.x.age']
        return { outcome, preview, profiles: ['dev'], backupPaths, sealedBackups: 2 }
      },
      restoreKeys: async (request, _prompts, show) => {
        asked.push(request)
        const shown = {
          profiles: [{ profile: 'dev', accessKeyId: 'AKIADEV', file: 'config' as const }],
          diffs: [],
        }
        show(shown)
        return { outcome: 'restored', preview: shown }
      },
    },
  )
  const handle = terminal({ verbs: [verb], version: '1', log: { note: () => undefined }, now: () => 0 })
  const run = async (...argv: string[]) => {
    const io = new FakeTerminal()
    const code = await handle(terminalRequest(['import', ...argv]), io)
    return { code, out: io.stdout, err: io.stderr }
  }
  return { run, asked }
}

describe('signet import --move-keys', () => {
  it('shows every key with whose it is, what changes, and the way back', async () => {
    const { run, asked } = scene()
    const { code, out } = await run('--move-keys', '--profile', 'dev', 'ops', '--offline', '--yes')
    expect(code).toBe(0)
    expect(out).toBe(
      [
        'dev  AKIADEV in the credentials file, can be moved',
        '  arn:aws:iam::111122223333:user/a?[2J',
        '  asks for codes of arn:aws:iam::1:mfa/a',
        'role  AKIAROLE in the config file, can be moved',
        '  The profile is a role that uses this key: the key becomes profile role-keys',
        'tmp  ASIA in the credentials file, stays: it has temporary credentials',
        'Changes in /h/.aws/credentials:',
        '  -aws_secret_access_key = ****',
        'Moved: profile dev is served by Signet; its key is in the vault',
        'Before that: /s/config.x',
        'Before that, sealed: /s/credentials.x.age',
        '2 older backups held the keys too, and are sealed now.',
        'To go back: signet import --restore-keys',
        'Other copies, in scripts, other machines or your own backups, still work. To be rid of them, rotate the key in IAM.',
        '',
      ].join('\n'),
    )
    expect(asked).toMatchObject([{ only: ['dev', 'ops'], isOffline: true, isConfirmed: true, dryRun: false }])
  })

  it('ends as cancelled when the person says no, and well when there is nothing', async () => {
    expect((await scene('declined').run('--move-keys')).code).toBe(130)
    const { code, out } = await scene('nothing').run('--move-keys')
    expect([code, out.endsWith('no long-term key that Signet can take.\n')]).toEqual([0, true])
  })

  it('gives the whole as JSON, and nothing beside it', async () => {
    const { out } = await scene().run('--move-keys', '--json')
    expect(JSON.parse(out)).toMatchObject({ outcome: 'moved', preview })
    expect(out).not.toContain('\u001b')
  })

  it('puts keys back', async () => {
    const { run, asked } = scene()
    expect((await run('--restore-keys', 'dev')).out).toBe(
      'dev  AKIADEV goes back into the config file\nRestored: the key of profile dev\n',
    )
    expect(asked).toMatchObject([{ only: ['dev'], isConfirmed: false }])
  })

  it.each([[['--move-keys', '--restore-keys']], [['--profile', 'dev']], [['--offline']]])(
    'refuses %j',
    async (argv) => {
      expect((await scene().run(...argv)).code).toBe(2)
    },
  )
})
