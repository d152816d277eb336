import type { AwsCredentialIdentity } from '../kernel/credentials.ts'
import type { HttpRequest } from '../kernel/ports/http.ts'

/** What signs. A user's own key has no session token. */
export type SigningCredentials = Pick<AwsCredentialIdentity, 'accessKeyId' | 'secretAccessKey'> & {
  readonly sessionToken?: string | undefined
}

export interface SigningContext {
  readonly credentials: SigningCredentials
  /** `signin`, `sts`, … */
  readonly signingName: string
  readonly region: string
  /** By AWS's clock, epoch milliseconds. */
  readonly now: number
}

/**
 * The headers that sign a request with AWS Signature Version 4: the signed ones (`host`, `x-amz-date`,
 * `x-amz-security-token`, and the request's own `content-type` and `x-amz-…`) and `authorization`. What a proxy may
 * change is left out. The signer is loaded when it is first needed.
 */
export async function signRequest(
  request: HttpRequest,
  context: SigningContext,
): Promise<Readonly<Record<string, string>>> {
  const [{ SignatureV4 }, { Sha256 }] = await Promise.all([
    import('@smithy/signature-v4'),
    import('@aws-crypto/sha256-js'),
  ])
  const { url, method, headers, body } = request
  const { accessKeyId, secretAccessKey, sessionToken } = context.credentials
  const toSign = Object.fromEntries(
    Object.entries(headers).filter(([name]) => name === 'content-type' || name.startsWith('x-amz-')),
  )
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) },
    region: context.region,
    service: context.signingName,
    sha256: Sha256,
    applyChecksum: false,
  })
  const { headers: signed } = await signer.sign(
    {
      method,
      protocol: url.protocol,
      hostname: url.hostname,
      path: url.pathname,
      query: Object.fromEntries(url.searchParams),
      headers: { ...toSign, host: url.host },
      ...(body ? { body } : {}),
    },
    { signingDate: new Date(context.now) },
  )
  return signed
}
