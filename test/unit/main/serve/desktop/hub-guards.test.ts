import { describe, expect, it } from 'vitest'
import { dispatch } from '../../../../../main/serve/desktop/dispatch.ts'
import type { Handlers } from '../../../../../main/serve/desktop/handlers.ts'
import { windowHub } from '../../../../../main/serve/desktop/window-hub.ts'
import { encodeEvent } from '../../../../../main/serve/desktop/wire.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'
import { MemoryLog } from '../../../../fakes/memory-log.ts'

const soon = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('windowHub: calls under way (T27)', () => {
  it('are 64 of one window; the next is no call, and another window has its own', async () => {
    const waiting: (() => void)[] = []
    const handlers = {
      'activity.verify': () =>
        new Promise((resolve) => waiting.push(() => resolve({ kind: 'whole', lines: 0, from: null }))),
    }
    const hub = windowHub({
      handlers: handlers as unknown as Parameters<typeof windowHub>[0]['handlers'],
      read: () => Promise.reject(new Error('not in this test')),
      clock: new FakeClock(),
      log: new MemoryLog(),
    })
    const [one, other] = [hub.connect(() => undefined), hub.connect(() => undefined)]
    const ask = (id: number) => `{"kind":"call","id":${id},"name":"activity.verify","request":{}}`
    const taken = Array.from({ length: 70 }, (_, id) => one.receive(ask(id)))
    expect([taken.filter(Boolean).length, taken.slice(64).some(Boolean)]).toEqual([64, false])
    expect(other.receive(ask(0))).toBe(true)
    for (const end of waiting) end()
    await soon()
    // What is answered makes room.
    expect(one.receive(ask(100))).toBe(true)
    hub.close()
  })
})

describe('encodeEvent', () => {
  it('drops what an event has no field for: a secret that slips in does not cross (T15)', () => {
    const changed = {
      agent: { pid: 1, version: '1', startedAt: 0, socket: '/s', key: 'CANARY' },
      other: 'CANARY',
    }
    const payload = { revision: 1, changed, token: 'CANARY' }
    const text = encodeEvent('state.changed', payload as Parameters<typeof encodeEvent<'state.changed'>>[1])
    expect(JSON.parse(text)).toEqual({
      ...{ kind: 'event', name: 'state.changed' },
      payload: { revision: 1, changed: { agent: { pid: 1, version: '1', startedAt: 0, socket: '/s' } } },
    })
  })
})

describe('dispatch', () => {
  it('writes of a mistake its place alone, whatever its text holds (T23)', async () => {
    const log = new MemoryLog()
    const texts = ['CANARY', 'first\n    at CANARY (file:///x.ts:1:1)', '    at CANARY']
    for (const text of texts) {
      const handlers = {
        'vault.lock': () => {
          throw new TypeError(text)
        },
      } as unknown as Handlers
      const context = { signal: new AbortController().signal }
      const message = { kind: 'call', id: 1, name: 'vault.lock', request: {} } as const
      expect(await dispatch(message, handlers, context, log)).not.toContain('CANARY')
    }
    expect(log.lines.map(({ event }) => event)).toEqual(texts.map(() => 'internal'))
    expect(JSON.stringify(log.lines)).not.toContain('CANARY')
    expect(JSON.stringify(log.lines)).toContain('hub-guards.test.ts')
  })
})
