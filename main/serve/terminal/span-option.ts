import { InputError } from '../../kernel/errors.ts'

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }

/**
 * A span as a person writes it: `90s`, `5m`, `1h`, `2d`. In seconds.
 *
 * @throws {@link InputError} `request-malformed`, naming the option.
 */
export function spanOption(name: string, text: string): number {
  const [, digits, unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? []
  const seconds = units[unit]
  if (digits === undefined || seconds === undefined) {
    throw new InputError('request-malformed', `--${name} is a span like 90s, 5m, 1h or 2d.`, 'none')
  }
  return Number(digits) * seconds
}
