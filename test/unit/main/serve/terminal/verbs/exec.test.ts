import { describe, expect, it } from 'vitest'
import type { ExecRequest } from '../../../../../../main/actions/credentials/prepare-exec.ts'
import type { ExecEnvironment } from '../../../../../../main/serve/terminal/request.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { exec } from '../../../../../../main/serve/terminal/verbs/exec.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

class ExecTerminal extends FakeTerminal {
  became: { readonly argv: readonly string[]; readonly env: ExecEnvironment } | undefined
  override exec(argv: readonly string[] = [], env: ExecEnvironment = {}): void {
    this.became = { argv, env }
  }
}

async function run(argv: readonly string[], env = {}) {
  const io = new ExecTerminal()
  const asked: ExecRequest[] = []
  const verb = exec(async (request) => {
    asked.push(request)
    return { variables: { A: 'b', C: undefined }, notes: ['a copy'] }
  })
  const handle = terminal({ verbs: [verb], version: '1', log: { note: () => undefined }, now: () => 0 })
  const request = terminalRequest(['exec', ...argv], { env, process: { pid: 7, parentPid: 6 } })
  const code = await handle(request, io)
  const [only] = asked
  return { code, stderr: io.stderr, stdout: io.stdout, became: io.became, asked: only }
}

describe('exec', () => {
  it.each([
    ['-P p -- a --profile b', 'p'],
    ['-P=p -- a --profile b', 'p'],
    ['--profile p -- a --profile b', 'p'],
    ['p -- a --profile b', 'p'],
  ])('%s becomes the command, with its own options left to it', async (line, profile) => {
    const { code, became, asked } = await run(line.split(' '))
    expect([code, became]).toEqual([0, { argv: ['a', '--profile', 'b'], env: { A: 'b', C: undefined } }])
    expect(asked).toMatchObject({ profile, way: 'endpoint', tokenInFile: false, consumer: { pid: 7 } })
  })

  it('takes the profile that a person means when they name none', async () => {
    expect((await run(['--', 'a'], { AWS_PROFILE: 'q' })).asked?.profile).toBe('q')
    expect((await run(['--', 'a'])).asked?.profile).toBe('default')
  })

  it('passes on what was asked for', async () => {
    const { asked } = await run(['-P', 'p', '--env', '--region', 'eu-west-1', '--', 'a'])
    expect(asked).toMatchObject({ way: 'variables', region: 'eu-west-1' })
    expect((await run(['-P', 'p', '--token-file', '--', 'a'])).asked).toMatchObject({ tokenInFile: true })
  })

  it('says what is done with --verbose only', async () => {
    expect((await run(['p', '--verbose', '--', 'a'])).stderr).toBe('signet: a copy\n')
    expect((await run(['p', '--', 'a'])).stderr).toBe('')
  })

  it.each([
    ['-P p aws s3 ls', 'signet: Put -- before the command: signet exec -P p -- aws s3 ls\n'],
    [
      'p aws s3',
      'signet: Put -- before the command: signet exec p -- aws s3, or without a profile: signet exec -- p aws s3\n',
    ],
    ['-P p --', 'signet: Usage: signet exec -P NAME -- COMMAND [arguments]\n'],
    ['-P p', 'signet: Usage: signet exec -P NAME -- COMMAND [arguments]\n'],
    ['-P p q -- a', 'signet: Usage: signet exec -P NAME -- COMMAND [arguments]\n'],
    ['p q -- a', 'signet: Usage: signet exec -P NAME -- COMMAND [arguments]\n'],
    ['-p p -- a', 'signet: -p is not an option here. Did you mean --env?\n'],
    ['-P p --env --token-file -- a', 'signet: With --env there is no token to put into a file.\n'],
  ])('refuses %s, and says what to type', async (line, stderr) => {
    const refused = await run(line.split(' '))
    expect([refused.code, refused.became, refused.asked]).toEqual([2, undefined, undefined])
    if (!line.startsWith('-p')) expect(refused.stderr).toBe(stderr)
  })

  it('shows its help before -- and leaves --help after it to the command', async () => {
    expect((await run(['--help'])).stdout).toContain('-P, --profile NAME')
    expect((await run(['p', '--', 'aws', '--help'])).became?.argv).toEqual(['aws', '--help'])
  })
})
