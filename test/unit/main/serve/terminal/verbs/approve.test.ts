import { describe, expect, it } from 'vitest'
import { answerConsent } from '../../../../../../main/actions/activity/answer-consent.ts'
import { followActivity } from '../../../../../../main/actions/activity/follow-activity.ts'
import type { TerminalRequest } from '../../../../../../main/serve/terminal/request.ts'
import { terminal } from '../../../../../../main/serve/terminal/terminal.ts'
import { activity } from '../../../../../../main/serve/terminal/verbs/activity.ts'
import { approve } from '../../../../../../main/serve/terminal/verbs/approve.ts'
import type { ActivityView } from '../../../../../../preload/contract/activity-views.ts'
import { settle } from '../../../../../fakes/fake-clock.ts'
import { GrantsScene } from '../../../../../fakes/grants-scene.ts'
import { FakeTerminal, terminalRequest } from '../../../../../fakes/terminal-io.ts'

const isTerminal = { stdin: true, stdout: true, stderr: true }

function scene() {
  const broker = new GrantsScene()
  broker.policies.prod = { use: 'ask' }
  const listeners = new Set<(view: ActivityView) => void>()
  const consent = answerConsent({ consent: broker.desk, attest: broker })
  const verbs = [
    approve(consent),
    activity({
      answerConsent: consent,
      readActivity: async () => ({ lines: [], health: { fault: null, waiting: 0, dropped: 0 } }),
      verifyActivity: async () => ({ isIntact: true, lines: 0, first: null, last: null, findings: [] }),
      followActivity: followActivity({
        consent: broker.desk,
        activity: {
          subscribe: (listener) => {
            listeners.add(listener)
            return () => listeners.delete(listener)
          },
        },
      }),
    }),
  ]
  const handle = terminal({ verbs, version: '0', log: broker.log, now: () => broker.clock.now() })
  const run = async (
    argv: string[],
    answers: string[] = [],
    changes: Partial<TerminalRequest> = { isTerminal },
  ) => {
    const io = new FakeTerminal()
    io.answers = answers
    const code = await handle(terminalRequest(argv, changes), io)
    return { code, out: io.stdout, err: io.stderr }
  }
  const tell = (view: Partial<ActivityView>) => {
    for (const listener of listeners) listener({ seq: 1, time: 0, event: 'served', ...view })
  }
  return { broker, run, handle, tell, listeners }
}

describe('signet approve', () => {
  it('says so when nothing waits', async () => {
    const { run } = scene()
    expect(await run(['approve'])).toEqual({ code: 0, out: 'No program waits for your word.\n', err: '' })
    expect((await run(['approve', '--once'])).err).toContain('No program waits')
    expect((await run(['approve', '--json'])).out).toBe('[]\n')
  })

  it('shows what waits, one after the other, and takes an answer to each', async () => {
    const { broker, run } = scene()
    const asked = [broker.issue(40), broker.issue(41)]
    await settle()
    expect(await run(['approve'], ['what?', 'y', 'n'])).toMatchObject({
      code: 0,
      out: 'Approved.\nDenied.\n',
    })
    expect(await Promise.all(asked)).toEqual(['ASIAprod', 'consent-denied'])
  })

  it('lists what waits where nobody can be asked', async () => {
    const { broker, run } = scene()
    void broker.issue(40)
    await settle()
    const { out } = await run(['approve'], [], {})
    expect(out).toContain('45 s left\nA program asks for credentials of profile "prod".\n')
    expect(broker.desk.pending()).toHaveLength(1)
  })

  it('answers the one that is named, or the only one', async () => {
    const { broker, run } = scene()
    const asked = [broker.issue(40), broker.issue(41)]
    await settle()
    const [first] = broker.desk.pending()
    expect((await run(['approve', '--deny'])).err).toContain('Several wait. Name one:')
    expect((await run(['approve', first?.id ?? '', '--once'])).out).toContain('Approved, once.\n')
    expect((await run(['approve', '--deny'])).out).toContain('Denied.\n')
    expect(await Promise.all(asked)).toEqual(['ASIAprod', 'consent-denied'])
    expect((await run(['approve', 'zzzz'])).code).toBe(1)
    expect((await run(['approve', 'a', 'b'])).code).toBe(2)
    expect((await run(['approve', '--once', '--deny'])).code).toBe(2)
  })
})

describe('signet activity --follow', () => {
  const following = (argv: string[], changes: Partial<TerminalRequest> = { isTerminal }) => {
    const parts = scene()
    const io = new FakeTerminal()
    const questions: { message: string; answer: (line: string | undefined) => void }[] = []
    io.ask = (question?: { message: string }) =>
      new Promise((answer) => questions.push({ message: question?.message ?? '', answer }))
    const code = parts.handle(terminalRequest(['activity', '--follow', ...argv], changes), io)
    return { ...parts, io, questions, code }
  }

  it('holds lines back while a person reads a question', async () => {
    const { broker, io, questions, tell } = following([])
    await settle()
    tell({ profile: 'first' })
    const asked = broker.issue(40)
    await settle()
    tell({ profile: 'second' })
    expect([io.stdout.includes('first'), io.stdout.includes('second')]).toEqual([true, false])
    expect(questions[0]?.message).toContain('Give them? [y]es, [o]nce or [n]o, within 45 s: ')
    questions[0]?.answer('o')
    expect(await asked).toBe('ASIAprod')
    await settle()
    expect(io.stdout).toContain('second')
  })

  it('asks one after the other, and lets go of one that is over', async () => {
    const { broker, io, questions } = following([])
    const asked = [broker.issue(40), broker.issue(41)]
    await settle()
    expect(questions).toHaveLength(1)
    await broker.clock.advance(45_000)
    expect(await Promise.all(asked)).toEqual(['consent-denied', 'consent-denied'])
    expect(io.stdout).toContain('That question is over.')
    questions[0]?.answer('y')
    await settle()
    expect(broker.events().filter((event) => event.startsWith('approved'))).toEqual([])
  })

  it('only tells of a question where nobody can be asked, and in JSON', async () => {
    const plain = following([], {})
    const json = following(['--json'])
    void plain.broker.issue(40)
    void json.broker.issue(40)
    await settle()
    expect(plain.io.stdout).toMatch(
      /^Profile prod asks first\. Answer at a terminal: signet approve [a-z2-9]{4}\n$/,
    )
    expect(JSON.parse(json.io.stdout)).toMatchObject({ question: { profile: 'prod' } })
    expect([plain.questions, json.questions]).toEqual([[], []])
  })

  it('ends with its relay, and leaves nobody to tell', async () => {
    const { io, code, listeners, tell } = following(['--profile', 'prod'])
    await settle()
    tell({ profile: 'dev' })
    tell({ profile: 'prod' })
    expect(io.stdout.trim().split('\n')).toHaveLength(1)
    io.interrupt()
    expect([await code, listeners.size]).toEqual([130, 0])
  })
})
