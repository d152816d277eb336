import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { describe, expect, it } from 'vitest'
import { readArguments } from '../../aws/arguments.ts'
import { organisation } from '../../aws/identity-center/organisation.ts'
import { authorizeUrl, newVerifier } from '../../aws/test-client.ts'

describe('npm run stand-in', () => {
  it('prints one line of JSON, serves, and ends on SIGTERM', async () => {
    const child = spawn(
      process.execPath,
      ['test/aws/main.ts', '--auto-approve', 'root', '--region', 'eu-west-1', '--speed=0'],
      { stdio: ['ignore', 'pipe', 'ignore'] },
    )
    const lines = createInterface(child.stdout)
    const printed: string[] = []
    lines.on('line', (line) => printed.push(line))
    await once(lines, 'line')
    const { urls, env } = JSON.parse(printed[0] ?? '')
    const asked = authorizeUrl(env.AWS_ENDPOINT_URL_SIGNIN, newVerifier().codeChallenge)
    const { status } = await fetch(asked, { redirect: 'manual' })
    child.kill('SIGTERM')
    const [code] = await once(child, 'close')
    expect([status, Object.keys(urls.signin), env.AWS_REGION, printed.length, code]).toEqual([
      302,
      ['eu-west-1'],
      'eu-west-1',
      1,
      0,
    ])
  })
})

describe('readArguments', () => {
  it('reads every option', () => {
    const argv =
      '--region us-east-1 --region=eu-west-1 --expires-in 60 --session-seconds 600 --speed 2.5 --port-signin 8001 --port-sts 8002 --auto-approve'
    expect(readArguments(argv.split(' '))).toEqual({
      regions: ['us-east-1', 'eu-west-1'],
      expiresInSeconds: 60,
      sessionSeconds: 600,
      speed: 2.5,
      signinPort: 8001,
      stsPort: 8002,
      autoApprove: 'developer',
    })
  })

  it('reads every option of IAM Identity Center', () => {
    const argv =
      '--accounts 12 --roles 3 --seed 4 --portal-rate 5 --throttle-rate .1 --error-rate 0.2 --sso-session-seconds 600 --port-sso-oidc 8003 --port-sso 8004 --auto-approve-sso'
    expect(readArguments(argv.split(' '))).toEqual({
      ssoOidcPort: 8003,
      ssoPort: 8004,
      identityCenter: {
        accounts: organisation({ accounts: 12, roles: 3, seed: 4 }),
        seed: 4,
        portalRate: 5,
        throttleRate: 0.1,
        errorRate: 0.2,
        sessionSeconds: 600,
        autoApprove: 'alice',
      },
    })
  })

  it.each([
    [['--auto-approve-sso', 'deny'], { identityCenter: { autoApprove: 'deny' } }],
    [['--accounts', '2'], { identityCenter: { accounts: organisation({ accounts: 2, roles: 5 }) } }],
    [['--auto-approve', 'bob', '--speed', '2'], { autoApprove: 'bob', speed: 2 }],
    [['--auto-approve', '--speed', '2'], { autoApprove: 'developer', speed: 2 }],
    [['--speed', '1', '--help'], 'help'],
    [[], {}],
  ])('reads %j', (argv, options) => {
    expect(readArguments(argv)).toEqual(options)
  })

  it.each([
    ['--nope'],
    ['word'],
    ['--region'],
    ['--region', '--speed'],
    ['--speed', 'x'],
    ['--expires-in', '-1'],
    ['--roles', '5'],
    ['toString'],
  ])('refuses %s %s', (...argv) => {
    expect(() => readArguments(argv)).toThrow(TypeError)
  })
})

describe('the stand-in', () => {
  it('shares no code with what it judges', () => {
    const files = readdirSync('test/aws', { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    )
    const foreign = files.flatMap((name) =>
      [...readFileSync(`test/aws/${name}`, 'utf8').matchAll(/(?:from|import\()\s*'([^']+)'/g)]
        .map(([, specifier = '']) => specifier)
        .filter(
          (specifier) => !specifier.startsWith('node:') && !/^\.{1,2}\/[a-z0-9./-]+\.ts$/.test(specifier),
        )
        .concat(
          readFileSync(`test/aws/${name}`, 'utf8').match(/'[^'\n]*\.\.\/\.\.\/(?:\.\.\/)?main\/[^']*'/g) ??
            [],
        ),
    )
    expect([files.length > 20, foreign]).toEqual([true, []])
  })
})
