import type { StandInOptions } from './stand-in.ts'

export const usage = `Usage: npm run stand-in -- [options]

A local AWS Sign-In and STS on 127.0.0.1. Prints one line of JSON with its endpoints, runs until it is told to end.

  --auto-approve [WHO]   answer sign-ins without asking, as WHO (developer, administrator, read-only, bob, root,
                         or deny); developer when WHO is left out
  --region REGION        serve this region; may be given more than once (us-east-1)
  --expires-in S         seconds that credentials last, 1 to 900 (900)
  --session-seconds S    seconds that a session lasts (43200)
  --speed N              run its clock N times as fast (1)
  --port-signin PORT     port of Sign-In; a further region takes the next (chosen by the system)
  --port-sts PORT        port of STS (chosen by the system)
  --help                 show this
`

/**
 * Reads the command line of the stand-in.
 *
 * @returns Options, or `help`.
 * @throws TypeError that says what is wrong.
 */
export function readArguments(argv: readonly string[]): StandInOptions | 'help' {
  const rest = argv.flatMap((argument) => {
    const sign = argument.startsWith('--') ? argument.indexOf('=') : -1
    return sign < 0 ? [argument] : [argument.slice(0, sign), argument.slice(sign + 1)]
  })
  const options: { -readonly [Name in keyof StandInOptions]: StandInOptions[Name] } = {}
  const regions: string[] = []
  while (rest.length > 0) {
    const name = rest.shift() ?? ''
    switch (name) {
      case '--help':
        return 'help'
      case '--auto-approve':
        options.autoApprove = rest[0]?.startsWith('--') === false ? (rest.shift() ?? '') : 'developer'
        break
      case '--region':
        regions.push(textAfter(name, rest))
        break
      case '--expires-in':
        options.expiresInSeconds = numberAfter(name, rest)
        break
      case '--session-seconds':
        options.sessionSeconds = numberAfter(name, rest)
        break
      case '--speed':
        options.speed = numberAfter(name, rest)
        break
      case '--port-signin':
        options.signinPort = numberAfter(name, rest)
        break
      case '--port-sts':
        options.stsPort = numberAfter(name, rest)
        break
      default:
        throw new TypeError(`${name} is not an option here.`)
    }
  }
  return regions.length > 0 ? { ...options, regions } : options
}

function textAfter(name: string, rest: string[]): string {
  const value = rest.shift()
  if (value === undefined || value === '' || value.startsWith('--')) {
    throw new TypeError(`${name} needs a value.`)
  }
  return value
}

function numberAfter(name: string, rest: string[]): number {
  const value = Number(textAfter(name, rest))
  if (!Number.isFinite(value) || value < 0) throw new TypeError(`${name} needs a number.`)
  return value
}
