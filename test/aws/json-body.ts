import type { ServiceModel } from './model.ts'
import { type Received, single } from './service.ts'

/** What an operation takes: each member and the form it must have. */
export interface BodyForm {
  /** As the model calls the operation; undefined where no model has it. */
  readonly name: string | undefined
  readonly members: Readonly<Record<string, (value: unknown) => boolean>>
  readonly required: readonly string[]
}

export type JsonBody = Readonly<Record<string, unknown>>

/**
 * Reads a JSON body: checked by AWS's model where that is at hand, and member by member always. A member that is null
 * is as good as absent, and one that is not known is refused.
 *
 * @param refuse - Makes the error to throw of words that name members, never values.
 */
export function jsonBody(
  request: Received,
  { members, name, required }: BodyForm,
  model: ServiceModel | undefined,
  refuse: (words: string) => Error,
): JsonBody {
  const type = single(request, 'content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw refuse('Content-Type must be application/json.')
  const value = parse(request.body)
  if (!value) throw refuse('The body is not a JSON object.')
  const given = Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null))
  const problems = [
    ...Object.keys(given)
      .filter((each) => !Object.hasOwn(members, each))
      .map((each) => `${each} is not known`),
    ...Object.entries(members)
      .filter(([each, check]) => given[each] !== undefined && !check(given[each]))
      .map(([each]) => `${each} has another form`),
    ...required.filter((each) => given[each] === undefined).map((each) => `${each} is missing`),
    ...(name === undefined ? [] : (model?.inputProblems(name, given) ?? [])),
  ]
  if (problems.length > 0) throw refuse(`The body is not valid: ${problems.join(', ')}.`)
  return given
}

/** A form for a text that fits a pattern. */
export function textForm(form: RegExp, most = 2048): (value: unknown) => boolean {
  return (value) => typeof value === 'string' && value.length <= most && form.test(value)
}

function parse(body: Buffer): JsonBody | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
