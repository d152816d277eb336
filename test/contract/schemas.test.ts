import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { calls } from '../../preload/contract/calls.ts'
import { errorViewSchema } from '../../preload/contract/errors.ts'
import { events } from '../../preload/contract/events.ts'
import { type Part, partsOf, type Schema } from './schema-walk.ts'

/** A field that is called so holds what no window may know. */
const secret =
  /secret|password|passphrase|passwd|privatekey|pkcs8|(session|refresh|access|id|bearer|signin)token|token$|credential(s)?$|verifier|cookie|assertion|jwt|jwk|plaintext|seed$/i

/** Fields that are called alike and hold none: each with what it is. */
const harmless: Readonly<Record<string, string>> = {
  isSecret: 'whether a question is typed hidden',
  clientToken: 'tells AWS that a call is the same one again, and opens nothing',
  credentials: 'a path, a word, or two clocks: never the keys',
}

const rows = Object.entries(calls)
const replies: (readonly [string, Schema])[] = [
  ...rows.map(([name, { reply }]) => [`${name} → reply`, reply] as const),
  ...Object.entries(events).map(([name, payload]) => [`${name} → payload`, payload] as const),
  ['a refusal', errorViewSchema],
]
const requests = rows.map(([name, { request }]) => [name, request] as const)

function parts(schemas: readonly (readonly [string, Schema])[]): readonly Part[] {
  return schemas.flatMap(([name, schema]) => [...partsOf(schema, name)])
}

function secretsIn(schemas: readonly (readonly [string, Schema])[]): readonly string[] {
  return parts(schemas).flatMap(({ path, keys }) =>
    keys.filter((key) => secret.test(key) && !(key in harmless)).map((key) => `${path}.${key}`),
  )
}

/** Ends of a schema that take anything of any size. */
function unboundedIn(schemas: readonly (readonly [string, Schema])[]): readonly string[] {
  return parts(schemas)
    .filter(({ type, checks }) => {
      if (type === 'string' || type === 'array') return !checks.includes('max_length')
      return ['any', 'unknown', 'record', 'map', 'set', 'lazy', 'custom'].includes(type)
    })
    .map(({ path, type }) => `${path}: ${type}`)
}

function openIn(schemas: readonly (readonly [string, Schema])[], wanted: readonly Part['rest'][]): string[] {
  return parts(schemas)
    .filter(({ type, rest }) => type === 'object' && !wanted.includes(rest))
    .map(({ path, rest }) => `${path}: ${rest}`)
}

describe(`the contract of ${rows.length} calls and ${Object.keys(events).length} events`, () => {
  it('tells a window of no field that could hold a secret (T15)', () => {
    expect(secretsIn(replies)).toEqual([])
  })

  it('lets through no field of a reply that it does not name, and no part without a shape (T15)', () => {
    expect(openIn(replies, ['strict', 'strip'])).toEqual([])
    const shapeless = parts(replies).filter(({ type }) => ['any', 'unknown', 'lazy', 'custom'].includes(type))
    expect(shapeless.map(({ path }) => path)).toEqual([])
  })

  it('takes requests that name every field, and bounds every text and every list of them (T16, T27)', () => {
    expect(openIn(requests, ['strict'])).toEqual([])
    expect(unboundedIn(requests)).toEqual([])
  })

  it('has a harmless field for every exception, none of them left over', () => {
    const keys = new Set(parts(replies).flatMap((part) => part.keys))
    expect(Object.keys(harmless).filter((name) => !keys.has(name))).toEqual([])
  })
})

describe('the walk itself', () => {
  const inside = (shape: Record<string, z.ZodMiniType>) => [['x', z.object(shape)] as const]

  it.each([
    z.string(),
    z.nullable(z.string()),
    z.array(z.object({ refreshToken: z.string() })),
    z.union([z.literal(1), z.object({ refreshToken: z.string() })]),
    z.record(z.string(), z.object({ refreshToken: z.string() })),
    z.partial(z.object({ refreshToken: z.string() })),
    z.discriminatedUnion('kind', [z.object({ kind: z.literal('a'), refreshToken: z.string() })]),
  ])('finds a secret and what has no bound, however deep: %#', (schema) => {
    const shape = { refreshToken: schema }
    expect(secretsIn(inside(shape)).length).toBeGreaterThan(0)
    expect(unboundedIn(inside(shape)).length).toBeGreaterThan(0)
  })

  it('finds a secret below a name that holds none', () => {
    expect(secretsIn(inside({ a: z.array(z.union([z.object({ secretAccessKey: z.string() })])) }))).toEqual([
      'x.a[]|0.secretAccessKey',
    ])
  })
})
