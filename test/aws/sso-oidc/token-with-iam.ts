/**
 * `CreateTokenWithIAM`: tokens for an application that AWS credentials speak for.
 *
 * @module
 */
import type { Instance } from '../identity-center/directory.ts'
import type { Received, Reply } from '../service.ts'
import { signedCaller } from '../signed-caller.ts'
import { type OidcBody, readBody } from './body.ts'
import { refuse } from './errors.ts'
import { jsonReply } from './json-reply.ts'
import type { OidcParts } from './parts.ts'
import { challengeOf, verifierForm } from './token.ts'
import type { Holder, IssuedTokens, SsoSession } from './tokens.ts'

const tokenType = 'urn:ietf:params:oauth:token-type:'
const accessTokenType = `${tokenType}access_token`
const refreshTokenType = `${tokenType}refresh_token`

type Exchange = (parts: OidcParts, application: Application, body: OidcBody) => IssuedTokens

interface Application extends Holder {
  readonly instance: Instance
}

const grants: Readonly<Record<string, Exchange>> = {
  authorization_code: (parts, application, body) => {
    const authorization = parts.codes.redeem(body.text('code'), {
      clientId: application.clientId,
      redirectUri: body.text('redirectUri'),
      codeChallenge: challengeOf(body.text('codeVerifier', verifierForm)),
    })
    return parts.tokens.begin(authorization.instance, authorization.user, application, true)
  },
  refresh_token: (parts, application, body) =>
    parts.tokens.refresh(body.text('refreshToken'), application.clientId),
  'urn:ietf:params:oauth:grant-type:jwt-bearer': (parts, application, body) => {
    const userName = subjectOf(body.text('assertion'), parts.clock.seconds())
    const user = application.instance.users.find((each) => [each.userName, each.email].includes(userName))
    if (!user) throw refuse('InvalidGrantException', 'The subject of the assertion is not a user here.')
    return parts.tokens.begin(application.instance, user, application, true)
  },
  'urn:ietf:params:oauth:grant-type:token-exchange': (parts, application, body) => {
    const subjectToken = body.text('subjectToken')
    if (body.text('subjectTokenType') !== accessTokenType) {
      throw refuse('InvalidRequestException', 'subjectTokenType is not an access token.')
    }
    const requested = body.optionalText('requestedTokenType') ?? accessTokenType
    if (requested !== accessTokenType && requested !== refreshTokenType) {
      throw refuse('InvalidRequestException', 'requestedTokenType is not one of its values.')
    }
    const session = sessionOf(parts, application, subjectToken)
    return parts.tokens.issue(session, application, requested === refreshTokenType)
  },
}

/** `POST /token?aws_iam=t` */
export function createTokenWithIam(parts: OidcParts, request: Received): Reply {
  signedCaller(parts, request, 'sso-oauth')
  const body = readBody(request, parts.model, 'CreateTokenWithIAM')
  const clientId = body.text('clientId')
  const exchange = new Map(Object.entries(grants)).get(body.text('grantType'))
  if (!exchange) throw refuse('UnsupportedGrantTypeException', 'The grant type is not known.')
  const application = readApplication(parts, clientId, body.list('scope') ?? [])
  const issued = exchange(parts, application, body)
  const { accessToken, expiresInSeconds, refreshToken } = issued
  const members = {
    accessToken,
    tokenType: 'Bearer',
    expiresIn: expiresInSeconds,
    ...(refreshToken === undefined ? {} : { refreshToken }),
    issuedTokenType: refreshToken === undefined ? accessTokenType : refreshTokenType,
    scope: application.scopes,
    awsAdditionalDetails: { identityContext: identityContext(issued.session) },
  }
  return jsonReply(members, issued.repeated ? 'ok:repeated' : 'ok')
}

function readApplication(parts: OidcParts, clientId: string, scopes: readonly string[]): Application {
  const [, instanceId = ''] =
    /^arn:aws[a-z-]*:sso::\d{12}:application\/(ssoins-[0-9a-f]{16})\/apl-[0-9a-f]{16}$/.exec(clientId) ?? []
  const instance = parts.directory.withId(instanceId)
  if (!instance) throw refuse('InvalidClientException', 'The application is not known.')
  if (instance.region !== parts.region) {
    const where = { endpoint: parts.endpointIn(instance.region), region: instance.region }
    throw refuse('InvalidRequestRegionException', 'The application is in another region.', where)
  }
  return { clientId, scopes, legacy: false, instance }
}

function sessionOf(parts: OidcParts, application: Application, subjectToken: string): SsoSession {
  const session = parts.tokens.find(subjectToken)?.session
  if (session?.instance === application.instance) return session
  throw refuse('InvalidGrantException', 'The subject token is not good here.')
}

/** The form and the time of an assertion; its signature has no issuer here that could vouch for it. */
function subjectOf(assertion: string, now: number): string {
  const [, claims] = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(assertion) ?? []
  try {
    const { sub, aud, exp } = JSON.parse(Buffer.from(claims ?? '', 'base64url').toString()) as {
      readonly [name: string]: unknown
    }
    if (typeof sub === 'string' && aud !== undefined && typeof exp === 'number' && exp > now) return sub
  } catch {
    // Refused below.
  }
  throw refuse('InvalidGrantException', 'The assertion is not a JWT with sub, aud and an exp to come.')
}

function identityContext({ instance, user }: SsoSession): string {
  return Buffer.from(JSON.stringify({ instance: instance.instanceId, user: user.key })).toString('base64')
}
