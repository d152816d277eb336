/**
 * AWS's own service models as judges of what is sent. They stand beside the project, not in it; without them the
 * services' own checks are alone in force.
 *
 * @module
 */
import { existsSync, readFileSync } from 'node:fs'

interface Shape {
  readonly type: string
  readonly required?: readonly string[]
  readonly members?: Readonly<Record<string, { readonly shape: string; readonly locationName?: string }>>
  readonly member?: { readonly shape: string }
  readonly value?: { readonly shape: string }
  readonly payload?: string
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly min?: number
  readonly max?: number
}

interface ModelFile {
  readonly operations: Readonly<
    Record<
      string,
      { readonly input?: { readonly shape: string }; readonly output?: { readonly shape: string } }
    >
  >
  readonly shapes: Readonly<Record<string, Shape>>
}

const folder = new URL('../../../shared/models/', import.meta.url)

export class ServiceModel {
  readonly #model: ModelFile

  constructor(model: ModelFile) {
    this.#model = model
  }

  /**
   * @param service - Such as `signin`.
   * @returns Undefined when the model is not at hand.
   */
  static load(service: string): ServiceModel | undefined {
    const file = new URL(`${service}.service-2.json`, folder)
    return existsSync(file)
      ? new ServiceModel(JSON.parse(readFileSync(file, 'utf8')) as ModelFile)
      : undefined
  }

  /** What is wrong with a request's body; empty when nothing is. Names members, never values. */
  inputProblems(operation: string, body: unknown): readonly string[] {
    return this.#problems(this.#model.operations[operation]?.input?.shape, body)
  }

  outputProblems(operation: string, body: unknown): readonly string[] {
    return this.#problems(this.#model.operations[operation]?.output?.shape, body)
  }

  #problems(name: string | undefined, body: unknown): readonly string[] {
    const shape = this.#shape(name)
    const payload = shape.payload === undefined ? undefined : shape.members?.[shape.payload]?.shape
    return this.#check(payload === undefined ? shape : this.#shape(payload), body, 'body')
  }

  #shape(name: string | undefined): Shape {
    const shape = name === undefined ? undefined : this.#model.shapes[name]
    if (!shape) throw new TypeError(`The model has no shape ${name}.`)
    return shape
  }

  #check(shape: Shape, value: unknown, path: string): readonly string[] {
    switch (shape.type) {
      case 'structure':
        return this.#checkStructure(shape, value, path)
      case 'list':
        if (!Array.isArray(value)) return [`${path} is not a list`]
        return [
          ...rangeProblems(shape, value.length, path),
          ...value.flatMap((item, index) =>
            this.#check(this.#shape(shape.member?.shape), item, `${path}[${index}]`),
          ),
        ]
      case 'map':
        if (!isObject(value)) return [`${path} is not an object`]
        return Object.values(value).flatMap((item) =>
          this.#check(this.#shape(shape.value?.shape), item, `${path}{}`),
        )
      case 'string':
        return stringProblems(shape, value, path)
      case 'boolean':
        return typeof value === 'boolean' ? [] : [`${path} is not a boolean`]
      default:
        return Number.isInteger(value)
          ? rangeProblems(shape, Number(value), path)
          : [`${path} is not an integer`]
    }
  }

  #checkStructure(shape: Shape, value: unknown, path: string): readonly string[] {
    if (!isObject(value)) return [`${path} is not an object`]
    return Object.entries(shape.members ?? {}).flatMap(([name, member]) => {
      const wireName = member.locationName ?? name
      const item = value[wireName]
      if (item !== undefined && item !== null) {
        return this.#check(this.#shape(member.shape), item, `${path}.${wireName}`)
      }
      return shape.required?.includes(name) ? [`${path}.${wireName} is missing`] : []
    })
  }
}

function stringProblems(shape: Shape, value: unknown, path: string): readonly string[] {
  if (typeof value !== 'string') return [`${path} is not a string`]
  const problems = [...rangeProblems(shape, value.length, path)]
  if (shape.pattern !== undefined && !new RegExp(`^(?:${shape.pattern})$`).test(value)) {
    problems.push(`${path} does not match its pattern`)
  }
  if (shape.enum && !shape.enum.includes(value)) problems.push(`${path} is not one of its values`)
  return problems
}

function rangeProblems(shape: Shape, size: number, path: string): readonly string[] {
  if (shape.min !== undefined && size < shape.min) return [`${path} is under ${shape.min}`]
  if (shape.max !== undefined && size > shape.max) return [`${path} is over ${shape.max}`]
  return []
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
