/**
 * Signature Version 4 in its header form, judged from the bytes that came.
 *
 * @see {@link https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html AWS, Create a signed request}
 * @module
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { type Received, single } from './service.ts'

/** Why a signature is refused, in the words the query protocol has for it. */
export class SigV4Refusal extends Error {
  readonly code:
    | 'MissingAuthenticationToken'
    | 'IncompleteSignature'
    | 'InvalidClientTokenId'
    | 'SignatureDoesNotMatch'

  constructor(code: SigV4Refusal['code'], message: string) {
    super(message)
    this.name = 'SigV4Refusal'
    this.code = code
  }
}

export interface SigningKey {
  readonly secretAccessKey: string
  /** Undefined: a key without an end, which is shown without a token. */
  readonly sessionToken: string | undefined
}

export interface SigV4Expectation<Key extends SigningKey> {
  /** Epoch milliseconds. */
  readonly now: number
  readonly service: string
  readonly regions: readonly string[]
  find(accessKeyId: string): Key | undefined
}

interface Authorization {
  readonly accessKeyId: string
  readonly date: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
}

const mostSkewInMilliseconds = 300_000
const authorizationForm =
  /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/

/**
 * Judges a signed request.
 *
 * @returns The key that signed it. Whether that key is still good is for the caller.
 * @throws {@link SigV4Refusal}
 */
export function verifySigV4<Key extends SigningKey>(request: Received, expected: SigV4Expectation<Key>): Key {
  const authorization = readAuthorization(request)
  const key = expected.find(authorization.accessKeyId)
  if (!key || single(request, 'x-amz-security-token') !== key.sessionToken) {
    throw new SigV4Refusal('InvalidClientTokenId', 'The security token included in the request is invalid.')
  }
  const timestamp = checkDate(request, authorization, expected.now)
  checkScope(authorization, expected)
  checkSignedHeaders(request, authorization.signedHeaders)
  const bodyHash = sha256(request.body)
  const claimedHash = request.headers.get('x-amz-content-sha256')
  if (claimedHash && (claimedHash.length !== 1 || claimedHash[0] !== bodyHash)) {
    throw mismatch('The body is not the one that was signed.')
  }
  const canonical = canonicalRequest(request, authorization.signedHeaders, bodyHash)
  const signature = sign(key.secretAccessKey, authorization, timestamp, canonical)
  if (!timingSafeEqual(Buffer.from(signature), Buffer.from(authorization.signature))) {
    throw mismatch('The request signature we calculated does not match the signature you provided.')
  }
  return key
}

function readAuthorization(request: Received): Authorization {
  const header = request.headers.get('authorization')
  if (!header) throw new SigV4Refusal('MissingAuthenticationToken', 'Request is missing Authentication Token')
  const [, accessKeyId, date, region, service, signedHeaders, signature] =
    authorizationForm.exec(header.length === 1 ? (header[0] ?? '') : '') ?? []
  if (!accessKeyId || !date || !region || !service || !signedHeaders || !signature) {
    throw new SigV4Refusal('IncompleteSignature', 'The Authorization header does not have the form of SigV4.')
  }
  return { accessKeyId, date, region, service, signedHeaders: signedHeaders.split(';'), signature }
}

function checkDate(request: Received, authorization: Authorization, now: number): string {
  const stamp = single(request, 'x-amz-date') ?? ''
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(stamp) ?? []
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (!Number.isFinite(time)) {
    throw new SigV4Refusal('IncompleteSignature', 'X-Amz-Date is missing or has another form.')
  }
  if (stamp.slice(0, 8) !== authorization.date) throw mismatch('Date in Credential scope does not match.')
  if (now - time > mostSkewInMilliseconds) throw mismatch(`Signature expired: ${stamp} is too long ago.`)
  if (time - now > mostSkewInMilliseconds) throw mismatch(`Signature not yet current: ${stamp} is ahead.`)
  return stamp
}

function checkScope(
  { region, service }: Authorization,
  expected: { readonly service: string; readonly regions: readonly string[] },
): void {
  if (service !== expected.service) {
    throw mismatch(`Credential should be scoped to correct service: '${expected.service}'.`)
  }
  if (!expected.regions.includes(region)) throw mismatch('Credential should be scoped to a valid region.')
}

function checkSignedHeaders(request: Received, signed: readonly string[]): void {
  const must = ['host', ...[...request.headers.keys()].filter((name) => name.startsWith('x-amz-'))]
  if (request.body.length > 0 && request.headers.has('content-type')) must.push('content-type')
  const unsigned = must.filter((name) => !signed.includes(name))
  if (unsigned.length > 0) throw mismatch(`These headers must be signed: ${unsigned.join(', ')}.`)
  const sorted = [...new Set(signed)].sort()
  if (sorted.join(';') !== signed.join(';'))
    throw mismatch('SignedHeaders must be sorted and without repeats.')
}

function canonicalRequest(request: Received, signed: readonly string[], bodyHash: string): string {
  const headers = signed.map((name) => {
    const values = request.headers.get(name) ?? []
    return `${name}:${values.map((value) => value.trim().replace(/ +/g, ' ')).join(',')}\n`
  })
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    headers.join(''),
    signed.join(';'),
    bodyHash,
  ].join('\n')
}

/** The path as sent, each part encoded once more; only S3 leaves that out. */
function canonicalPath(path: string): string {
  return path.split('/').map(encode).join('/')
}

function canonicalQuery(query: string): string {
  if (query === '') return ''
  const pairs = query.split('&').map((pair) => {
    const [name = '', ...value] = pair.split('=')
    return [encode(decodeURIComponent(name)), encode(decodeURIComponent(value.join('=')))] as const
  })
  return pairs
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&')
}

function sign(secret: string, scope: Authorization, timestamp: string, canonical: string): string {
  const { date, region, service } = scope
  const toSign = [
    'AWS4-HMAC-SHA256',
    timestamp,
    `${date}/${region}/${service}/aws4_request`,
    sha256(canonical),
  ]
  const steps = [date, region, service, 'aws4_request']
  const key = steps.reduce<Buffer>((last, step) => hmac(last, step), Buffer.from(`AWS4${secret}`))
  return hmac(key, toSign.join('\n')).toString('hex')
}

/** RFC 3986: only the unreserved characters stay bare. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function mismatch(message: string): SigV4Refusal {
  return new SigV4Refusal('SignatureDoesNotMatch', message)
}
