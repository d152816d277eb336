import { describe, expect, it } from 'vitest'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import {
  credentialProcess,
  encodeProcessCredentials,
} from '../../../../../../main/serve/terminal/verbs/credential-process.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const credentials = {
  accessKeyId: 'ASIAEXAMPLE',
  secretAccessKey: 'secret',
  sessionToken: 'token',
  expiration: Date.parse('2026-01-02T03:19:05.999Z'),
  accountId: '111122223333',
}

describe('encodeProcessCredentials', () => {
  it('writes the contract: Version as a number, whole seconds rounded down, one line', () => {
    expect(encodeProcessCredentials(credentials)).toBe(
      '{"Version":1,"AccessKeyId":"ASIAEXAMPLE","SecretAccessKey":"secret","SessionToken":"token","Expiration":"2026-01-02T03:19:05Z","AccountId":"111122223333"}\n',
    )
  })
})

describe('credentialProcess', () => {
  const run = async (...argv: string[]) => {
    const io = new FakeTerminal()
    const handle = terminal({
      verbs: [
        credentialProcess(
          async (profile) => ({ ...credentials, accessKeyId: profile }),
          async () => 'chosen',
        ),
      ],
      version: '1',
      log: { note: () => undefined },
      now: () => 0,
    })
    return { code: await handle(terminalRequest(['credential-process', ...argv]), io), io }
  }

  it.each([[[]], [['--profile', 'a', 'b']], [['--profile', 'a', '--default']]])(
    'refuses %j with nothing on stdout',
    async (argv) => {
      const { code, io } = await run(...argv)
      expect([code, io.stdout]).toEqual([2, ''])
      expect(io.stderr.trimEnd().split('\n')).toHaveLength(1)
    },
  )

  it('answers with one object', async () => {
    const { code, io } = await run('--profile', 'a')
    expect([code, JSON.parse(io.stdout).Version, io.stderr]).toEqual([0, 1, ''])
  })

  it('gives the credentials of whichever profile is the default', async () => {
    const { code, io } = await run('--default')
    expect([code, JSON.parse(io.stdout).AccessKeyId]).toEqual([0, 'chosen'])
  })
})
