import { describe, expect, it } from 'vitest'
import type { ConfigUndone, UndoConfigRequest } from '../../../../../../main/actions/config/undo-config.ts'
import type { FoundSignIn } from '../../../../../../main/actions/import/import-plan.ts'
import type { Imported, ImportRequest } from '../../../../../../main/actions/import/import-sessions.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { config } from '../../../../../../main/serve/terminal/verbs/config.ts'
import { importVerb } from '../../../../../../main/serve/terminal/verbs/import.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const found: FoundSignIn = {
  ...{ kind: 'identity-center', name: 'corp', path: '/h/.aws/sso/cache/a.json', region: 'us-east-1' },
  ...{ startUrl: 'https://d-1.awsapps.com/start', expiresAt: 3_600_000, isRefreshable: true, state: 'ready' },
  profiles: [
    { name: 'shop', obstacle: null },
    { name: 'x\u001b[2J', obstacle: 'names no account and role' },
  ],
}
const login: FoundSignIn = {
  ...{ kind: 'signin', name: 'arn:aws:iam::111122223333:user/a', path: '/h/.aws/login/cache/b.json' },
  ...{
    region: null,
    startUrl: null,
    expiresAt: -1,
    isRefreshable: true,
    state: 'region-unknown',
    profiles: [],
  },
}

async function run(verb: Parameters<typeof terminal>[0]['verbs'][number], ...argv: string[]) {
  const io = new FakeTerminal()
  const handle = terminal({ verbs: [verb], version: '1', log: { note: () => undefined }, now: () => 0 })
  const code = await handle(terminalRequest(argv), io)
  return { code, out: io.stdout, err: io.stderr }
}

const notHere = async (): Promise<never> => {
  throw new Error('no keys are moved here')
}
const keys = { moveKeys: notHere, restoreKeys: notHere }

describe('importVerb', () => {
  const asked: ImportRequest[] = []
  const verb = (outcome: Imported['outcome']) =>
    importVerb(async (request, _prompts, show) => {
      asked.push(request)
      const preview = {
        found: [found, login],
        skipped: [{ path: '/h/.aws/sso/cache/z.json', fault: 'torn' as const }],
        diffs: [{ path: '/h/.aws/config', diff: ['-sso_session = corp'] }],
      }
      show(preview)
      const copies = [found, login].map(({ kind, path }) => ({ kind, path }))
      return {
        outcome,
        preview,
        sessions: ['corp'],
        profiles: ['shop'],
        backupPaths: ['/s/config.x'],
        copies,
      }
    }, keys)

  it('lists, takes over, and says how to end the second owner of each refresh token', async () => {
    const { code, out } = await run(verb('imported'), 'import', 'corp', '--yes')
    expect(asked.at(-1)).toMatchObject({
      only: ['corp'],
      isConfirmed: true,
      dryRun: false,
      relay: ['/opt/signet'],
    })
    expect([code, out]).toEqual([
      0,
      [
        'corp  IAM Identity Center, us-east-1, https://d-1.awsapps.com/start',
        '  can be taken over; token for 60 min, can be renewed',
        '  /h/.aws/sso/cache/a.json',
        '  profile shop',
        '  profile x?[2J stays: it names no account and role',
        'arn:aws:iam::111122223333:user/a  AWS Sign-In',
        '  does not say in which region it was made: set AWS_REGION, then try again; token over, can be renewed',
        '  /h/.aws/login/cache/b.json',
        'Left out: /h/.aws/sso/cache/z.json is empty or cut short',
        'Changes in /h/.aws/config:',
        '  -sso_session = corp',
        'Taken over: corp',
        'Served by Signet: profile shop',
        'Before that: /s/config.x',
        'To go back: signet config undo [--credentials]',
        'Now remove the AWS CLI’s copy: two owners of one refresh token end the sign-in for each other.',
        '  aws logout --all    (its files only; no call to AWS)',
        '  or delete /h/.aws/sso/cache/a.json',
        '  or delete /h/.aws/login/cache/b.json',
        '  Not aws sso logout: that ends the sign-in at AWS for Signet too.',
        '',
      ].join('\n'),
    ])
  })

  it.each([
    ['dry-run', 0, 'Nothing was changed.'],
    ['nothing', 0, 'There is nothing that Signet can take over.'],
    ['declined', 130, 'Cancelled. Nothing was changed.'],
  ] as const)('%s ends with %i', async (outcome, code, words) => {
    const done = await run(verb(outcome), 'import', '--dry-run')
    expect([done.code, done.out.trimEnd().split('\n').at(-1)]).toEqual([code, words])
    expect(JSON.parse((await run(verb(outcome), 'import', '--json')).out).outcome).toBe(outcome)
  })
})

describe('config', () => {
  const asked: UndoConfigRequest[] = []
  const verb = (outcome: ConfigUndone['outcome']) =>
    config({
      undoConfig: async (request, _prompts, show) => {
        asked.push(request)
        const files = { path: '/h/.aws/config', restoredFrom: '/s/config.x' }
        const preview = {
          ...files,
          diff: ['+a = b'],
          commands: ['use a'],
          effects: ['a is served again as b'],
        }
        show(preview)
        return { outcome, preview, backupPath: outcome === 'restored' ? '/s/config.y' : undefined }
      },
      diffConfig: async () => {
        throw new Error('not here')
      },
      listConfigBackups: async () => ({ path: '/h/.aws/config', backups: [], sealedCopies: 0 }),
    })

  it('shows what comes back', async () => {
    expect(await run(verb('restored'), 'config', 'undo', '--yes')).toEqual({
      code: 0,
      out:
        '/h/.aws/config, as in /s/config.x:\nTakes back: signet use a\n  +a = b\n  a is served again as b\n' +
        'Restored. What was there: /s/config.y\n',
      err: '',
    })
    expect(asked[0]).toMatchObject({ file: 'config', number: 1, isConfirmed: true, dryRun: false })
    expect((await run(verb('declined'), 'config', 'undo', '--credentials')).code).toBe(130)
    expect(asked[1]).toMatchObject({ file: 'credentials', isConfirmed: false })
  })

  it('knows its own words and nothing else', async () => {
    expect(await run(verb('restored'), 'config', 'redo')).toMatchObject({ code: 2 })
  })
})
