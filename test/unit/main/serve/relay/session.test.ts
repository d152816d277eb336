import { describe, expect, it } from 'vitest'
import { RelaySession } from '../../../../../main/serve/relay/session.ts'
import { FrameReader, wireLimits } from '../../../../../main/serve/relay/wire.ts'
import type { TerminalHandler } from '../../../../../main/serve/terminal/request.ts'
import { settle } from '../../../../fakes/fake-clock.ts'
import { frame, relayRequest } from '../../../../fakes/relay-frames.ts'

const request = (argv: string[], hello = '1 0.1.0') => relayRequest(argv, hello)

function scene(handle: TerminalHandler) {
  /** One entry a write. */
  const writes: string[][] = []
  let isEnded = false
  const session = new RelaySession(handle, {
    send: (frames) => {
      const read = new FrameReader(wireLimits.replyFrameInBytes).push(Buffer.concat(frames))
      writes.push(read.map(({ type, payload }) => `${type}${Buffer.from(payload)}`))
    },
    soon: (task) => void setImmediate(task),
    end: () => {
      isEnded = true
    },
    answered: () => Promise.resolve(),
  })
  return { session, writes, isEnded: () => isEnded }
}

describe('RelaySession', () => {
  it('answers in one write what was said in one go', async () => {
    const { session, writes } = scene(async ({ argv }, io) => {
      io.out(`${argv.join(' ')}\n`)
      io.err('note\n')
      return 3
    })
    session.receive(request(['a', 'b']))
    await settle()
    expect(writes).toEqual([['Oa b\n', 'Rnote\n', 'Z3']])
  })

  it('does not hold back what was said while the command goes on', async () => {
    const { session, writes } = scene(async (_request, io) => {
      io.out('first')
      await settle()
      io.out('second')
      return 0
    })
    session.receive(request([]))
    await settle()
    await settle()
    expect(writes).toEqual([['Ofirst'], ['Osecond', 'Z0']])
  })

  it('takes one request after the other, in pieces', async () => {
    const { session, writes } = scene(async ({ argv }, io) => {
      io.out(argv[0] ?? '')
      return 0
    })
    const steps: string[] = []
    for (const word of ['one', 'two']) {
      steps.push(session.step)
      for (const byte of request([word])) session.receive(Uint8Array.of(byte))
      steps.push(session.step)
      await settle()
    }
    session.receive(request([]).subarray(0, 2))
    steps.push(session.step)
    expect(writes).toEqual([
      ['Oone', 'Z0'],
      ['Otwo', 'Z0'],
    ])
    expect(steps).toEqual(['waiting', 'running', 'waiting', 'running', 'reading'])
  })

  it('does not take a second request before the first is answered', () => {
    const { session } = scene(() => new Promise(() => undefined))
    session.receive(request(['long']))
    expect(() => session.receive(request(['other']))).toThrow(
      expect.objectContaining({ code: 'frame-malformed' }),
    )
  })

  it('asks, and takes one answer', async () => {
    const { session, writes } = scene(async (_request, io) => {
      const first = await io.ask({ message: 'Code: ', secret: false })
      const second = await io.ask({ message: 'Passphrase: ', secret: true })
      io.out(`${first} ${second}`)
      return 0
    })
    session.receive(frame('I', '1before any question'))
    session.receive(request([]))
    await settle()
    session.receive(frame('I', '1one'))
    await settle()
    session.receive(frame('I', '0'))
    await settle()
    session.receive(frame('I', '1after the end'))
    expect(writes).toEqual([['Q0Code: '], ['Q1Passphrase: '], ['Oone undefined', 'Z0']])
  })

  it('ends a question with the command that asked it', async () => {
    let answer: Promise<string | undefined> = Promise.resolve('never')
    const { session, writes } = scene(async (_request, io) => {
      answer = io.ask({ message: 'Code: ', secret: false })
      await settle()
      return 0
    })
    session.receive(request([]))
    await settle()
    await settle()
    expect([await answer, writes]).toEqual([undefined, [['Q0Code: '], ['Z0']]])
  })

  it('has the relay hold a file while a question is open, and takes each answer for what it is (T26)', async () => {
    const seen: unknown[] = []
    const { session, writes } = scene(async (_request, io) => {
      const asked = io.ask({ message: 'Code: ', secret: false })
      seen.push(await io.hold?.('/run/one'))
      seen.push(await asked, await io.hold?.('/run/two'))
      return 0
    })
    session.receive(request([]))
    await settle()
    session.receive(frame('P', '1'))
    await settle()
    session.receive(frame('I', '1abc'))
    await settle()
    session.receive(frame('P', '0'))
    await settle()
    expect([seen, writes]).toEqual([
      [true, 'abc', false],
      [['Q0Code: ', 'P/run/one'], ['P/run/two'], ['Z0']],
    ])
  })

  it('knows of no file held by a relay that is gone, and takes no other word for it', async () => {
    const seen: unknown[] = []
    const { session } = scene(async (_request, io) => {
      seen.push(await io.hold?.('/run/one'), await io.hold?.('/run/two'))
      return 0
    })
    session.receive(request([]))
    await settle()
    expect(() => session.receive(frame('P', 'yes'))).toThrow('held must be 0 or 1')
    session.close()
    await settle()
    expect(seen).toEqual([false, false])
  })

  it('sends nothing after the relay was told what to become', async () => {
    const { session, writes, isEnded } = scene(async (_request, io) => {
      io.out('before')
      io.exec(['aws', 's3'], { A: '1' })
      io.out('after')
      expect(await io.ask({ message: '', secret: false })).toBeUndefined()
      return 1
    })
    session.receive(request([]))
    await settle()
    expect([writes, isEnded()]).toEqual([[['Obefore', 'X2\0aws\0s3\0A=1\0']], true])
  })

  it('calls a command off when its relay is gone (R30)', async () => {
    const seen: unknown[] = []
    const { session, writes } = scene(async (_request, io) => {
      io.signal.addEventListener('abort', () => seen.push('aborted'))
      seen.push(await io.ask({ message: 'Code: ', secret: false }))
      io.out('nobody reads this')
      return 0
    })
    session.receive(request([]))
    await settle()
    session.close()
    await settle()
    expect([seen, writes]).toEqual([
      ['aborted', undefined],
      [['Q0Code: '], ['Onobody reads this', 'Z0']],
    ])
  })

  it('says so when a command breaks, and nothing of how', async () => {
    const { session, writes } = scene(() => Promise.reject(new Error('CNRYsecret')))
    session.receive(request([]))
    await settle()
    expect(writes).toEqual([['RSignet made a mistake. The agent log has the place.\n', 'Z1']])
  })

  it('turns a relay of another version away, but lets it end this agent', async () => {
    const handled: string[] = []
    const { session, writes } = scene(async ({ argv }) => {
      handled.push(argv.join(' '))
      return 0
    })
    for (const argv of [['list'], ['agent', 'status'], ['agent', 'stop']]) {
      session.receive(request(argv, '2 9.0.0'))
      await settle()
    }
    const refusal = [
      'RThe running agent is of another version than this command. Restart it: signet agent stop\n',
      'Z1',
    ]
    expect([writes, handled]).toEqual([[refusal, refusal, ['Z0']], ['agent stop']])
  })
})
