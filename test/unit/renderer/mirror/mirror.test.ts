import { describe, expect, it } from 'vitest'
import type { Snapshot, StateUpdate } from '../../../../preload/contract/state.ts'
import type { AgentLink, ConnectionState } from '../../../../renderer/link/agent-link.ts'
import { CallError } from '../../../../renderer/link/call-error.ts'
import { createMirror } from '../../../../renderer/mirror/mirror.ts'

type Update = { readonly revision: number; readonly changed: Record<string, unknown> }

/** A link whose agent answers when the test says so. */
function scene() {
  const reads: { resolve(snapshot: Snapshot): void; reject(thrown: unknown): void }[] = []
  let tell: (update: StateUpdate) => void = () => undefined
  let become: (state: ConnectionState) => void = () => undefined
  const link = {
    call: () => new Promise((resolve, reject) => reads.push({ resolve, reject })),
    on(_name: string, listener: typeof tell) {
      tell = listener
      return () => undefined
    },
    onConnection(listener: typeof become) {
      become = listener
      listener('connecting')
      return () => undefined
    },
  }
  const mirror = createMirror(link as unknown as AgentLink)
  return {
    asked: () => reads.length,
    become: (state: ConnectionState) => become(state),
    tell: (update: Update) => tell(update as unknown as StateUpdate),
    async answer(revision: number, state: Record<string, unknown>) {
      reads.at(-1)?.resolve({ revision, state } as unknown as Snapshot)
      await new Promise((resolve) => setImmediate(resolve))
    },
    async fail() {
      const view = { code: 'network-down', message: 'gone', remedy: 'retry' } as const
      reads.at(-1)?.reject(new CallError(view))
      await new Promise((resolve) => setImmediate(resolve))
    },
    now: () => {
      const { revision, state } = mirror.getState()
      return { revision, ...(state as unknown as object) }
    },
    mirror,
  }
}

async function opened(revision = 5) {
  const all = scene()
  all.become('open')
  await all.answer(revision, { a: 0, b: 0 })
  return all
}

describe('createMirror', () => {
  it('reads the whole when the way is open, not before', async () => {
    const all = scene()
    expect(all.asked()).toBe(0)
    all.become('open')
    expect(all.asked()).toBe(1)
    await all.answer(5, { a: 0 })
    expect(all.now()).toEqual({ revision: 5, a: 0 })
  })

  it('puts in the slices that changed, in order, and leaves the others the same', async () => {
    const all = await opened()
    all.tell({ revision: 6, changed: { a: 1 } })
    all.tell({ revision: 7, changed: { b: 2 } })
    expect(all.now()).toEqual({ revision: 7, a: 1, b: 2 })
    expect(all.asked()).toBe(1)
  })

  it('passes over what is old or told twice', async () => {
    const all = await opened()
    all.tell({ revision: 6, changed: { a: 1 } })
    all.tell({ revision: 6, changed: { a: 2 } })
    all.tell({ revision: 3, changed: { a: 3 } })
    expect(all.now()).toEqual({ revision: 6, a: 1, b: 0 })
  })

  it('reads the whole again, once, when one was missed', async () => {
    const all = await opened()
    all.tell({ revision: 7, changed: { a: 7 } })
    all.tell({ revision: 8, changed: { a: 8 } })
    expect(all.now()).toEqual({ revision: 5, a: 0, b: 0 })
    expect(all.asked()).toBe(2)
    await all.answer(8, { a: 8, b: 8 })
    expect([all.now(), all.asked()]).toEqual([{ revision: 8, a: 8, b: 8 }, 2])
  })

  it('reads again what changed while the whole was on its way', async () => {
    const all = scene()
    all.become('open')
    all.tell({ revision: 6, changed: { a: 6 } })
    await all.answer(5, { a: 5 })
    expect(all.asked()).toBe(2)
    await all.answer(6, { a: 6 })
    expect([all.now(), all.asked()]).toEqual([{ revision: 6, a: 6 }, 2])
  })

  it('begins anew with another agent, whose count is lower', async () => {
    const all = await opened(900)
    all.become('lost')
    expect(all.now()).toEqual({ revision: 900, a: 0, b: 0 })
    all.become('open')
    await all.answer(1, { a: 1, b: 1 })
    all.tell({ revision: 2, changed: { a: 2 } })
    expect([all.now(), all.asked()]).toEqual([{ revision: 2, a: 2, b: 1 }, 2])
  })

  it('says why the state could not be read, until it could', async () => {
    const all = scene()
    all.become('open')
    all.tell({ revision: 4, changed: {} })
    await all.fail()
    expect([all.mirror.getState().fault?.message, all.asked()]).toEqual(['gone', 1])
    all.become('lost')
    all.become('open')
    await all.answer(1, { a: 1 })
    expect([all.mirror.getState().fault, all.now()]).toEqual([undefined, { revision: 1, a: 1 }])
  })
})
