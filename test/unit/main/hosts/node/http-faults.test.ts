import { describe, expect, it } from 'vitest'
import { NotSent } from '../../../../../main/aws/not-sent.ts'
import { sendFault } from '../../../../../main/hosts/node/http-faults.ts'

const url = new URL('https://us-east-1.signin.aws.amazon.com/v1/token')
const withCode = (code: string, cause?: unknown): Error =>
  Object.assign(new Error(`inner text ${code}`, { cause }), { code })

describe('sendFault', () => {
  it.each([
    ['ENOTFOUND', 'network-down'],
    ['EAI_AGAIN', 'network-down'],
    ['ECONNREFUSED', 'network-down'],
    ['ENETUNREACH', 'network-down'],
    ['ECONNRESET', 'network-down'],
    ['UND_ERR_SOCKET', 'network-down'],
    ['UND_ERR_CONNECT_TIMEOUT', 'timed-out'],
    ['UND_ERR_HEADERS_TIMEOUT', 'timed-out'],
    ['ETIMEDOUT', 'timed-out'],
    ['CERT_HAS_EXPIRED', 'tls-untrusted'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls-untrusted'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'tls-untrusted'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'tls-untrusted'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'tls-untrusted'],
    ['HPE_INVALID_CONSTANT', 'server-error'],
    ['SOMETHING_NEW', 'network-down'],
  ])('tells %s as %s, with the host, a next step and none of the inner text (R13, R15)', (code, told) => {
    const { code: outer, message, remedy, cause } = sendFault(url, withCode(code), true)
    expect({ outer, remedy }).toEqual({ outer: told, remedy: 'retry' })
    expect(message).toContain('us-east-1.signin.aws.amazon.com')
    expect(message).toMatch(/then try again\./)
    expect(message).not.toContain('inner text')
    expect(String(cause)).not.toContain('inner text')
  })

  it('looks through wrappers for what the system said', () => {
    const wrapped = withCode('UND_ERR_PRX_TLS', withCode('ERR_TLS_CERT_ALTNAME_INVALID'))
    expect(sendFault(url, wrapped, false).code).toBe('tls-untrusted')
  })

  it('tells whether the request may have left', () => {
    const causes = [true, false].map((sent) => sendFault(url, withCode('ECONNRESET'), sent).cause)
    expect(causes.map((cause) => cause instanceof NotSent)).toEqual([false, true])
  })
})
