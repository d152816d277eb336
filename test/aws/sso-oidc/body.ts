import type { ServiceModel } from '../model.ts'
import { type Received, single } from '../service.ts'
import { refuse } from './errors.ts'

/** A request's members, checked one by one as they are read. */
export interface OidcBody {
  /** A text that must be there. */
  text(name: string, form?: RegExp): string
  optionalText(name: string, form?: RegExp): string | undefined
  /** A list of texts; undefined when it is absent. */
  list(name: string): readonly string[] | undefined
}

const anyText = /^.{1,4096}$/s

/**
 * Reads a request's body: checked by AWS's model where that is at hand, and member by member always.
 *
 * @throws Refusal `InvalidRequestException` that names the member at fault.
 */
export function readBody(request: Received, model: ServiceModel | undefined, operation: string): OidcBody {
  const type = single(request, 'content-type')?.split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') throw invalid('Content-Type must be application/json.')
  const value = parse(request.body)
  const problems = model?.inputProblems(operation, value) ?? []
  if (problems.length > 0) throw invalid(`The body is not valid: ${problems.join(', ')}.`)
  const optionalText = (name: string, form: RegExp = anyText): string | undefined => {
    const member = value[name] ?? undefined
    if (member === undefined || (typeof member === 'string' && form.test(member))) return member
    throw invalid(`The body is not valid: ${name} has another form.`)
  }
  return {
    optionalText,
    text: (name, form) => {
      const member = optionalText(name, form)
      if (member === undefined) throw invalid(`The body is not valid: ${name} is missing.`)
      return member
    },
    list: (name) => {
      const member = value[name] ?? undefined
      if (member === undefined) return undefined
      if (Array.isArray(member) && member.every((item) => typeof item === 'string' && anyText.test(item))) {
        return [...member]
      }
      throw invalid(`The body is not valid: ${name} is not a list of texts.`)
    },
  }
}

function parse(body: Buffer): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(body))
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  } catch {
    // Refused below.
  }
  throw invalid('The body is not a JSON object.')
}

function invalid(description: string) {
  return refuse('InvalidRequestException', description)
}
