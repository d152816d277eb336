import type { AccessKey, AccessKeys } from '../access-keys.ts'
import type { StandInClock } from '../clock.ts'
import { pageReply, redirectReply } from '../page-reply.ts'
import type { Mint } from '../secrets.ts'
import type { Received, Reply, Service } from '../service.ts'
import { isConsoleAddress } from './destination.ts'
import { consoleFrontPage, federationErrorPage } from './pages.ts'
import { readSession } from './session.ts'
import type { FederationSettings } from './settings.ts'

export interface FederationParts {
  readonly clock: StandInClock
  readonly keys: AccessKeys
  readonly mint: Mint
  readonly settings: FederationSettings
  /** Most seconds of a console session as the role behind these credentials; undefined: no more than the usual hour. */
  readonly mostSecondsOf: (key: AccessKey) => number | undefined
}

interface Handed {
  readonly key: AccessKey
  readonly until: number
}

const tokenSeconds = 15 * 60
const usualSeconds = 3600

/** Console federation: credentials become a sign-in token, and the token a page. */
export function federationService(parts: FederationParts): Service {
  const tokens = new Map<string, Handed>()
  const actions: Readonly<Record<string, (parameters: URLSearchParams) => Reply>> = {
    getSigninToken: (parameters) => giveToken(parts, tokens, parameters),
    login: (parameters) => login(parts, tokens, parameters),
  }
  return {
    routes: [
      {
        operation: 'federation',
        method: 'GET',
        path: '/federation',
        handle: (request) => {
          const parameters = parametersOf(request)
          const action = parameters?.get('Action') ?? ''
          const act = Object.hasOwn(actions, action) ? actions[action] : undefined
          return parameters && act ? act(parameters) : refused('no such action, or a parameter twice')
        },
      },
      { operation: 'console-logout', method: 'GET', path: '/oauth', handle: logout },
    ],
    refuse: (status, message) => page(status, 'refused', message),
  }
}

function giveToken(
  { clock, keys, mint, settings, mostSecondsOf }: FederationParts,
  tokens: Map<string, Handed>,
  parameters: URLSearchParams,
): Reply {
  const extra = unknownIn(parameters, ['Action', 'Session', 'SessionDuration', 'SessionType'])
  if (extra !== undefined) return refused(`${extra} is no parameter of getSigninToken`)
  const session = readSession(parameters.get('Session') ?? '')
  const key = session && keys.find(session.sessionId)
  if (!session || !key) return refused('Session is not three known members')
  if (key.secretAccessKey !== session.sessionKey || key.sessionToken !== session.sessionToken) {
    return refused('the credentials do not belong together')
  }
  if (clock.now() >= key.expiresAt) return refused('the credentials have ended')
  if (key.principal.kind !== 'role') return refused(`credentials of a ${key.principal.kind}, not of a role`)
  if (key.origin === 'login' && settings.loginSessions === 'refused') return refused('a login session')
  const fault = durationFault(parameters.get('SessionDuration'), key, mostSecondsOf(key) ?? usualSeconds)
  if (fault !== undefined) return refused(fault)
  const token = mint.urlSafeSecret('signin-token', 700)
  tokens.set(token, { key, until: clock.now() + tokenSeconds * 1000 })
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }
  return { status: 200, headers, body: JSON.stringify({ SigninToken: token }), outcome: 'ok:token' }
}

/** Only a role that was assumed by a user with long-term keys, or by IAM Identity Center, may say how long. */
function durationFault(given: string | null, { origin }: AccessKey, most: number): string | undefined {
  if (given === null) return undefined
  if (!/^\d{1,6}$/.test(given)) return 'SessionDuration is not a number of seconds'
  const seconds = Number(given)
  if (seconds < 900 || seconds > 43_200) return 'SessionDuration is not 900 to 43200'
  if (origin !== 'role' && origin !== 'identity-center') return 'SessionDuration with a chained role or login'
  return seconds > most ? 'SessionDuration is more than the role allows' : undefined
}

function login(
  { clock }: FederationParts,
  tokens: ReadonlyMap<string, Handed>,
  parameters: URLSearchParams,
): Reply {
  const extra = unknownIn(parameters, ['Action', 'Issuer', 'Destination', 'SigninToken'])
  if (extra !== undefined) return refused(`${extra} is no parameter of login`)
  const handed = tokens.get(parameters.get('SigninToken') ?? '')
  if (!handed || clock.now() >= handed.until) return refused('the sign-in token is not known, or has ended')
  if (!parameters.get('Issuer')) return refused('there is no Issuer')
  const destination = parameters.get('Destination') ?? ''
  const partition = handed.key.principal.arn.split(':')[1] ?? ''
  if (!isConsoleAddress(destination, partition)) {
    return refused('Destination is no console address of this partition')
  }
  return pageReply(200, consoleFrontPage(handed.key.principal, destination), 'ok:login')
}

/** Ends the console session and goes on to where it is told, which is this very server. */
function logout(request: Received): Reply {
  const parameters = parametersOf(request)
  const next = parameters?.get('redirect_uri') ?? ''
  if (parameters?.get('Action') !== 'logout' || !next.startsWith(`${request.base}/federation?`)) {
    return refused('logout leads nowhere else')
  }
  return redirectReply(next, 'ok')
}

/** Undefined where a name stands twice. */
function parametersOf({ query }: Received): URLSearchParams | undefined {
  const parameters = new URLSearchParams(query)
  const names = [...parameters.keys()]
  return new Set(names).size === names.length ? parameters : undefined
}

function unknownIn(parameters: URLSearchParams, known: readonly string[]): string | undefined {
  return [...parameters.keys()].find((name) => !known.includes(name))
}

/** As AWS refuses: a page, whatever was asked for. */
function refused(reason: string): Reply {
  return { ...page(400, 'refused:400', reason), reason }
}

function page(status: number, outcome: string, reason: string): Reply {
  return pageReply(status, federationErrorPage(reason), outcome)
}
