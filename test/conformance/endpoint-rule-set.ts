/**
 * A second reading of AWS's endpoint rule sets, straight from their JSON, to hold the shipped one against.
 *
 * @see {@link https://smithy.io/2.0/additional-specs/rules-engine/specification.html Smithy rules engine}
 * @module
 */
export interface RuleSet {
  readonly parameters: Readonly<Record<string, { readonly default?: unknown }>>
  readonly rules: readonly Rule[]
}

export interface Partitions {
  readonly partitions: readonly {
    readonly id: string
    readonly regionRegex: string
    readonly regions: Readonly<Record<string, unknown>>
    readonly outputs: Readonly<Record<string, unknown>>
  }[]
}

type Rule = { readonly conditions: readonly Condition[] } & (
  | { readonly type: 'tree'; readonly rules: readonly Rule[] }
  | { readonly type: 'endpoint'; readonly endpoint: { readonly url: Argument } }
  | { readonly type: 'error'; readonly error: string }
)
interface Call {
  readonly fn: string
  readonly argv: readonly Argument[]
}
interface Condition extends Call {
  readonly assign?: string
}
type Argument = string | boolean | Call | { readonly ref: string }

export type RuleOutcome = { readonly url: string } | { readonly error: string }

/** What a rule set says for these parameters. */
export function evaluateRuleSet(
  { parameters, rules }: RuleSet,
  given: Readonly<Record<string, unknown>>,
  partitions: Partitions,
): RuleOutcome {
  const defaults = Object.entries(parameters).flatMap(([name, { default: value }]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  const scope = { ...Object.fromEntries(defaults), ...given }
  return firstOf(rules, scope, partitions) ?? { error: 'no rule fits' }
}

type Scope = Readonly<Record<string, unknown>>

function firstOf(rules: readonly Rule[], outer: Scope, partitions: Partitions): RuleOutcome | undefined {
  for (const rule of rules) {
    const scope = holds(rule.conditions, outer, partitions)
    if (!scope) continue
    if (rule.type === 'error') return { error: rule.error }
    if (rule.type === 'endpoint') return { url: String(resolved(rule.endpoint.url, scope, partitions)) }
    return firstOf(rule.rules, scope, partitions) ?? { error: 'no rule fits in a tree' }
  }
  return undefined
}

function holds(conditions: readonly Condition[], outer: Scope, partitions: Partitions): Scope | undefined {
  let scope = outer
  for (const condition of conditions) {
    const value = call(condition, scope, partitions)
    if (value === undefined || value === null || value === false) return undefined
    if (condition.assign) scope = { ...scope, [condition.assign]: value }
  }
  return scope
}

function resolved(argument: Argument, scope: Scope, partitions: Partitions): unknown {
  if (typeof argument === 'boolean') return argument
  if (typeof argument === 'string') {
    return argument.replace(/\{([^}]+)\}/g, (_, path: string) => {
      const [name = '', ...members] = path.split('#')
      return String(members.reduce((value, member) => memberOf(value, member), scope[name]))
    })
  }
  return 'ref' in argument ? scope[argument.ref] : call(argument, scope, partitions)
}

function call({ fn, argv }: Call, scope: Scope, partitions: Partitions): unknown {
  const values = argv.map((argument) => resolved(argument, scope, partitions))
  switch (fn) {
    case 'isSet':
      return values[0] !== undefined && values[0] !== null
    case 'not':
      return !values[0]
    case 'booleanEquals':
    case 'stringEquals':
      return values[0] === values[1]
    case 'getAttr':
      return memberOf(values[0], String(values[1]))
    case 'aws.partition':
      return partitionOf(String(values[0]), partitions)
    default:
      throw new TypeError(`a function this reading does not know: ${fn}`)
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined
}

function partitionOf(region: string, { partitions }: Partitions): unknown {
  const listed = partitions.find(({ regions }) => Object.hasOwn(regions, region))
  const fitting = listed ?? partitions.find(({ regionRegex }) => new RegExp(regionRegex).test(region))
  return (fitting ?? partitions.find(({ id }) => id === 'aws'))?.outputs
}
