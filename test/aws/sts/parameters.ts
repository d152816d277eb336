import { Refusal } from '../service.ts'
import { stsError } from './xml.ts'

/** What a parameter of the query protocol must be. */
export interface ParameterForm {
  readonly least: number
  readonly most: number
  readonly pattern: RegExp
}

const forms = {
  RoleArn: { least: 20, most: 2048, pattern: /^[\t\n\r\u0020-\u007e\u00a0-\uffff]+$/ },
  RoleSessionName: { least: 2, most: 64, pattern: /^[\w+=,.@-]*$/ },
  ExternalId: { least: 2, most: 1224, pattern: /^[\w+=,.@:/-]*$/ },
  SerialNumber: { least: 9, most: 256, pattern: /^[\w+=/:,.@-]*$/ },
  TokenCode: { least: 6, most: 6, pattern: /^\d*$/ },
} satisfies Record<string, ParameterForm>

export type ParameterName = keyof typeof forms

/** The value of a parameter, when it has its form. @throws {@link Refusal} */
export function parameter(given: URLSearchParams, name: ParameterName): string | undefined {
  const value = given.get(name)
  if (value === null) return undefined
  const { least, most, pattern } = forms[name]
  const fault =
    value.length < least
      ? `length greater than or equal to ${least}`
      : value.length > most
        ? `length less than or equal to ${most}`
        : !pattern.test(value)
          ? `satisfy regular expression pattern: ${pattern.source}`
          : undefined
  if (fault === undefined) return value
  throw invalid(name, name === 'TokenCode' ? '******' : value, `Member must have ${fault}`)
}

/** A number of seconds between these. @throws {@link Refusal} */
export function seconds(given: URLSearchParams, least: number, most: number, otherwise: number): number {
  const text = given.get('DurationSeconds')
  if (text === null) return otherwise
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw invalid('DurationSeconds', text, `Member must be between ${least} and ${most}`)
}

/** Refuses what no operation of this name has: a client that sends it expects something else. */
export function onlyThese(given: URLSearchParams, known: readonly string[]): void {
  const strange = [...given.keys()].find((name) => !['Action', 'Version', ...known].includes(name))
  if (strange === undefined) return
  throw new Refusal(stsError('ValidationError', `This stand-in does not know the parameter ${strange} here.`))
}

export function invalid(name: string, value: string, constraint: string): Refusal {
  const place = name.charAt(0).toLowerCase() + name.slice(1)
  return new Refusal(
    stsError(
      'ValidationError',
      `1 validation error detected: Value '${value}' at '${place}' failed to satisfy constraint: ${constraint}`,
    ),
  )
}
