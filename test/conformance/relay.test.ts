/** What a relay does with a call: one table for the Rust relay and the Node relay. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { encodeFrame, relayEnvironmentNames } from '../../main/serve/relay/wire.ts'
import { encodeExec } from '../../main/serve/relay/wire-reply.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { relayEnvironment, relays, runRelay } from '../fakes/relays.ts'
import { ScriptedAgent } from '../fakes/scripted-agent.ts'
import { atTerminal, hasTerminal } from '../fakes/terminal.ts'

for (const relay of relays()) {
  const isAbsent = relay.command.length === 0
  const why = isAbsent ? ` (skipped: ${relay.whyNot})` : ''
  const noTerminal = { skip: !hasTerminal }
  const needsTerminal = hasTerminal ? '' : ' (skipped: there is no python3)'

  describe.skipIf(isAbsent)(`the ${relay.name} relay${why}`, () => {
    let agent: ScriptedAgent
    beforeEach(async () => {
      agent = await ScriptedAgent.start()
    })
    afterEach(() => agent.stop())
    const run = (args: string[], options: Partial<Parameters<typeof runRelay>[2]> = {}) =>
      runRelay(relay, args, { home: agent.home, ...options })

    it('sends arguments, folder, terminals and itself', async () => {
      await run(['a', '', 'ü 日本', '--x=1'], { spawn: { cwd: '/usr' } })
      expect(
        agent.calls.map(({ protocol, request }) => ({
          ...{ protocol, ...request },
          ...{ env: undefined, process: undefined },
        })),
      ).toEqual([
        {
          protocol: 1,
          argv: ['a', '', 'ü 日本', '--x=1'],
          cwd: '/usr',
          env: undefined,
          isTerminal: { stdin: false, stdout: false, stderr: false },
          self: relay.command,
        },
      ])
      const hello = agent.calls[0]?.frames[0]
      expect(Buffer.from(hello?.payload ?? []).toString()).toMatch(`1 ${packageJson.version} `)
    })

    it('sends all allowed names of its environment, and no other', async () => {
      const allowed = Object.fromEntries(
        [...relayEnvironmentNames].map((name) => [name, `value of ${name}=`]),
      )
      const env = { ...allowed, AWS_SECRET_ACCESS_KEY: 'no', AWS_SESSION_TOKEN: 'no', GITHUB_TOKEN: 'no' }
      await run([], { env })
      const sent = agent.calls[0]?.frames.filter((frame) => frame.type === 'E') ?? []
      expect(Object.fromEntries(sent.map(({ payload }) => split(Buffer.from(payload).toString())))).toEqual(
        allowed,
      )
    })

    it('passes on both outputs byte for byte, and the exit code', async () => {
      const bytes = Buffer.from(Array.from({ length: 256 }, (_, index) => index))
      agent.does((call) => {
        call.send('O', bytes)
        call.send('R', 'note\n')
        call.send('O', bytes)
        call.send('Z', '42')
      })
      const { code, out, err } = await run([])
      expect({ code, out: out.toString('hex'), err }).toEqual({
        code: 42,
        out: Buffer.concat([bytes, bytes]).toString('hex'),
        err: 'note\n',
      })
    })

    it('takes a frame of 1 MiB, and frames cut anywhere', async () => {
      const big = Buffer.alloc(1024 * 1024, 'm')
      agent.does(async (call) => {
        call.send('O', big)
        for (const byte of [
          ...encodeFrame('O', Buffer.from('slow')),
          ...encodeFrame('Z', Buffer.from('0')),
        ]) {
          call.socket.write(Uint8Array.of(byte))
          await new Promise((resolve) => setImmediate(resolve))
        }
      })
      const { code, out } = await run([])
      expect({ code, isSame: out.equals(Buffer.concat([big, Buffer.from('slow')])) }).toEqual({
        code: 0,
        isSame: true,
      })
    })

    it('answers "none" when there is nobody to ask', async () => {
      agent.does(async (call) => {
        call.send('Q', '0Code: ')
        const answer = await call.next()
        call.send('O', `${answer.type}${Buffer.from(answer.payload)}`)
        call.send('Z', '0')
      })
      const { out, err } = await run(['sign-in'])
      expect({ out: out.toString(), err }).toEqual({ out: 'I0', err: '' })
    })

    it(`never asks for a tool, not even at a terminal${needsTerminal}`, noTerminal, async () => {
      agent.does(async (call) => {
        call.send('Q', '0Code: ')
        call.send('O', Buffer.from((await call.next()).payload))
        call.send('Z', '0')
      })
      const seen = await atTerminal(relay, ['credential-process'], [], { home: agent.home })
      expect(seen).toEqual({ transcript: '0', code: 0, showed: [true] })
    })

    it('asks at the terminal', {
      skip: !hasTerminal,
    }, async () => {
      agent.does(async (call) => {
        call.send('Q', '0Code: ')
        call.send(
          'O',
          `${Buffer.from((await call.next()).payload)} ${JSON.stringify(call.request.isTerminal)}`,
        )
        call.send('Z', '5')
      })
      const seen = await atTerminal(relay, ['sign-in'], [{ expect: 'Code: ', send: 'ab cd\n' }], {
        home: agent.home,
      })
      expect(seen).toEqual({
        transcript: 'Code: ab cd\r\n1ab cd {"stdin":true,"stdout":true,"stderr":true}',
        code: 5,
        showed: [true, true],
      })
    })

    it(
      `does not show a secret, and shows again what comes after (T23)${needsTerminal}`,
      noTerminal,
      async () => {
        let answer = ''
        agent.does(async (call) => {
          call.send('Q', '1Passphrase: ')
          answer = Buffer.from((await call.next()).payload).toString()
          call.send('Z', '0')
        })
        const seen = await atTerminal(relay, ['unlock'], [{ expect: 'Passphrase: ', send: 'hunter2ü\n' }], {
          home: agent.home,
        })
        expect({ answer, ...seen }).toEqual({
          answer: '1hunter2ü',
          transcript: 'Passphrase: \r\n',
          code: 0,
          showed: [false, true],
        })
      },
    )

    const endings = [
      { how: 'the key', step: { expect: ': ', send: '\x03' } },
      { how: 'the signal', step: { expect: ': ', signal: 'INT' } },
      { how: 'the end of the session', step: { expect: ': ', signal: 'TERM' } },
    ]
    it.each(endings)(
      'gives the terminal back when $how interrupts a secret',
      noTerminal,
      async ({ step }) => {
        let isGone: Promise<unknown> = Promise.resolve()
        agent.does((call) => {
          isGone = once(call.socket, 'close')
          call.send('Q', '1Passphrase: ')
        })
        const seen = await atTerminal(relay, ['unlock'], [step], { home: agent.home })
        await isGone
        expect(seen.showed).toEqual([false, true])
        expect(seen.code).not.toBe(0)
      },
    )

    it(`stops asking when the agent no longer needs to know${needsTerminal}`, noTerminal, async () => {
      agent.does((call) => {
        call.send('Q', '1Code: ')
        setTimeout(() => {
          call.send('O', 'came by another way')
          call.send('Z', '0')
        }, 200)
      })
      const seen = await atTerminal(relay, ['sign-in'], [], { home: agent.home })
      expect(seen).toEqual({ transcript: 'Code: \r\ncame by another way', code: 0, showed: [true] })
    })

    it('becomes the program it is told, with the variables added', async () => {
      const script = 'printf "%s|" "$0" "$@" "$ADDED" "$HOME"; read line; echo "$line"; exit 9'
      agent.does((call) => {
        call.socket.end(encodeExec(['/bin/sh', '-c', script, 'a', 'b c', ''], { ADDED: 'x=y' }))
      })
      const [program = '', ...words] = relay.command
      const child = spawn(program, words, { env: relayEnvironment({ home: agent.home }) })
      child.stdin.end('from standard input\n')
      let out = ''
      child.stdout.on('data', (chunk: Buffer) => {
        out += chunk.toString()
      })
      const [code] = await once(child, 'close')
      expect({ code, out }).toEqual({ code: 9, out: `a|b c||x=y|${agent.home}|from standard input\n` })
    })

    it('ends as the program it became, by a signal too', async () => {
      agent.does((call) => void call.socket.end(encodeExec(['/bin/sh', '-c', 'kill -TERM $$'], {})))
      expect(await run([])).toMatchObject({ code: null, signal: 'SIGTERM' })
    })

    it('says which program is not there', async () => {
      agent.does((call) => void call.socket.end(encodeExec(['no-such-program'], {})))
      const { code, err } = await run([])
      expect({ code, err }).toEqual({
        code: 127,
        err: expect.stringMatching(/^signet: "no-such-program" cannot be run: .*\n$/),
      })
    })

    it('ends quietly when its reader has gone', async () => {
      agent.does((call) => {
        for (let index = 0; index < 20; index += 1) call.send('O', Buffer.alloc(100_000, 'x'))
        call.send('Z', '0')
      })
      const command = relay.command.map((word) => `'${word}'`).join(' ')
      const child = spawn('/bin/bash', ['-c', `${command} list | head -c 3; echo " \${PIPESTATUS[0]}"`], {
        env: relayEnvironment({ home: agent.home }),
      })
      let text = ''
      child.stdout.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      child.stderr.on('data', (chunk: Buffer) => {
        text += chunk.toString()
      })
      await once(child, 'close')
      expect(text).toBe('xxx 141\n')
    })

    it('comes again when the agent has no room', async () => {
      let turns = 0
      agent.does((call) => {
        turns += 1
        if (turns < 4) call.socket.end(encodeFrame('B', new Uint8Array(0)))
        else call.send('Z', '0')
      })
      expect(await run(['list'])).toMatchObject({ code: 0, err: '' })
      expect(turns).toBe(4)
    })

    it('asks again for credentials when the agent ends before a word', async () => {
      let turns = 0
      agent.does((call) => {
        turns += 1
        if (turns === 1) call.socket.destroy()
        else call.send('Z', '0')
      })
      expect(await run(['credential-process'])).toMatchObject({ code: 0, err: '' })
      expect(turns).toBe(2)
    })

    it('repeats a command that the dying agent had not read', async () => {
      let turns = 0
      agent.greets((socket) => {
        turns += 1
        if (turns === 1) setTimeout(() => socket.destroy(), 100)
        return turns > 1
      })
      expect(await run(['sign-out'])).toMatchObject({ code: 0, err: '' })
      expect({ turns, calls: agent.calls.length }).toEqual({ turns: 2, calls: 1 })
    })

    it('does not repeat any other command', async () => {
      agent.does((call) => void call.socket.destroy())
      const { code, err } = await run(['sign-out'])
      expect({ code, err, turns: agent.calls.length }).toEqual({
        code: 1,
        err: 'signet: The agent ended before its answer was complete. Run the command again.\n',
        turns: 1,
      })
    })

    it('says so when the agent ends in mid-answer', async () => {
      agent.does((call) => {
        call.send('O', 'half')
        call.socket.end(encodeFrame('O', Buffer.from('never whole')).subarray(0, 8))
      })
      const { code, out, err } = await run(['credential-process'])
      expect({ code, out: out.toString(), err }).toEqual({
        code: 1,
        out: 'half',
        err: 'signet: The agent ended before its answer was complete. Run the command again.\n',
      })
    })

    const garbage = {
      'an unknown frame': encodeFrame('?', new Uint8Array(3)),
      'a frame over 1 MiB': Uint8Array.of(0, 16, 0, 1, 79),
      'another protocol': Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n'),
      'an exit code that is none': encodeFrame('Z', Buffer.from('zero')),
      'a program that is none': encodeFrame('X', Buffer.from('2\0one\0')),
      'a question without a kind': encodeFrame('Q', new Uint8Array(0)),
    }
    it.each(Object.entries(garbage))('does not take %s for an answer', async (_name, bytes) => {
      agent.does((call) => void call.socket.write(bytes))
      const { code, out, err } = await run(['credential-process'])
      expect({ code, out: out.toString(), err }).toEqual({
        code: 1,
        out: '',
        err: "signet: The agent's answer was not understood. Restart it: signet agent stop\n",
      })
    })

    it('refuses what is not UTF-8, by its place', async () => {
      const command = relay.command.map((word) => `'${word}'`).join(' ')
      const refusals = [`${command} fine $'\\xff\\xfe'`, `AWS_PROFILE=$'\\xff' ${command} fine`].map(
        async (line) => {
          const child = spawn('/bin/bash', ['-c', line], { env: relayEnvironment({ home: agent.home }) })
          let err = ''
          child.stderr.on('data', (chunk: Buffer) => {
            err += chunk.toString()
          })
          const [code] = await once(child, 'close')
          return { code, err }
        },
      )
      expect(await Promise.all(refusals)).toEqual([
        { code: 2, err: 'signet: Argument 2 is not UTF-8 text.\n' },
        { code: 2, err: 'signet: AWS_PROFILE is not UTF-8 text.\n' },
      ])
      expect(agent.calls).toEqual([])
    })

    it('refuses a request that the agent would not take', async () => {
      const err = 'signet: The command line is too long. An argument may have 64 KiB, all together 256 KiB.\n'
      const tooLong = await run(['x'.repeat(64 * 1024 + 1)])
      const tooMany = await run(Array.from({ length: 5 }, () => 'y'.repeat(60_000)))
      expect([tooLong, tooMany].map(({ code, err }) => ({ code, err }))).toEqual([
        { code: 2, err },
        { code: 2, err },
      ])
      const just = await run(Array.from({ length: 3 }, () => 'z'.repeat(64 * 1024)))
      expect(just).toMatchObject({ code: 0, err: '' })
    })

    it('serves a tool in a folder that was removed', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'signet-gone-'))
      const line = `cd '${folder}' && rmdir '${folder}' && exec ${relay.command.map((word) => `'${word}'`).join(' ')}`
      const child = spawn('/bin/sh', ['-c', line], {
        env: relayEnvironment({ home: agent.home }),
        stdio: 'ignore',
      })
      const [code] = await once(child, 'close')
      expect({ code, cwd: agent.calls[0]?.request.cwd }).toEqual({ code: 0, cwd: '/' })
    })

    it('needs an absolute home', async () => {
      const relative = await run([], { env: { SIGNET_HOME: 'relative' } })
      const none = await run([], { env: { SIGNET_HOME: '', HOME: 'x', XDG_STATE_HOME: 'y' } })
      expect([relative, none].map(({ code, err }) => ({ code, err }))).toEqual([
        { code: 1, err: 'signet: SIGNET_HOME must be an absolute path. It is "relative".\n' },
        { code: 1, err: 'signet: HOME is not set to an absolute path. Set HOME or SIGNET_HOME.\n' },
      ])
    })

    it('runs an agent in the foreground, in its own place', async () => {
      const launched = join(agent.home, 'agent')
      writeFileSync(launched, '#!/bin/sh\necho "agent $*"; exit 6\n')
      chmodSync(launched, 0o700)
      writeFileSync(join(agent.home, 'state', 'launch'), `${launched}\nwith words\n`, { mode: 0o600 })
      const { code, out } = await run(['agent', 'run', '--verbose'])
      expect({ code, out: out.toString() }).toEqual({ code: 6, out: 'agent with words run --verbose\n' })
      rmSync(launched)
    })
  })
}

function split(pair: string): [string, string] {
  const sign = pair.indexOf('=')
  return [pair.slice(0, sign), pair.slice(sign + 1)]
}
