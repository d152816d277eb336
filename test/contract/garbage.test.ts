import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dispatch } from '../../main/serve/desktop/dispatch.ts'
import type { Handlers } from '../../main/serve/desktop/handlers.ts'
import { decodeCall } from '../../main/serve/desktop/wire.ts'
import { calls } from '../../preload/contract/calls.ts'
import { mostBytesOfCall } from '../../preload/contract/messages.ts'

/** Handlers that only say that they ran. */
function rig() {
  const ran: string[] = []
  const noted: unknown[] = []
  const handlers = new Proxy(
    {},
    {
      get: (_target, name) => () => {
        ran.push(String(name))
        return {}
      },
    },
  ) as Handlers
  const log = { note: (event: string, fields?: object) => noted.push({ event, ...fields }) }
  const context = { signal: new AbortController().signal }
  const send = async (name: string, request: unknown) =>
    JSON.parse(await dispatch({ kind: 'call', id: 7, name, request }, handlers, context, log)) as {
      readonly kind: string
      readonly error?: { readonly code: string }
    }
  return { ran, noted, send }
}

const names = Object.keys(calls) as (keyof typeof calls)[]
const tenMegabytes = 'a'.repeat(10 * 1024 * 1024)
const deep: unknown = JSON.parse(`${'[{"a":'.repeat(5_000)}1${'}]'.repeat(5_000)}`)
const odd: readonly unknown[] = [
  ...[undefined, null, true, 0, -1, 1e308, '', 'text', [], [[]], [{}], tenMegabytes, [tenMegabytes], deep],
  JSON.parse('{"__proto__":{"profile":"p"}}'),
  JSON.parse('{"constructor":{"prototype":{"profile":"p"}}}'),
  Object.create({ profile: 'p', session: 's', task: 't' }),
]
const refusal = { kind: 'refusal', id: 7, error: expect.objectContaining({ code: 'request-malformed' }) }

/** For each call a request that it takes, as the smallest there is, to spoil it in one place. */
function smallest(name: keyof typeof calls): Record<string, unknown> {
  for (const request of candidates) {
    if (calls[name].request.safeParse(request).success) return request
  }
  throw new Error(`no request for ${name} is known here`)
}
const place = { profile: 'p', target: null }
const account = { session: null, template: null, filter: null, region: null, prune: false }
const naming = { name: null, region: null, adopt: false, replace: false, dryRun: true }
const candidates: readonly Record<string, unknown>[] = [
  {},
  { profile: 'p' },
  { session: 's' },
  { name: 'n' },
  { session: null },
  { session: 's', choice: null },
  { task: 't' },
  { isOn: true },
  { to: 'key-store' },
  { dryRun: true },
  { profiles: ['p'] },
  { statements: [] },
  { kind: 'sign-ins' },
  { plan: 'p', typed: null },
  { file: 'config', number: 1 },
  { file: 'config', number: 1, dryRun: true },
  { id: 'i', answer: 'yes', remember: false },
  { task: 't', question: 'q', answer: null },
  { profile: null, sinceInMilliseconds: null, limit: 1 },
  { profile: 'p', dryRun: true, typed: null },
  { profile: 'p', typed: null },
  { profile: 'p', service: null, typed: null },
  { from: 'a', to: 'b', dryRun: true },
  { profile: 'p', method: 'same-device', region: null, openBrowser: false, adopt: false, replace: false },
  { session: null, startUrl: null, region: null, flow: null, openBrowser: false },
  account,
  { session: null, account: 'a', role: 'r', ...naming },
  {
    ...{ roleArn: 'a', source: 's', roleSessionName: null, externalId: null },
    ...{ durationSeconds: null, mfaSerial: null, ...naming },
  },
  place,
  { ...place, wish: { kind: 'undo', change: null } },
  { ...place, file: { name: 'f', text: '' } },
  { profile: 'p', viewpoint: { breakGlass: null, myIp: null, situations: [] } },
  { kind: 'sign-ins', typed: null },
  { profiles: ['p'], dryRun: true, typed: [] },
]

describe('dispatch', () => {
  it.each(names)('%s: whatever is no request of it is refused, and nothing runs (T16)', async (name) => {
    const { ran, noted, send } = rig()
    for (const request of odd) {
      if (calls[name].request.safeParse(request).success) continue
      expect(await send(name, request)).toEqual(refusal)
    }
    await fc.assert(
      fc.asyncProperty(fc.anything({ withNullPrototype: true, maxDepth: 4 }), async (request) => {
        if (calls[name].request.safeParse(request).success) return
        expect(await send(name, request)).toEqual(refusal)
      }),
      { numRuns: 200 },
    )
    expect({ ran, noted }).toEqual({ ran: [], noted: [] })
  })

  it.each(names)('%s: a good request with one thing wrong is refused (T16)', async (name) => {
    const { ran, send } = rig()
    const good = smallest(name)
    const spoilt = [
      { ...good, extra: 1 },
      { ...good, constructor: 1 },
      { ...good, ...(JSON.parse('{"__proto__":{"polluted":1}}') as object), toString: 1 },
      [good],
      JSON.stringify(good),
      ...Object.keys(good).flatMap((key) =>
        [tenMegabytes, 'a'.repeat(200_000), { $ne: null }, [good], Number.NaN, -1e12].map((value) => ({
          ...good,
          [key]: value,
        })),
      ),
    ]
    for (const request of spoilt) expect(await send(name, request)).toEqual(refusal)
    expect(ran).toEqual([])
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
    await send(name, good)
    expect(ran).toEqual([name])
  })

  it('knows no call but those of the table, whatever an object has by nature (T16)', async () => {
    const { ran, send } = rig()
    const others = [
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      'valueOf',
      '',
      'vault',
      'state.changed',
    ]
    for (const name of others) expect(await send(name, {})).toEqual(refusal)
    await fc.assert(
      fc.asyncProperty(fc.string(), async (name) => {
        fc.pre(!(names as string[]).includes(name))
        expect(await send(name, {})).toEqual(refusal)
      }),
    )
    expect(ran).toEqual([])
  })
})

describe('decodeCall', () => {
  const good = { kind: 'call', id: 1, name: 'state.read', request: {} }

  it('takes a call, and nothing that is one in part', () => {
    expect(decodeCall(JSON.stringify(good))).toEqual(good)
    const bad = [
      { ...good, extra: 1 },
      { ...good, id: -1 },
      { ...good, id: 1.5 },
      { ...good, id: '1' },
      { ...good, id: 1e300 },
      { ...good, name: 'n'.repeat(65) },
      { ...good, name: 1 },
      { ...good, kind: 'reply' },
      [good],
      null,
    ]
    expect(bad.map((one) => decodeCall(JSON.stringify(one)))).toEqual(bad.map(() => undefined))
    expect(
      decodeCall('{"kind":"call","id":1,"name":"state.read","request":{},"__proto__":{}}'),
    ).toBeUndefined()
  })

  it('measures before it parses, in bytes and not in letters (T27)', () => {
    const whole = (text: string) => JSON.stringify({ ...good, request: text })
    const room = mostBytesOfCall - whole('').length
    expect(decodeCall(whole('a'.repeat(room)))).toBeDefined()
    expect(decodeCall(whole('a'.repeat(room + 1)))).toBeUndefined()
    expect(decodeCall(whole('ü'.repeat(room / 2 + 1)))).toBeUndefined()
    expect(decodeCall(whole(tenMegabytes))).toBeUndefined()
  })

  it('never throws, whatever a window sends', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })),
        (text) => void decodeCall(text),
      ),
    )
    expect(decodeCall('['.repeat(100_000))).toBeUndefined()
  })
})
