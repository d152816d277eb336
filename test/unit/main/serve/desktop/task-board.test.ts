import { describe, expect, it } from 'vitest'
import { InputError } from '../../../../../main/kernel/errors.ts'
import { TaskBoard } from '../../../../../main/serve/desktop/task-board.ts'

function board() {
  let ids = 0
  const noted: unknown[] = []
  const tasks = new TaskBoard({
    uuid: () => `id-${++ids}`,
    now: () => 1_000,
    log: { note: (event, fields) => noted.push({ event, ...fields }) },
    onChange: () => undefined,
  })
  const only = () => {
    const [view] = tasks.views()
    if (view === undefined) throw new Error('no task')
    return view
  }
  return { tasks, only, noted }
}

const soon = () => new Promise((resolve) => setImmediate(resolve))

describe('TaskBoard', () => {
  it('asks the window, and goes on with its answer', async () => {
    const { tasks, only } = board()
    const answers: unknown[] = []
    const id = tasks.start({
      kind: 'change',
      title: 'Change it',
      async work({ prompts }) {
        prompts.tell?.('Read this.')
        answers.push(await prompts.ask?.({ message: 'Sure?', secret: true }))
        return { summary: ['Changed.'] }
      },
    })
    const { question } = only()
    expect(question).toEqual({ id: expect.any(String), message: 'Sure?', isSecret: true })
    tasks.answer(id, 'an older question', 'no')
    expect(answers).toEqual([])
    tasks.answer(id, question?.id ?? '', 'yes')
    await soon()
    expect(answers).toEqual(['yes'])
    expect(only()).toMatchObject({
      notes: ['Read this.'],
      question: null,
      outcome: { kind: 'done', summary: ['Changed.'], diff: [] },
    })
  })

  it('ends what was cancelled, even while it asks, and does not call that a failure', async () => {
    const { tasks, only, noted } = board()
    const id = tasks.start({
      kind: 'sign-in',
      title: 'Sign in',
      async work({ prompts, signal }) {
        await prompts.ask?.({ message: 'Code', secret: false })
        signal.throwIfAborted()
        return { summary: [] }
      },
    })
    tasks.cancel(id)
    await soon()
    expect(only().outcome).toEqual({ kind: 'cancelled' })
    expect(noted).toEqual([])
  })

  it('shows an error of the house as it is, and of a mistake only that there was one (T23)', async () => {
    const { tasks, noted } = board()
    const fail = (error: Error) =>
      tasks.start({ kind: 'change', title: 'x', work: () => Promise.reject(error) })
    fail(new InputError('profile-unknown', 'There is no such profile.'))
    fail(new Error('canary-secret'))
    await soon()
    expect(tasks.views().map(({ outcome }) => outcome)).toEqual([
      {
        kind: 'failed',
        error: { code: 'profile-unknown', message: 'There is no such profile.', remedy: 'fix-config' },
      },
      { kind: 'failed', error: expect.objectContaining({ code: 'internal' }) },
    ])
    expect(JSON.stringify([tasks.views(), noted])).not.toContain('canary-secret')
    expect(noted).toEqual([expect.objectContaining({ event: 'internal' })])
  })

  it('keeps ended tasks until they are dismissed, but only so many, and refuses a flood (T27)', async () => {
    const { tasks } = board()
    for (let count = 0; count < 40; count += 1) {
      tasks.start({ kind: 'change', title: `${count}`, work: async () => ({ summary: [] }) })
      await soon()
    }
    expect(tasks.views().length).toBeLessThanOrEqual(21)
    const started = () =>
      tasks.start({ kind: 'change', title: 'long', work: () => new Promise(() => undefined) })
    const last = Array.from({ length: 16 }, started).at(-1) ?? ''
    expect(started).toThrow('Too much is under way')
    tasks.dismiss(last)
    expect(tasks.views().some(({ id }) => id === last)).toBe(true)
  })
})
