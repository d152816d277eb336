/** The syntax of source files, for rules about what stands in them. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseSync } from 'oxc-parser'
import { root } from '../headless/harness.ts'

export interface Node {
  readonly type: string
  readonly [name: string]: unknown
}

export interface Source {
  readonly path: string
  readonly text: string
  /** Every node of the program, from the outside in. */
  readonly nodes: readonly Node[]
}

export function sourcesIn(...folders: readonly string[]): readonly Source[] {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.d.ts'))
      .sort()
      .map((name) => sourceOf(`${folder}/${name}`, readFileSync(join(root, folder, name), 'utf8'))),
  )
}

export function sourceOf(path: string, text: string): Source {
  const nodes: Node[] = []
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('type' in value && typeof value.type === 'string') nodes.push(value as Node)
    for (const child of Object.values(value)) visit(child)
  }
  visit(parseSync(path, text).program)
  return { path, text, nodes }
}

/** The name of an identifier, a member's property or an object's key; undefined for another node. */
export function nameOf(node: unknown): string | undefined {
  if (typeof node !== 'object' || node === null) return undefined
  const { type, name, value } = node as Node
  if (type === 'Identifier' && typeof name === 'string') return name
  return type === 'Literal' && typeof value === 'string' ? value : undefined
}

/** Calls of a function or a method of this name: `name(…)`, `x.name(…)`, `new Name(…)`. */
export function callsOf({ nodes }: Source, name: string): readonly Node[] {
  return nodes.filter(({ type, callee }) => {
    if (type !== 'CallExpression' && type !== 'NewExpression') return false
    const { property } = callee as Node
    return nameOf(callee) === name || nameOf(property) === name
  })
}

/** Every name and every text that stands anywhere in the program. */
export function wordsOf({ nodes }: Source): ReadonlySet<string> {
  return new Set(nodes.flatMap((node) => nameOf(node) ?? []))
}
