import { describe, expect, it } from 'vitest'
import type { IntrospectTokenRequest } from '../../../../../../main/actions/tokens/introspect-token.ts'
import type { IssueTokenRequest } from '../../../../../../main/actions/tokens/issue-token.ts'
import type { RevokeTokenRequest } from '../../../../../../main/actions/tokens/revoke-token.ts'
import { InputError } from '../../../../../../main/kernel/errors.ts'
import { Secret } from '../../../../../../main/kernel/secret.ts'
import type { TerminalRequest } from '../../../../../../main/serve/terminal/request.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { token } from '../../../../../../main/serve/terminal/verbs/token.ts'
import type { IntrospectionView, TokenPlanView } from '../../../../../../preload/contract/token-views.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const now = Date.parse('2026-01-02T03:04:05Z')
const plan: TokenPlanView = {
  action: 'issue',
  operation: 'CreateOAuth2TokenWithIAM',
  profile: 'dev',
  region: 'eu-central-1',
  host: 'eu-central-1.oauth.signin.aws',
  resource: 'aws-mcp.amazonaws.com',
  durationSeconds: null,
}
const active: IntrospectionView = {
  active: true,
  tokenType: 'access_token',
  subject: 'arn:aws:sts::111122223333:assumed-role/Dev/m\u001b[2Je',
  userId: 'AROAEXAMPLE:me',
  accountId: '111122223333',
  clientId: 'arn:aws:signin:::client-credentials/sigv4',
  audience: ['aws-mcp.amazonaws.com'],
  resource: 'aws-mcp.amazonaws.com',
  issuer: 'signin.amazonaws.com',
  tokenId: 'j',
  signinSession: null,
  issuedAt: now,
  notBefore: now,
  expiresAt: now + 3_600_000,
}
const asked: (IssueTokenRequest | IntrospectTokenRequest | RevokeTokenRequest)[] = []

async function run(
  argv: readonly string[],
  { view = active, isTerminal = false, env = {}, answers = true } = {},
): Promise<{ code: number; stdout: string; stderr: string; request: object | undefined }> {
  asked.length = 0
  const io = new FakeTerminal()
  const verb = token({
    async issueToken(request, _, onPlan) {
      asked.push(request)
      onPlan({ ...plan, durationSeconds: request.durationSeconds ?? null })
      if (request.dryRun) return undefined
      const { kind, resource } = request
      const grant = { kind, profile: 'dev', region: 'eu-central-1', resource, expiresAt: now + 3_599_900 }
      return { accessToken: new Secret('ASOAcanary'), grant }
    },
    async introspectToken(request, _, onPlan) {
      asked.push(request)
      onPlan({ ...plan, operation: 'IntrospectOAuth2TokenWithIAM', resource: null })
      return request.dryRun || !answers ? undefined : view
    },
    async revokeToken(request, _, onPlan) {
      asked.push(request)
      onPlan({ ...plan, operation: 'RevokeOAuth2TokenWithIAM', resource: null })
      return !request.dryRun && answers
    },
  })
  const handle = terminal({ verbs: [verb], version: '1', log: { note: () => undefined }, now: () => now })
  const streams = { stdin: isTerminal, stdout: isTerminal, stderr: isTerminal }
  const changes: Partial<TerminalRequest> = { isTerminal: streams, env, cwd: '/home/me' }
  const code = await handle(terminalRequest(['token', ...argv], changes), io)
  const { signal: _, ...request } = asked[0] ?? { signal: undefined }
  return { code, stdout: io.stdout, stderr: io.stderr, request: asked[0] && request }
}

const issue = ['--resource', 'aws-mcp.amazonaws.com', '--profile', 'dev']

describe('token issue', () => {
  it.each([[[]], [['issue']]])(
    'gives a pipe the token, one line and nothing else: token %j',
    async (word) => {
      const { code, stdout, stderr, request } = await run([...word, ...issue])
      expect([code, stdout, stderr, request]).toEqual([
        0,
        'ASOAcanary\n',
        '',
        {
          kind: 'iam',
          resource: 'aws-mcp.amazonaws.com',
          durationSeconds: undefined,
          consumer: undefined,
          profile: 'dev',
          dryRun: false,
          env: {},
          cwd: '/home/me',
        },
      ])
    },
  )

  it('on a terminal it says first what is asked, until when the token lives, and that it is not kept', async () => {
    const { stdout, stderr } = await run(['issue', ...issue], { isTerminal: true })
    expect([stdout, stderr.split('\n')]).toEqual([
      'ASOAcanary\n',
      [
        'CreateOAuth2TokenWithIAM for aws-mcp.amazonaws.com, asked of eu-central-1.oauth.signin.aws (eu-central-1) with profile dev.',
        'The token below lives until 2026-01-02T04:04:04Z (60 min). It is not kept: this is the only time it is shown.',
        '',
      ],
    ])
  })

  it('as JSON', async () => {
    const { stdout, stderr } = await run(['issue', ...issue, '--json'], { isTerminal: true })
    expect([JSON.parse(stdout), stderr]).toEqual([
      {
        accessToken: 'ASOAcanary',
        tokenType: 'Bearer',
        expiresAt: '2026-01-02T04:04:04Z',
        kind: 'iam',
        profile: 'dev',
        region: 'eu-central-1',
        resource: 'aws-mcp.amazonaws.com',
      },
      '',
    ])
  })

  it('takes the profile of the environment, and a duration for kind bearer', async () => {
    const words = ['--resource', 'ecr.amazonaws.com', '--kind', 'bearer', '--duration', '900']
    const { request } = await run(words, { env: { AWS_PROFILE: 'from-env' } })
    expect(request).toMatchObject({ kind: 'bearer', durationSeconds: 900, profile: 'from-env' })
  })

  it('a dry run says what would be sent', async () => {
    const words = [...issue, '--kind', 'bearer', '--duration', '900', '--dry-run']
    const { stdout } = await run(words)
    expect(stdout).toBe(
      'Would send CreateOAuth2TokenWithIAM for aws-mcp.amazonaws.com, for 900 s, asked of eu-central-1.oauth.signin.aws (eu-central-1) with profile dev.\nNothing was sent.\n',
    )
    expect(JSON.parse((await run([...issue, '--dry-run', '--json'])).stdout)).toEqual(plan)
  })

  it.each([
    [[]],
    [['--profile', 'dev']],
    [[...issue, '--kind', 'jwt']],
    [[...issue, 'word']],
    [[...issue, '--duration', '900']],
    [[...issue, '--kind', 'bearer', '--duration', 'soon']],
    [['revok']],
    [['revoke', 'ASORcanary']],
    [['introspect', 'ASOAcanary']],
    [['introspect', '--hint', 'id_token']],
  ])('token %j is wrong usage: exit 2, a line on stderr, nothing asked', async (words) => {
    const { code, stdout, stderr, request } = await run(words)
    expect([code, stdout, request, stderr.includes('canary')]).toEqual([2, '', undefined, false])
    expect(stderr).toMatch(/^signet: (?:Usage: signet token |--duration ).+\n$/)
  })
})

