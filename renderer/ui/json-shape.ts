/**
 * What a JSON text is to look like: for hints and marks in an editor. Whoever takes the text decides again.
 *
 * @module
 */

export type JsonShape =
  | { readonly kind: 'text' | 'truth' | 'number' | 'any'; readonly wanted: string }
  | { readonly kind: 'literal'; readonly value: string; readonly wanted: string }
  | { readonly kind: 'list'; readonly of: JsonShape; readonly wanted: string }
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, JsonField>>; readonly wanted: string }

export interface JsonField {
  readonly shape: JsonShape
  /** What it is for, in a few words. */
  readonly hint: string
  readonly isRequired?: boolean
}

export interface JsonWords {
  readonly notJson: string
  readonly unknown: string
  readonly wrongType: (wanted: string) => string
  readonly missing: (name: string) => string
}

/** A place in the text, as an editor's tree has it. */
export interface JsonNode {
  readonly kind: 'object' | 'list' | 'text' | 'number' | 'truth' | 'null'
  readonly from: number
  readonly to: number
  /** Of a text: what it says. */
  readonly value?: string
  readonly properties?: readonly {
    readonly name: string
    readonly from: number
    readonly to: number
    readonly node: JsonNode | undefined
  }[]
  readonly items?: readonly JsonNode[]
}

export interface JsonProblem {
  readonly from: number
  readonly to: number
  readonly message: string
}

/** Where a text is not of the shape, in the text's order. */
export function shapeProblems(node: JsonNode, shape: JsonShape, words: JsonWords): readonly JsonProblem[] {
  if (shape.kind === 'any') return []
  if (!isOfKind(node, shape)) {
    return [{ from: node.from, to: node.to, message: words.wrongType(shape.wanted) }]
  }
  if (shape.kind === 'list') return (node.items ?? []).flatMap((item) => shapeProblems(item, shape.of, words))
  if (shape.kind !== 'object') return []
  const properties = node.properties ?? []
  const own = properties.flatMap((property) => {
    const { from, to } = property
    const field = Object.hasOwn(shape.fields, property.name) ? shape.fields[property.name] : undefined
    if (field === undefined) return [{ from, to, message: words.unknown }]
    return property.node ? shapeProblems(property.node, field.shape, words) : []
  })
  const missing = Object.entries(shape.fields)
    .filter(([name, { isRequired }]) => isRequired && !properties.some((property) => property.name === name))
    .map(([name]) => ({ from: node.from, to: node.from + 1, message: words.missing(name) }))
  return [...missing, ...own]
}

function isOfKind(node: JsonNode, shape: JsonShape): boolean {
  if (shape.kind === 'literal') return node.kind === 'text' && node.value === shape.value
  return node.kind === shape.kind
}
