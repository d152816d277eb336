/**
 * Replies of the query protocol.
 *
 * @module
 */
import { randomUUID } from 'node:crypto'
import { escapeMarkup } from '../escape-markup.ts'
import type { Reply } from '../service.ts'

const namespace = 'https://sts.amazonaws.com/doc/2011-06-15/'

const statuses = {
  AccessDenied: 403,
  ExpiredToken: 403,
  IncompleteSignature: 400,
  InternalFailure: 500,
  InvalidAction: 400,
  InvalidClientTokenId: 403,
  MissingAuthenticationToken: 403,
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

export function stsResult(action: string, result: Readonly<Record<string, string>>): Reply {
  const requestId = randomUUID()
  const members = Object.entries(result).map(
    ([name, value]) => `    <${name}>${escapeMarkup(value)}</${name}>\n`,
  )
  return {
    status: 200,
    headers: headers(requestId),
    body: `<${action}Response xmlns="${namespace}">
  <${action}Result>
${members.join('')}  </${action}Result>
  <ResponseMetadata>
    <RequestId>${requestId}</RequestId>
  </ResponseMetadata>
</${action}Response>
`,
    outcome: 'ok',
  }
}

function headers(requestId: string): Readonly<Record<string, string>> {
  return { 'Content-Type': 'text/xml', 'x-amzn-RequestId': requestId }
}
