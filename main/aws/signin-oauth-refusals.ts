import type { RefusalMeaning, RefusalTable } from './service-error.ts'
import { signatureRefusals } from './signin-signature-refusals.ts'

/** What is particular to an operation. Both texts follow "AWS Sign-In". */
interface OauthWords {
  /** The principal may not. */
  readonly mayNot: string
  /** The request is not as AWS wants it. */
  readonly invalid: string
}

/**
 * What the refusals of the OAuth operations mean: by exception, then by `error` code, in AWS's spelling and in that of
 * RFC 6749 (section 5.2), RFC 7591 (section 3.2.2) and RFC 8707 (section 2). AWS's own words are never shown: the
 * requests carry tokens.
 */
function oauthRefusals({ mayNot, invalid }: OauthWords): RefusalTable {
  const denied: RefusalMeaning = { kind: 'refusal', code: 'insufficient-permissions', says: mayNot }
  const invalidRequest: RefusalMeaning = { kind: 'refusal', code: 'invalid-request', says: invalid }
  return {
    ...signatureRefusals,
    AccessDeniedException: denied,
    INSUFFICIENT_PERMISSIONS: denied,
    access_denied: denied,
    unauthorized_client: denied,
    ValidationException: invalidRequest,
    INVALID_REQUEST: invalidRequest,
    invalid_request: invalidRequest,
    invalid_target: invalidRequest,
    invalid_grant: invalidRequest,
    invalid_scope: invalidRequest,
    invalid_client: invalidRequest,
    invalid_client_metadata: invalidRequest,
    invalid_redirect_uri: invalidRequest,
    unsupported_grant_type: invalidRequest,
  }
}

const noToken = 'No token was made.'

export const issueTokenRefusals = oauthRefusals({
  mayNot: `does not let this principal have a token for this resource. ${noToken} It needs the action signin:CreateOAuth2Token, and no sign-in resource policy may deny it.`,
  invalid: `did not accept the request. ${noToken} Check the name of the resource, such as aws-mcp.amazonaws.com, and that this region offers it.`,
})

export const bearerTokenRefusals = oauthRefusals({
  mayNot: `does not let this principal have a bearer token for this resource. ${noToken} Ask who administers the account.`,
  invalid: `did not accept the request. ${noToken} Check the name of the resource, such as ecr.amazonaws.com, and the duration.`,
})

export const introspectTokenRefusals = oauthRefusals({
  mayNot: 'does not let this principal look at tokens. It needs the action signin:IntrospectOAuth2Token.',
  invalid: 'did not accept the token. Check that it was copied whole.',
})

export const revokeTokenRefusals = oauthRefusals({
  mayNot:
    'does not let this principal revoke tokens. The token still works. It needs the action signin:RevokeOAuth2Token.',
  invalid: 'did not accept the token. It was not revoked. Check that it is a refresh token, copied whole.',
})

export const tokenExchangeRefusals = oauthRefusals({
  mayNot: `does not let this principal exchange a token. ${noToken} Ask who administers the account.`,
  invalid: `did not accept the token or the request. ${noToken} Check that the token has not ended, the resource, and the policies in the scope.`,
})

export const clientRefusals = oauthRefusals({
  mayNot: 'does not let this client in. Nothing was changed.',
  invalid:
    'did not accept the request. Nothing was changed. Check the redirect addresses, and that the code or token has not been used or ended.',
})