describe('token introspect', () => {
  it('shows who, for what and until when; what AWS wrote is shown safely (T15)', async () => {
    const { code, stdout, stderr } = await run(['introspect', '--profile', 'dev'])
    expect([code, stdout.split('\n'), stderr]).toEqual([
      0,
      [
        'Active',
        '  principal  arn:aws:sts::111122223333:assumed-role/Dev/m?[2Je',
        '  account    111122223333',
        '  kind       access_token',
        '  good for   aws-mcp.amazonaws.com',
        '  issued     2026-01-02T03:04:05Z',
        '  ends       2026-01-02T04:04:05Z (60 min)',
        '  client     arn:aws:signin:::client-credentials/sigv4',
        '  user id    AROAEXAMPLE:me',
        '  issuer     signin.amazonaws.com',
        '  token id   j',
        '',
      ],
      '',
    ])
  })

  it('says what "not active" may mean, and gives JSON that is safe to print', async () => {
    const { stdout } = await run(['introspect'], { view: { ...active, active: false } })
    const json = (await run(['introspect', '--json'])).stdout
    expect([stdout, JSON.parse(json), json.includes('\u001b')]).toEqual([
      'Not active: ended, revoked, unknown, or of another account than this profile’s.\n',
      active,
      false,
    ])
  })

  it('passes the file and the hint on, relative to where the person is', async () => {
    const { request } = await run(['introspect', '--token-file', 't', '--hint', 'refresh_token'])
    expect(request).toMatchObject({ token: { file: 't', cwd: '/home/me' }, hint: 'refresh_token' })
  })

  it('turned away, it says that nothing was sent', async () => {
    expect(await run(['introspect'], { answers: false })).toMatchObject({
      code: 130,
      stdout: '',
      stderr: 'Cancelled. Nothing was sent.\n',
    })
  })

  it('a dry run shows the plan', async () => {
    const { code, stdout } = await run(['introspect', '--dry-run'])
    expect([code, stdout]).toEqual([
      0,
      'Would send IntrospectOAuth2TokenWithIAM, asked of eu-central-1.oauth.signin.aws (eu-central-1) with profile dev.\nNothing was sent.\n',
    ])
  })
})

describe('token revoke', () => {
  it('says what was done, and what AWS does not tell', async () => {
    expect(await run(['revoke', '--profile', 'dev'])).toMatchObject({
      code: 0,
      stdout:
        'Revoked, with every token that comes of it. AWS says the same of a token that it does not know.\n',
    })
    expect((await run(['revoke', '--json'])).stdout).toBe('{"revoked":true}\n')
  })

  it('turned away or dry, nothing is revoked', async () => {
    expect(await run(['revoke'], { answers: false })).toMatchObject({ code: 130, stdout: '' })
    const { code, stdout } = await run(['revoke', '--dry-run'])
    expect([code, stdout]).toEqual([0, expect.stringContaining('Would send RevokeOAuth2TokenWithIAM')])
  })
})

describe('token, its help', () => {
  it('shows every command of it', async () => {
    const { stdout } = await run(['--help'])
    expect(stdout).toMatchSnapshot()
  })

  it('never takes a token as an option', () => {
    const options = ['issue', 'introspect', 'revoke'].map((word) => run([word, '--token', 'ASORcanary']))
    return Promise.all(options).then((ran) =>
      expect(ran.map(({ code, stderr }) => [code, stderr.includes('canary')])).toEqual(
        ran.map(() => [2, false]),
      ),
    )
  })

  it('an error of the action is one line', async () => {
    const io = new FakeTerminal()
    const fail = () => Promise.reject(new InputError('resource-invalid', 'No resource.', 'none'))
    const verb = token({ issueToken: fail, introspectToken: fail, revokeToken: fail })
    const handle = terminal({ verbs: [verb], version: '1', log: { note: () => undefined }, now: () => now })
    expect([await handle(terminalRequest(['token', ...issue]), io), io.stderr]).toEqual([
      1,
      'signet: No resource.\n',
    ])
  })
})
