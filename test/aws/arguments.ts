import type { IdentityCenterOptions } from './identity-center/identity-center.ts'
import { organisation } from './identity-center/organisation.ts'
import type { StandInOptions } from './stand-in.ts'

export const usage = `Usage: npm run stand-in -- [options]

A local AWS Sign-In, IAM Identity Center and STS on 127.0.0.1. Prints one line of JSON with its endpoints, runs until it is told to end.

  --auto-approve [WHO]   answer sign-ins without asking, as WHO (developer, administrator, read-only, bob, root,
                         or deny); developer when WHO is left out
  --region REGION        serve this region; may be given more than once (us-east-1)
  --expires-in S         seconds that credentials last, 1 to 900 (900)
  --session-seconds S    seconds that a session lasts (43200)
  --speed N              run its clock N times as fast (1)
  --port-signin PORT     port of Sign-In; a further region takes the next (chosen by the system)
  --port-sts PORT        port of STS (chosen by the system)
  --port-signin-control PORT  port of Sign-In's control plane; a further region takes the next (chosen by the system)
  --port-federation PORT  port of console federation (chosen by the system)
  --refresh-token-prefix TEXT  what refresh tokens begin with; with ASOR they can be introspected and revoked
  --propagation-seconds S  until other regions see a change of the control plane (2)

IAM Identity Center:
  --auto-approve-sso [USER]  answer its pages without asking, as USER (alice, bob, carol, or deny); alice when USER
                             is left out
  --accounts N           make up an organisation of N accounts
  --roles N              with N roles in each account (5)
  --seed N               what all that is left to chance goes by (1)
  --sso-session-seconds S  seconds that a session lasts (28800)
  --portal-rate N        calls per second the portal takes (20); 0 for no limit
  --throttle-rate P      share of the portal's calls that are told at random that they are too many, 0 to 1 (0)
  --error-rate P         share of the portal's calls that fail at random, 0 to 1 (0)
  --port-sso-oidc PORT   port of SSO OIDC; a further region takes the next (chosen by the system)
  --port-sso PORT        port of the SSO portal; a further region takes the next (chosen by the system)

  --help                 show this
`

type Writable<Options> = { -readonly [Name in keyof Options]: Options[Name] }

/** What the command line says, as it is read. */
interface Wanted {
  readonly options: Writable<StandInOptions>
  readonly center: Writable<IdentityCenterOptions>
  readonly regions: string[]
  accounts?: number
  roles?: number
}

type Take = (wanted: Wanted, rest: string[], name: string) => void

const readers: Readonly<Record<string, Take>> = {
  '--auto-approve': ({ options }, rest) => {
    options.autoApprove = textOrElse(rest, 'developer')
  },
  '--region': ({ regions }, rest, name) => {
    regions.push(textAfter(name, rest))
  },
  '--expires-in': ({ options }, rest, name) => {
    options.expiresInSeconds = numberAfter(name, rest)
  },
  '--session-seconds': ({ options }, rest, name) => {
    options.sessionSeconds = numberAfter(name, rest)
  },
  '--sso-session-seconds': ({ center }, rest, name) => {
    center.sessionSeconds = numberAfter(name, rest)
  },
  '--speed': ({ options }, rest, name) => {
    options.speed = numberAfter(name, rest)
  },
  '--port-signin': ({ options }, rest, name) => {
    options.signinPort = numberAfter(name, rest)
  },
  '--port-sts': ({ options }, rest, name) => {
    options.stsPort = numberAfter(name, rest)
  },
  '--port-signin-control': ({ options }, rest, name) => {
    options.signinControlPort = numberAfter(name, rest)
  },
  '--port-federation': ({ options }, rest, name) => {
    options.federationPort = numberAfter(name, rest)
  },
  '--refresh-token-prefix': ({ options }, rest, name) => {
    options.refreshTokenPrefix = textAfter(name, rest)
  },
  '--propagation-seconds': ({ options }, rest, name) => {
    options.signinControl = { propagationSeconds: numberAfter(name, rest) }
  },
  '--port-sso-oidc': ({ options }, rest, name) => {
    options.ssoOidcPort = numberAfter(name, rest)
  },
  '--port-sso': ({ options }, rest, name) => {
    options.ssoPort = numberAfter(name, rest)
  },
  '--auto-approve-sso': ({ center }, rest) => {
    center.autoApprove = textOrElse(rest, 'alice')
  },
  '--accounts': (wanted, rest, name) => {
    wanted.accounts = numberAfter(name, rest)
  },
  '--roles': (wanted, rest, name) => {
    wanted.roles = numberAfter(name, rest)
  },
  '--seed': ({ center }, rest, name) => {
    center.seed = numberAfter(name, rest)
  },
  '--portal-rate': ({ center }, rest, name) => {
    center.portalRate = numberAfter(name, rest)
  },
  '--throttle-rate': ({ center }, rest, name) => {
    center.throttleRate = numberAfter(name, rest)
  },
  '--error-rate': ({ center }, rest, name) => {
    center.errorRate = numberAfter(name, rest)
  },
}

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
  const wanted: Wanted = { options: {}, center: {}, regions: [] }
  while (rest.length > 0) {
    const name = rest.shift() ?? ''
    if (name === '--help') return 'help'
    const take = Object.hasOwn(readers, name) ? readers[name] : undefined
    if (!take) throw new TypeError(`${name} is not an option here.`)
    take(wanted, rest, name)
  }
  return assembled(wanted)
}

function assembled({ accounts, center, options, regions, roles }: Wanted): StandInOptions {
  if (roles !== undefined && accounts === undefined) throw new TypeError('--roles needs --accounts.')
  if (accounts !== undefined) {
    center.accounts = organisation({ accounts, roles: roles ?? 5, seed: center.seed ?? 1 })
  }
  if (Object.keys(center).length > 0) options.identityCenter = center
  return regions.length > 0 ? { ...options, regions } : options
}

/** The next word, unless it is an option. */
function textOrElse(rest: string[], otherwise: string): string {
  return rest[0]?.startsWith('--') === false ? (rest.shift() ?? '') : otherwise
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
