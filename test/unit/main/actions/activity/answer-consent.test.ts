import { describe, expect, it } from 'vitest'
import { answerConsent } from '../../../../../main/actions/activity/answer-consent.ts'
import { confirmTyped } from '../../../../../main/actions/confirm-typed.ts'
import { AppError } from '../../../../../main/kernel/errors.ts'
import { settle } from '../../../../fakes/fake-clock.ts'
import { GrantsScene } from '../../../../fakes/grants-scene.ts'
import { ScriptedPrompts } from '../../../../fakes/scripted-prompts.ts'

async function waiting() {
  const scene = new GrantsScene()
  scene.policies.prod = { use: 'ask' }
  const asked = scene.issue(40)
  await settle()
  const [question] = scene.desk.pending()
  const consent = answerConsent({ consent: scene.desk, attest: scene })
  const outcome = async (request: Partial<Parameters<typeof consent.answer>[0]>, prompts = {}) => {
    const whole = { id: question?.id ?? '', answer: 'yes', remember: true, ...request } as const
    return consent.answer(whole, prompts).then(
      () => 'answered',
      (thrown) => (thrown instanceof AppError ? thrown.code : String(thrown)),
    )
  }
  return { scene, asked, outcome }
}

const atTerminal = () => new ScriptedPrompts()

describe('answerConsent', () => {
  it('takes a yes from a terminal, and writes down whose it was', async () => {
    const { scene, asked, outcome } = await waiting()
    expect(await outcome({ consumer: scene.relay(42) }, atTerminal())).toBe('answered')
    expect(await asked).toBe('ASIAprod')
    expect(scene.entries.find(({ event }) => event === 'approved')).toMatchObject({
      by: { how: 'verified', programs: [{ executable: '/usr/bin/bash' }] },
    })
  })

  it('takes no yes from a program without a terminal, nor from one that lies about itself (T26)', async () => {
    const { scene, outcome } = await waiting()
    expect(await outcome({ consumer: scene.relay(42) })).toBe('consent-denied')
    scene.processes.add({ pid: 43, executable: '/usr/bin/signet', parentPid: 31, terminal: undefined })
    expect(await outcome({ consumer: scene.relay(43) }, atTerminal())).toBe('consent-denied')
    const liar = { ...scene.relay(42), hold: scene.processes.holdAs(43) }
    expect(await outcome({ consumer: liar }, atTerminal())).toBe('consent-denied')
    expect(scene.desk.pending()).toHaveLength(1)
  })

  it('takes a no from anywhere', async () => {
    const { scene, asked, outcome } = await waiting()
    expect(await outcome({ answer: 'no', consumer: scene.relay(42) })).toBe('answered')
    expect(await asked).toBe('consent-denied')
  })

  it('says so when a question waits no more', async () => {
    const { scene, outcome } = await waiting()
    expect(await outcome({ id: 'zzzz' }, atTerminal())).toBe('not-found')
    await scene.clock.advance(45_000)
    expect(await outcome({}, atTerminal())).toBe('not-found')
  })
})

describe('confirmTyped', () => {
  it('goes on for the name itself and for nothing else', async () => {
    const typed = (answer: string | undefined) =>
      confirmTyped(new ScriptedPrompts(answer), 'prod', 'Sure.').then(
        () => 'goes on',
        (thrown) => (thrown instanceof AppError ? thrown.code : String(thrown)),
      )
    expect(await Promise.all([' prod ', 'prod', 'Prod', 'yes', '', undefined].map(typed))).toEqual([
      'goes on',
      'goes on',
      ...Array.from({ length: 4 }, () => 'consent-denied'),
    ])
    await expect(confirmTyped({}, 'prod', 'Sure.')).rejects.toThrow('nobody can be asked here')
  })
})
