/**
 * Replies of the query protocol.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import type { AccessKey } from '../access-keys.ts'
import { escapeMarkup } from '../escape-markup.ts'
import type { Reply } from '../service.ts'

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/'

const statuses = {
  AccessDenied: 403,
  ExpiredToken: 403,
  ExpiredTokenException: 400,
  IDPCommunicationError: 400,
  IncompleteSignature: 400,
  InternalFailure: 500,
  InvalidAction: 400,
  InvalidClientTokenId: 403,
  MalformedPolicyDocument: 400,
  MissingAuthenticationToken: 403,
  PackedPolicyTooLarge: 400,
  RegionDisabledException: 403,
  ServiceUnavailable: 503,
  SignatureDoesNotMatch: 403,
  Throttling: 400,
  ValidationError: 400,
} as const

export type StsErrorCode = keyof typeof statuses

export function stsError(code: StsErrorCode, message: string, status: number = statuses[code]): Reply {
  const requestId = randomUUID()
  const type = status >= 500 ? 'Receiver' : 'Sender'
  return {
    status,
    headers: headers(requestId),
    body: `<ErrorResponse xmlns="${namespace}">
  <Error>
    <Type>${type}</Type>
    <Code>${code}</Code>
    <Message>${escapeMarkup(message)}</Message>
  </Error>
  <RequestId>${requestId}</RequestId>
</ErrorResponse>
`,
    outcome: code,
    reason: message,
  }
}

export function isStsErrorCode(code: string): code is StsErrorCode {
  return Object.hasOwn(statuses, code)
}

/** Members of a result: texts, and structures of them. */
export interface StsResult {
  readonly [name: string]: string | StsResult
}

export function stsResult(action: string, result: StsResult): Reply {
  const requestId = randomUUID()
  return {
    status: 200,
    headers: headers(requestId),
    body: `<${action}Response xmlns="${namespace}">
  <${action}Result>
${elements(result, '    ')}  </${action}Result>
  <ResponseMetadata>
    <RequestId>${requestId}</RequestId>
  </ResponseMetadata>
</${action}Response>
`,
    outcome: 'ok',
  }
}

/** Temporary credentials as a result has them: whole seconds, with `Z`. */
export function credentialMembers({
  accessKeyId,
  secretAccessKey,
  sessionToken,
  expiresAt,
}: AccessKey): StsResult {
  return {
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey,
    SessionToken: sessionToken ?? '',
    Expiration: `${new Date(expiresAt).toISOString().slice(0, 19)}Z`,
  }
}

function elements(members: StsResult, indent: string): string {
  return Object.entries(members)
    .map(([name, value]) => {
      if (typeof value === 'string') return `${indent}<${name}>${escapeMarkup(value)}</${name}>\n`
      return `${indent}<${name}>\n${elements(value, `${indent}  `)}${indent}</${name}>\n`
    })
    .join('')
}

function headers(requestId: string): Readonly<Record<string, string>> {
  return { 'Content-Type': 'text/xml', 'x-amzn-RequestId': requestId }
}
