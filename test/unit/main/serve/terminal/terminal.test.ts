import { describe, expect, it } from 'vitest'
import { SessionError, UnavailableError, VaultError } from '../../../../../main/kernel/errors.ts'
import type { LogFields } from '../../../../../main/kernel/ports/log.ts'
import { flag } from '../../../../../main/serve/terminal/arguments.ts'
import { terminal } from '../../../../../main/serve/terminal/terminal.ts'
import { verb } from '../../../../../main/serve/terminal/verb.ts'
import { FakeTerminal, terminalRequest } from '../../../../fakes/terminal-io.ts'

function scene(fails?: unknown) {
  const notes: [string, LogFields | undefined][] = []
  const run = async () => {
    if (fails !== undefined) throw fails
    return 0
  }
  const handle = terminal({
    verbs: [
      verb({
        name: 'login',
        summary: 'Sign in',
        options: { json: flag('as JSON') },
        details: ['More.'],
        run,
      }),
      verb({ name: 'credential-process', summary: 'Credentials', options: {}, run }),
      verb({
        name: 'ask',
        summary: 'Asks',
        options: {},
        run: async (_values, _words, { prompts, io }) => {
          io.out(prompts.ask ? 'somebody' : 'nobody')
          return 0
        },
      }),
    ],
    version: '1.2.3',
    log: { note: (event, fields) => notes.push([event, fields]) },
    now: () => 0,
  })
  const run2 = async (argv: string[], changes = {}) => {
    const io = new FakeTerminal()
    const code = await handle(terminalRequest(argv, changes), io)
    return { code, stdout: io.stdout, stderr: io.stderr }
  }
  return { handle, run: run2, notes }
}

describe('terminal', () => {
  it.each([[[]], [['help']], [['--help']], [['-h']]])('shows every verb for %j', async (argv) => {
    const { code, stdout } = await scene().run(argv)
    expect(code).toBe(0)
    expect(stdout).toContain('login               Sign in\n')
    expect(stdout).toContain('Exit codes: 0 done, 1 failed, 2 wrong usage, 3 sign-in needed')
  })

  it.each([[['help', 'login']], [['login', '--help']], [['login', '--json', '-h']]])(
    'explains a verb for %j',
    async (argv) => {
      const { code, stdout } = await scene().run(argv)
      expect(code).toBe(0)
      expect(stdout).toBe('Sign in\n\nUsage: signet login [options]\n\n  --json  as JSON\n\nMore.\n')
    },
  )

  it('tells its version', async () => {
    expect(await scene().run(['--version'])).toEqual({ code: 0, stdout: 'signet 1.2.3\n', stderr: '' })
  })

  it.each([
    [['logni'], 'signet: "logni" is not a command. Did you mean: signet login\n'],
    [['help', 'logni'], 'signet: "logni" is not a command. Did you mean: signet login\n'],
    [['__proto__'], 'signet: "__proto__" is not a command. See: signet help\n'],
    [['a\u001b[2Jb'], 'signet: "a?[2Jb" is not a command. See: signet help\n'],
    [['login', '--jsno'], 'signet: --jsno is not an option here. Did you mean --json?\n'],
  ])('refuses %j with exit code 2', async (argv, stderr) => {
    expect(await scene().run(argv)).toEqual({ code: 2, stdout: '', stderr })
  })

  it.each([
    [new SessionError('session-expired', 'Over.'), 3],
    [new VaultError('vault-locked', 'Locked.', 'unlock'), 4],
    [new UnavailableError('network-down', 'Down.'), 5],
    [new VaultError('vault-corrupt', 'Broken.'), 1],
  ])('gives a script an exit code to act on: %s', async (error, code) => {
    expect(await scene(error).run(['login'])).toEqual({
      code,
      stdout: '',
      stderr: `signet: ${error.message}\n`,
    })
  })

  it('keeps a message on one line for credential-process, whose words go into other tools’ errors', async () => {
    const error = new VaultError('vault-corrupt', 'One.\n  Two\u0007.')
    expect((await scene(error).run(['credential-process'])).stderr).toBe('signet: One. Two?.\n')
    expect((await scene(error).run(['login'])).stderr).toBe('signet: One.\n  Two?.\n')
  })

  it('shows a mistake of its own without its text, and logs the place without values (T23)', async () => {
    const { run, notes } = scene(new Error('the refresh token is CNRYsecret'))
    const { code, stderr } = await run(['login'])
    expect(code).toBe(1)
    expect(stderr).not.toContain('CNRY')
    expect(JSON.stringify(notes)).not.toContain('CNRY')
    expect(notes).toEqual([['internal', { place: expect.stringContaining('terminal.test.ts') }]])
  })

  it('ends quietly with 130 when the person pressed Ctrl-C', async () => {
    const { handle } = scene(new Error('aborted'))
    const io = new FakeTerminal()
    io.interrupt()
    expect([await handle(terminalRequest(['login']), io), io.stderr]).toEqual([130, ''])
  })

  it('has nobody to ask where stdin is no terminal', async () => {
    const isTerminal = { stdin: true, stdout: true, stderr: true }
    expect((await scene().run(['ask'])).stdout).toBe('nobody')
    expect((await scene().run(['ask'], { isTerminal })).stdout).toBe('somebody')
  })
})
