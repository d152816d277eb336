import { describe, expect, it } from 'vitest'
import type { EnvironmentRequest } from '../../../../../../main/actions/credentials/issue-environment.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { env } from '../../../../../../main/serve/terminal/verbs/env.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

async function run(argv: readonly string[], isTerminal = false) {
  const io = new FakeTerminal()
  const asked: EnvironmentRequest[] = []
  const verb = env(async (request) => {
    asked.push(request)
    return { variables: { AWS_PROFILE: undefined, AWS_ACCESS_KEY_ID: 'ASIA' }, expiration: 720_000 }
  })
  const handle = terminal({ verbs: [verb], version: '1', log: { note: () => undefined }, now: () => 0 })
  const at = { stdin: false, stdout: isTerminal, stderr: isTerminal }
  const code = await handle(terminalRequest(['env', ...argv], { isTerminal: at }), io)
  return { code, stdout: io.stdout, stderr: io.stderr, asked }
}

describe('env', () => {
  it('prints lines for a shell and nothing else', async () => {
    expect(await run(['-P', 'p'])).toMatchObject({
      code: 0,
      stdout: "unset AWS_PROFILE\nexport AWS_ACCESS_KEY_ID='ASIA'\n",
      stderr: '',
      asked: [{ profile: 'p' }],
    })
    expect((await run(['-P', 'p', '--format', 'json'])).stdout).toBe('{"AWS_ACCESS_KEY_ID":"ASIA"}\n')
  })

  it('warns on a screen that these are secrets', async () => {
    expect((await run(['-P', 'p'], true)).stderr).toMatch(
      /^These lines are secrets for 12 min, and they are on your screen now\./,
    )
  })

  it('prints what takes them away again, and asks for nothing', async () => {
    const { stdout, asked } = await run(['--unset', '--format', 'powershell'])
    expect([stdout, asked]).toEqual([
      'Remove-Item -ErrorAction SilentlyContinue -Path Env:AWS_ACCESS_KEY_ID,Env:AWS_SECRET_ACCESS_KEY,Env:AWS_SESSION_TOKEN,Env:AWS_CREDENTIAL_EXPIRATION,Env:AWS_REGION,Env:AWS_DEFAULT_REGION\n',
      [],
    ])
  })

  it.each([
    [['p'], 'Usage: signet env -P NAME'],
    [['--format', 'csh'], '--format is one of bash, fish'],
    [['--unset', '--format', 'json'], 'There is nothing in json that takes a variable away.'],
  ])('refuses %j with nothing on stdout', async (argv, words) => {
    const { code, stdout, stderr, asked } = await run(argv)
    expect([code, stdout, asked]).toEqual([2, '', []])
    expect(stderr).toContain(words)
  })
})
