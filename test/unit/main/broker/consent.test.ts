import { describe, expect, it } from 'vitest'
import { consentDesk } from '../../../../main/broker/consent.ts'
import { consentText } from '../../../../main/broker/consent-text.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

const question = {
  profile: 'prod',
  channel: 'credential-process',
  isProduction: true,
  consumer: { how: 'unknown' as const },
  canRemember: false,
}

function scene() {
  const clock = new FakeClock()
  return { clock, desk: consentDesk({ clock, random: new SeededRandom(3) }) }
}

describe('consentDesk', () => {
  it('lists what waits, tells who subscribed, and takes one answer for each', async () => {
    const { clock, desk } = scene()
    const heard: number[] = []
    const end = desk.subscribe((pending) => heard.push(pending.length))
    const verdicts = [desk.ask(question), desk.ask({ ...question, profile: 'dev', canRemember: true })]
    const [first, second] = desk.pending()
    expect(first).toEqual({
      ...question,
      id: expect.stringMatching(/^[a-z2-9]{4}$/),
      askedAt: clock.now(),
      until: clock.now() + 45_000,
    })
    expect(desk.answer('none', { answer: 'yes', remember: true })).toBe(false)
    expect(desk.answer(first?.id ?? '', { answer: 'yes', remember: true })).toBe(true)
    expect(desk.answer(first?.id ?? '', { answer: 'yes', remember: true })).toBe(false)
    expect(desk.answer(second?.id.toUpperCase() ?? '', { answer: 'yes', remember: true })).toBe(true)
    expect(await Promise.all(verdicts)).toEqual([
      { kind: 'yes', remember: false, by: undefined },
      { kind: 'yes', remember: true, by: undefined },
    ])
    end()
    void desk.ask(question)
    expect(heard).toEqual([1, 2, 1, 0])
  })

  it('is called off with whoever asked, and leaves no timer', async () => {
    const { clock, desk } = scene()
    const gone = new AbortController()
    const verdict = desk.ask(question, gone.signal)
    gone.abort()
    expect([await verdict, await desk.ask(question, gone.signal)]).toEqual([
      { kind: 'called-off' },
      { kind: 'called-off' },
    ])
    expect([desk.pending(), clock.scheduled]).toEqual([[], 0])
  })

  it('lets no program fill the memory with questions (T27)', async () => {
    const { desk } = scene()
    for (let count = 0; count < 32; count += 1) void desk.ask(question)
    expect(await desk.ask(question)).toEqual({ kind: 'crowded' })
    expect(desk.pending()).toHaveLength(32)
  })
})

describe('consentText', () => {
  it('says what was checked and how, and never that anything is safe (T26)', () => {
    const program = { pid: 30, exe: '/usr/bin/python3.11', script: '/usr/bin/aws' }
    const texts = (['verified', 'claimed', 'refuted', 'unknown'] as const).map((how) =>
      consentText({ ...question, consumer: { how, program, parent: { pid: 20 } } }),
    )
    expect(texts[0]).toEqual([
      'A program asks for credentials of profile "prod", a production profile.',
      '  program    /usr/bin/python3.11 running /usr/bin/aws (its own word), pid 30',
      '  run by     a program whose file is not shown, pid 20',
      '  terminal   none',
      '  by way of  credential-process',
      '  checked    the system says that pid 30 started the command that asks. What that program does was not checked.',
    ])
    expect(new Set(texts.map((lines) => lines.at(-1))).size).toBe(4)
    expect(texts.flat().join(' ')).not.toMatch(/\b(safe|trusted|secure)\b/i)
    expect(consentText(question)[1]).toBe('  program    not known')
  })
})
