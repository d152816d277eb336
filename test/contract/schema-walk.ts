/**
 * Walks a schema of the contract: every part of it with the path that leads there.
 *
 * @module
 */

/** What the library keeps of a schema: the parts that a walk needs. */
interface Definition {
  readonly type: string
  readonly shape?: Readonly<Record<string, Schema>>
  readonly catchall?: Schema
  readonly element?: Schema
  readonly items?: readonly Schema[]
  readonly options?: readonly Schema[]
  readonly innerType?: Schema
  readonly keyType?: Schema
  readonly valueType?: Schema
  readonly left?: Schema
  readonly right?: Schema
  readonly in?: Schema
  readonly out?: Schema
  readonly checks?: readonly { readonly _zod: { readonly def: { readonly check: string } } }[]
}

export interface Schema {
  readonly _zod: { readonly def: object }
}

export interface Part {
  readonly path: string
  readonly type: string
  /** Names of its own checks, e.g. `max_length`. */
  readonly checks: readonly string[]
  /** Of an object: `strict` refuses what is not named, `strip` drops it, `loose` lets it through. */
  readonly rest: 'strict' | 'strip' | 'loose' | undefined
  readonly keys: readonly string[]
}

export function* partsOf(schema: Schema, path = ''): Generator<Part> {
  const def = schema._zod.def as Definition
  yield {
    path,
    type: def.type,
    checks: (def.checks ?? []).map((check) => check._zod.def.check),
    rest: def.type === 'object' ? restOf(def) : undefined,
    keys: Object.keys(def.shape ?? {}),
  }
  for (const [name, inner] of innerOf(def)) yield* partsOf(inner, `${path}${name}`)
}

function innerOf(def: Definition): (readonly [string, Schema])[] {
  const named = Object.entries(def.shape ?? {}).map(([name, inner]) => [`.${name}`, inner] as const)
  const listed = [...(def.items ?? []), ...(def.options ?? [])].map((inner, at) => [`|${at}`, inner] as const)
  const others: readonly (readonly [string, Schema | undefined])[] = [
    ...[def.innerType, def.left, def.right, def.in, def.out].map((inner) => ['', inner] as const),
    ['[]', def.element],
    ['{key}', def.keyType],
    ['{}', def.valueType],
  ]
  return [...named, ...listed, ...others.flatMap(([name, inner]) => (inner ? [[name, inner] as const] : []))]
}

function restOf({ catchall }: Definition): 'strict' | 'strip' | 'loose' {
  if (catchall === undefined) return 'strip'
  return (catchall._zod.def as Definition).type === 'never' ? 'strict' : 'loose'
}
