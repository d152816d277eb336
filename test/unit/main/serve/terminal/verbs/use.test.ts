import { describe, expect, it } from 'vitest'
import type { DefaultState } from '../../../../../../main/actions/profiles/read-default.ts'
import type { DefaultSwitched } from '../../../../../../main/actions/profiles/switch-default.ts'
import type { TerminalRequest } from '../../../../../../main/serve/terminal/request.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { use } from '../../../../../../main/serve/terminal/verbs/use.ts'
import { profileView } from '../../../../../fakes/profile-view.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const views = [
  profileView('shop-dev', { frecency: 1 }),
  profileView('shop-prod', { frecency: 3, isProduction: true }),
  profileView('billing', { isPinned: true, tags: ['money'] }),
  profileView('default', {}),
]

function scene({
  state,
  answers = [],
}: {
  state?: Partial<DefaultState>
  answers?: (string | undefined)[]
} = {}) {
  const asked: unknown[] = []
  const verb = use({
    switchDefault: async (request, _prompts, show) => {
      asked.push(request.profile)
      const files = [{ path: '/h/.aws/config', diff: ['+credential_process = x'] }]
      const preview = {
        ...{ profile: request.profile, previous: 'billing', region: 'eu-west-1', isProduction: false },
        ...{ isFirst: request.profile === 'first', takesOver: true, files },
      }
      show(preview)
      const switched: DefaultSwitched = {
        ...preview,
        outcome: request.dryRun ? 'dry-run' : 'switched',
        backupPaths: [],
        warnings: ['sign in first'],
      }
      return switched
    },
    switchHere: async ({ profile }) => ({
      profile,
      region: 'eu-west-1',
      isProduction: profile === 'shop-prod',
    }),
    restoreDefault: async (_request, _prompts, show) => {
      show([{ path: '/h/.aws/config', diff: ['-credential_process = x'] }])
      return { outcome: 'restored', profile: 'a', files: [], backupPaths: [] }
    },
    readDefault: async () => ({
      ...{ profile: 'shop-dev', previous: null, since: 1, isFollowed: true, warnings: [] },
      ...state,
    }),
    listProfiles: async () => views,
  })
  const handle = terminal({ verbs: [verb], version: '1', log: { note: () => undefined }, now: () => 0 })
  const run = async (argv: readonly string[], changes: Partial<TerminalRequest> = {}) => {
    const io = new FakeTerminal()
    io.answers = [...answers]
    const code = await handle(terminalRequest(['use', ...argv], changes), io)
    return { code, out: io.stdout, err: io.stderr }
  }
  return { run, asked }
}
const atTerminal = { isTerminal: { stdin: true, stdout: true, stderr: true } }

describe('use', () => {
  it('says in one line what is the default now, and on stderr what gets in the way', async () => {
    const { run } = scene()
    expect(await run(['shop-dev'], { env: { AWS_PROFILE: 'x', AWS_REGION: 'y' } })).toEqual({
      code: 0,
      out: 'Default: shop-dev (eu-west-1)  before: billing\n',
      err:
        'Note: sign in first\n' +
        'Note: This terminal has AWS_PROFILE=x, which goes before the default. Take it away: unset AWS_PROFILE\n' +
        'Note: This terminal has AWS_REGION=y, which goes before the region of any profile.\n',
    })
  })

  it('shows the change of the file the first time, and whenever nothing is changed', async () => {
    const { run } = scene()
    const lines = 'Changes in /h/.aws/config:\n  +credential_process = x\n'
    expect((await run(['first'])).out).toMatch(lines)
    expect((await run(['shop-dev', '--dry-run'])).out).toMatch(lines)
    expect((await run(['shop-dev'])).out).not.toMatch('Changes')
  })

  it('without a name and a terminal only says which it is', async () => {
    expect(await scene().run([])).toEqual({ code: 0, out: 'Default: shop-dev\n', err: '' })
    expect((await scene({ state: { isFollowed: false } }).run([])).out).toMatch(
      /^Tools that name no profile use \[default\]/,
    )
    expect(JSON.parse((await scene().run(['--json'])).out)).toMatchObject({
      profile: 'shop-dev',
      isFollowed: true,
    })
  })

  it.each([
    ['a number', ['1'], ['billing']],
    ['a number of what was narrowed', ['shop', '2'], ['shop-dev']],
    ['a part that only one has', ['bil'], ['billing']],
    ['a whole name', ['shop-prod'], ['shop-prod']],
    ['nothing like it, then one', ['zzz', 'shop-d'], ['shop-dev']],
    ['nothing', [''], []],
    ['Ctrl-D', [undefined], []],
  ])('lets a person choose by %s', async (_how, answers, chosen) => {
    const { run, asked } = scene({ answers })
    expect((await run([], atTerminal)).code).toBe(0)
    expect(asked).toEqual(chosen)
  })

  it('lists what is pinned first, then what is used most, with marks in words', async () => {
    const { err } = await scene({ answers: [''] }).run([], { ...atTerminal, env: { NO_COLOR: '1' } })
    expect(
      err
        .split('\n')
        .slice(0, 3)
        .map((line) => line.replaceAll(/ +/g, ' ')),
    ).toEqual([
      ' 1 billing us-east-1 pinned #money',
      ' 2 shop-prod us-east-1 PRODUCTION',
      ' 3 shop-dev us-east-1',
    ])
  })

  it('--here explains what it needs, and answers to the functions that have it', async () => {
    const { run } = scene()
    const { code, out, err } = await run(['shop-dev', '--here'])
    expect([code, out]).toEqual([1, ''])
    expect(err).toContain('~/.bashrc    eval "$(signet shell-init bash)"')
    expect(err).toContain('export AWS_PROFILE=shop-dev')
    expect(await run(['shop-prod', '--here', '--for-shell'])).toEqual({
      code: 0,
      out: 'profile=shop-prod\nregion=eu-west-1\nproduction=1\n',
      err: 'This terminal: shop-prod (eu-west-1, PRODUCTION). Back: signet use --here --off\n',
    })
  })

  it('--restore shows what comes back', async () => {
    expect((await scene().run(['--restore', '--yes'])).out).toBe(
      'Changes in /h/.aws/config:\n  -credential_process = x\n[default] is as it was before. No profile of Signet stands behind it.\n',
    )
  })

  it.each([[['a', 'b']], [['--off']], [['a', '--restore']], [['a', '--here', '--off']]])(
    'refuses %j',
    async (argv) => {
      expect((await scene().run(argv)).code).toBe(2)
    },
  )
})
