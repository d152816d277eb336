import { describe, expect, it } from 'vitest'
import { windowHub } from '../../../../../main/serve/desktop/window-hub.ts'
import { usualSettings } from '../../../../../preload/contract/settings-views.ts'
import type { WindowState } from '../../../../../preload/contract/state.ts'
import { FakeClock } from '../../../../fakes/fake-clock.ts'

const blank: WindowState = {
  agent: { pid: 1, version: '1', startedAt: 0, socket: '/s' },
  vault: { state: 'open', key: 'key-store', path: '/v', durable: true, notices: [] },
  clockOffsetInMilliseconds: null,
  endpointOverrides: {},
  sessions: [],
  browsers: {},
  signedOut: [],
  today: null,
  profiles: [],
  uses: {},
  accounts: [],
  filesFault: null,
  tasks: [],
  consents: [],
  settings: { ...usualSettings, startAtLogin: null, canNotify: false, seesScreenLock: false },
  problems: { findings: [], toMend: 0, checkedAt: null },
}

function scene() {
  const clock = new FakeClock()
  let state = blank
  let reads = 0
  const noted: unknown[] = []
  const never = () => {
    throw new Error('not in this test')
  }
  const handlers = new Proxy({}, { get: (_target, name) => (name === 'vault.lock' ? () => ({}) : never) })
  const hub = windowHub({
    handlers: handlers as Parameters<typeof windowHub>[0]['handlers'],
    read: async () => {
      reads += 1
      return state
    },
    clock,
    log: { note: (event, fields) => noted.push({ event, ...fields }) },
  })
  const open = () => {
    const got: Record<string, unknown>[] = []
    const connection = hub.connect((text) => got.push(JSON.parse(text) as Record<string, unknown>))
    const call = (name: string, request: unknown, id = 1) =>
      connection.receive(JSON.stringify({ kind: 'call', id, name, request }))
    return { got, connection, call }
  }
  return {
    reads: () => reads,
    hub,
    open,
    clock,
    noted,
    become: (change: Partial<WindowState>) => (state = { ...state, ...change }),
  }
}

const soon = () => new Promise((resolve) => setTimeout(resolve, 5))

describe('windowHub', () => {
  it('answers with a snapshot, then tells the slices that change, in order', async () => {
    const { open, hub, become } = scene()
    const { got, call } = open()
    call('state.read', {})
    await soon()
    expect(got.find(({ kind }) => kind === 'reply')).toEqual({
      kind: 'reply',
      id: 1,
      reply: { revision: 1, state: blank },
    })
    got.length = 0
    become({ clockOffsetInMilliseconds: 5 })
    hub.poke()
    await soon()
    hub.poke()
    await soon()
    expect(got).toEqual([
      {
        kind: 'event',
        name: 'state.changed',
        payload: { revision: 2, changed: { clockOffsetInMilliseconds: 5 } },
      },
    ])
  })

  it('tells changes only to a window that has the whole, which it is sent once', async () => {
    const { open, hub, become } = scene()
    const [one, other] = [open(), open()]
    one.call('state.read', {})
    await soon()
    become({ clockOffsetInMilliseconds: 5 })
    hub.poke()
    await soon()
    expect([one.got.map(({ name, kind }) => name ?? kind), other.got.length]).toEqual([
      ['reply', 'state.changed'],
      0,
    ])
  })

  it('looks by itself only while a window is open', async () => {
    const { open, clock, become, reads } = scene()
    const { got, connection, call } = open()
    call('state.read', {})
    await soon()
    got.length = 0
    become({ clockOffsetInMilliseconds: 7 })
    await clock.advance(1_000)
    await soon()
    expect(got).toHaveLength(1)
    connection.close()
    const before = reads()
    await clock.advance(60_000)
    expect(reads()).toBe(before)
  })

  it('reads anew after a call that may have changed something, and not after one that only looked', async () => {
    const { open, reads } = scene()
    const { call } = open()
    call('state.read', {})
    await soon()
    const before = reads()
    call('profiles.show', { profile: 'p' })
    call('activity.verify', {})
    await soon()
    expect(reads()).toBe(before)
    call('vault.lock', {})
    await soon()
    expect(reads()).toBe(before + 1)
  })

  it('drops what a view has no field for: a secret that slips into a handler does not cross (T15)', async () => {
    const { open, become } = scene()
    become({ vault: { ...blank.vault, passphrase: 'canary-secret' } as WindowState['vault'] })
    const { got, call } = open()
    call('state.read', {})
    await soon()
    expect(got).not.toEqual([])
    expect(JSON.stringify(got)).not.toContain('canary-secret')
  })

  it('answers what it does not know with a refusal, and what is no call not at all (T16)', async () => {
    const { open } = scene()
    const { got, call, connection } = open()
    call('vault.open-everything', {})
    call('constructor', {})
    call('vault.lock', { extra: 1 })
    call('tasks.answer', { task: 'x'.repeat(5_000), question: 'q', answer: null })
    await soon()
    const refusals = got.filter(({ kind }) => kind === 'refusal')
    expect(refusals.map(({ error }) => (error as { code: string }).code)).toEqual(
      Array(4).fill('request-malformed'),
    )
    const bad = [
      '',
      '{',
      '[]',
      '{"kind":"call"}',
      `{"kind":"call","id":1,"name":"a","request":"${'x'.repeat(300_000)}"}`,
    ]
    expect(bad.map((text) => connection.receive(text))).toEqual(bad.map(() => false))
  })

  it('says of a mistake only that there was one, and writes down its place (T23)', async () => {
    const { open, noted } = scene()
    const { got, call } = open()
    call('vault.unlock', {})
    await soon()
    expect(got.find(({ kind }) => kind === 'refusal')).toMatchObject({ error: { code: 'internal' } })
    expect(noted).toEqual([expect.objectContaining({ event: 'internal', operation: 'window' })])
  })

  it('answers one call with one text, and what is no call not at all (T16)', async () => {
    const { open } = scene()
    const { connection, got } = open()
    const answer = await connection.call('{"kind":"call","id":0,"name":"state.refresh","request":{}}')
    expect(JSON.parse(answer ?? '')).toEqual({ kind: 'reply', id: 0, reply: {} })
    expect(connection.call('{"kind":"call"}')).toBeUndefined()
    expect(got.filter(({ kind }) => kind === 'reply')).toEqual([])
  })

  it('tells a watcher what others have noticed, the whole at first, and looks at nothing for its sake', async () => {
    const { hub, become, clock, reads } = scene()
    const told: string[][] = []
    const end = hub.watch(({ changed }) => told.push(Object.keys(changed).sort()))
    clock.advance(60_000)
    await soon()
    expect([reads(), told]).toEqual([0, []])
    hub.poke()
    await soon()
    expect(told).toEqual([Object.keys(blank).sort()])
    become({ clockOffsetInMilliseconds: 5 })
    hub.poke()
    await soon()
    expect(told[1]).toEqual(['clockOffsetInMilliseconds'])
    end()
    become({ clockOffsetInMilliseconds: 6 })
    hub.poke()
    await soon()
    expect(told).toHaveLength(2)
  })
})
