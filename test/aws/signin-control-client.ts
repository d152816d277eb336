/**
 * A client of Sign-In's signed operations that does everything right, in parts, so that a test can do one thing wrong.
 *
 * @module
 */
import { createHash, createHmac } from 'node:crypto'
import type { HandedKey } from './signin-control/signin-control.ts'
import type { StandIn } from './stand-in.ts'

export interface SignedReply {
  readonly status: number
  /** `x-amzn-errortype` */
  readonly type: string | null
  readonly text: string
  /** The JSON of the body; empty where there is none. */
  readonly body: Readonly<Record<string, unknown>>
}

export interface SignedCall {
  readonly url: string
  readonly key: Pick<HandedKey, 'accessKeyId' | 'secretAccessKey' | 'sessionToken'>
  readonly region: string
  /** Epoch milliseconds. */
  readonly now: number
  /** Undefined: no body and no content type. */
  readonly body?: unknown
  readonly service?: string
  /** Sent, and not signed. */
  readonly headers?: Readonly<Record<string, string>>
}

/** Signs a POST (SigV4) and sends it. */
export async function signedPost(call: SignedCall): Promise<SignedReply> {
  const url = new URL(call.url)
  const body = call.body === undefined ? '' : JSON.stringify(call.body)
  const stamp = new Date(call.now).toISOString().replace(/[-:]|\.\d+/g, '')
  const headers: Record<string, string> = {
    ...(call.body === undefined ? {} : { 'content-type': 'application/json' }),
    host: url.host,
    'x-amz-date': stamp,
    ...(call.key.sessionToken === undefined ? {} : { 'x-amz-security-token': call.key.sessionToken }),
  }
  const names = Object.keys(headers).join(';')
  const canonical = [
    'POST',
    url.pathname,
    url.search.slice(1),
    ...Object.entries(headers).map(([name, value]) => `${name}:${value}`),
    '',
    names,
    sha256(body),
  ].join('\n')
  const steps = [stamp.slice(0, 8), call.region, call.service ?? 'signin', 'aws4_request']
  const key = steps.reduce<Buffer>(hmac, Buffer.from(`AWS4${call.key.secretAccessKey}`))
  const signature = hmac(key, ['AWS4-HMAC-SHA256', stamp, steps.join('/'), sha256(canonical)].join('\n'))
  const authorization = `AWS4-HMAC-SHA256 Credential=${call.key.accessKeyId}/${steps.join('/')}, SignedHeaders=${names}, Signature=${signature.toString('hex')}`
  const { host: _host, ...sent } = headers
  const reply = await fetch(url, {
    method: 'POST',
    headers: { ...sent, authorization, ...call.headers },
    ...(body === '' ? {} : { body }),
  })
  const text = await reply.text()
  return {
    status: reply.status,
    type: reply.headers.get('x-amzn-errortype'),
    text,
    body: text === '' ? {} : JSON.parse(text),
  }
}

/** Calls an operation of the control plane, by its path without the slash. */
export function controlCall(
  standIn: StandIn,
  principal: string,
  path: string,
  body?: unknown,
  more: Partial<SignedCall> = {},
): Promise<SignedReply> {
  const region = more.region ?? 'us-east-1'
  const { sessionToken, ...key } = standIn.signinControl.accessKey(principal)
  return signedPost({
    url: `${standIn.urls.signinControl[region]}/${path}`,
    key: { ...key, ...(sessionToken === undefined ? {} : { sessionToken }) },
    region,
    now: standIn.clock.now(),
    body,
    ...more,
  })
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
