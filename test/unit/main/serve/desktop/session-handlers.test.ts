import { describe, expect, it } from 'vitest'
import type { Prompts } from '../../../../../main/kernel/ports/prompts.ts'
import { accountHandlers } from '../../../../../main/serve/desktop/account-handlers.ts'
import type { WindowContext } from '../../../../../main/serve/desktop/handlers.ts'
import { sessionHandlers } from '../../../../../main/serve/desktop/session-handlers.ts'
import { TaskBoard } from '../../../../../main/serve/desktop/task-board.ts'

const context = { signal: new AbortController().signal } as WindowContext

function board(): TaskBoard {
  let ids = 0
  return new TaskBoard({
    uuid: () => `id-${++ids}`,
    now: () => 1_000,
    log: { note: () => undefined },
    onChange: () => undefined,
  })
}

const soon = () => new Promise((resolve) => setImmediate(resolve))

describe('vault.unlock', () => {
  /** A door that asks for a passphrase, with what was wrong before. */
  function door() {
    const tasks = board()
    const unlock = async ({ ask }: Prompts) => {
      const question = { message: 'Passphrase: ', secret: true, topic: 'passphrase' } as const
      let answer = await ask?.(question)
      while (answer === 'wrong') answer = await ask?.({ ...question, problem: 'passphrase-wrong' })
      if (answer === undefined) throw new Error('turned away')
    }
    const needs = { tasks, door: { unlock } } as unknown as Parameters<typeof sessionHandlers>[0]
    const press = async () => (await sessionHandlers(needs)['vault.unlock']({}, context)).task
    return { tasks, press, view: (id: string) => tasks.views().find((each) => each.id === id) }
  }

  it('is one task however often it is pressed, and another one after its end', async () => {
    const { tasks, press, view } = door()
    const first = await press()
    expect([await press(), tasks.views().length]).toEqual([first, 1])
    tasks.answer(first, view(first)?.question?.id ?? '', 'right')
    await soon()
    expect(view(first)?.outcome?.kind).toBe('done')
    const second = await press()
    expect(second).not.toBe(first)
    tasks.cancel(second)
    await soon()
    expect([view(second)?.outcome?.kind, (await press()) === second]).toEqual(['cancelled', false])
  })

  it('names what it asks and what was wrong, for the window’s own words', async () => {
    const { tasks, press, view } = door()
    const id = await press()
    expect(view(id)?.question).toMatchObject({ topic: 'passphrase', isSecret: true })
    expect(view(id)?.question).not.toHaveProperty('problem')
    tasks.answer(id, view(id)?.question?.id ?? '', 'wrong')
    await soon()
    expect(view(id)?.question).toMatchObject({ topic: 'passphrase', problem: 'passphrase-wrong' })
  })
})

describe('accounts.refresh', () => {
  it('says from its first moment what it waits for, then how far it is', async () => {
    const tasks = board()
    let tell: Parameters<Parameters<typeof accountHandlers>[0]['listAccounts']>[2] = () => undefined
    const listAccounts: Parameters<typeof accountHandlers>[0]['listAccounts'] = (_request, _prompts, on) => {
      tell = on
      return new Promise(() => undefined)
    }
    const needs = { tasks, listAccounts } as unknown as Parameters<typeof accountHandlers>[0]
    accountHandlers(needs)['accounts.refresh']({ session: 'acme' }, context)
    expect(tasks.views()[0]?.progress).toMatchObject({ counts: 'accounts', done: 0, total: null })
    tell({ accountsDone: 12, accountsTotal: 40, rolesFound: 31 })
    expect(tasks.views()[0]?.progress).toMatchObject({ counts: 'accounts', done: 12, total: 40, found: 31 })
  })
})
