import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { JsonNode, JsonShape } from './json-shape.ts'

type SyntaxNode = ReturnType<ReturnType<typeof syntaxTree>['resolveInner']>

const kinds: Readonly<Record<string, JsonNode['kind']>> = {
  Object: 'object',
  Array: 'list',
  String: 'text',
  Number: 'number',
  True: 'truth',
  False: 'truth',
  Null: 'null',
}

/** The whole text as nodes with their places; undefined while it is no JSON. `brokenAt`: where it stops being JSON. */
export function jsonTree(state: EditorState): {
  readonly root: JsonNode | undefined
  readonly brokenAt: number | undefined
} {
  const tree = ensureSyntaxTree(state, state.doc.length, 200) ?? syntaxTree(state)
  let brokenAt: number | undefined
  tree.iterate({
    enter(node) {
      if (node.type.isError) brokenAt ??= node.from
    },
  })
  const first = tree.topNode.firstChild
  return { root: brokenAt === undefined && first ? nodeOf(first, state) : undefined, brokenAt }
}

function nodeOf(node: SyntaxNode, state: EditorState): JsonNode | undefined {
  const kind = kinds[node.name]
  if (kind === undefined) return undefined
  const { from, to } = node
  if (kind === 'text') return { kind, from, to, value: unquoted(state.sliceDoc(from, to)) }
  if (kind === 'list') {
    return { kind, from, to, items: children(node).flatMap((child) => nodeOf(child, state) ?? []) }
  }
  if (kind !== 'object') return { kind, from, to }
  const properties = node.getChildren('Property').flatMap((property) => {
    const name = property.getChild('PropertyName')
    const value = property.lastChild
    if (!name) return []
    const text = unquoted(state.sliceDoc(name.from, name.to))
    return [{ name: text, from: name.from, to: name.to, node: value ? nodeOf(value, state) : undefined }]
  })
  return { kind, from, to, properties }
}

function children(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = []
  for (let child = node.firstChild; child; child = child.nextSibling) found.push(child)
  return found
}

/** The object that a place is in: what it may have, and what it has already. */
export function objectAt(
  state: EditorState,
  position: number,
  shape: JsonShape,
):
  | { readonly fields: Extract<JsonShape, { kind: 'object' }>['fields']; readonly used: readonly string[] }
  | undefined {
  const inner = syntaxTree(state).resolveInner(position, -1)
  const path: (string | undefined)[] = []
  let object: SyntaxNode | undefined
  for (let node: SyntaxNode | null = inner; node; node = node.parent) {
    if (node.name === 'Object') object ??= node
    else if (object && node.name === 'Property') {
      const name = node.getChild('PropertyName')
      path.unshift(name ? unquoted(state.sliceDoc(name.from, name.to)) : '')
    } else if (object && node.name === 'Array') path.unshift(undefined)
  }
  if (!object) return undefined
  let at: JsonShape | undefined = shape
  for (const step of path) {
    if (at?.kind === 'list' && step === undefined) at = at.of
    else if (at?.kind === 'object' && step !== undefined && Object.hasOwn(at.fields, step))
      at = at.fields[step]?.shape
    else return undefined
  }
  if (at?.kind !== 'object') return undefined
  const used = object
    .getChildren('Property')
    .flatMap((property) => property.getChild('PropertyName') ?? [])
    .map(({ from, to }) => unquoted(state.sliceDoc(from, to)))
  return { fields: at.fields, used }
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text))
  } catch {
    return text.replaceAll('"', '')
  }
}
