/**
 * What the members of the control plane look like, whatever the model says.
 *
 * @module
 */
import { isIP } from 'node:net'
import { textForm as text } from '../json-body.ts'

type Form = (value: unknown) => boolean

const name = '[a-zA-Z0-9_+=,.@-]'

export const targetId = text(/^(?:\d{12}|o-[a-z0-9]{10}|r-[0-9a-z]{10,30})$/, 32)
export const clientToken = text(/^[!-~]{1,64}$/)
export const statementId = text(/^[A-Za-z0-9+/]{64}=?$/)
export const nextToken = text(/^[-a-zA-Z0-9+=/_]*$/)
export const maxResults: Form = (value) =>
  Number.isInteger(value) && Number(value) >= 1 && Number(value) <= 100

const endpoint = text(/^vpce-[a-z0-9]{8,20}$/)

export const statement: Readonly<Record<string, Form>> = {
  sourceVpc: text(/^vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/),
  signinSourceVpce: endpoint,
  consoleSourceVpce: endpoint,
  vpcSourceIp: isRange,
  sourceIp: isRange,
  requestedRegion: text(/^[a-z]{2}(?:-[a-z]+)+-\d+$/),
  excludedPrincipal: text(
    new RegExp(
      `^arn:aws:(?:iam::\\d{12}:(?:(?:role|user)/${name}{1,64}|root)|sts::\\d{12}:federated-user/${name}{2,193})$`,
    ),
  ),
}

/** An address or a CIDR range, of either family. The model has no pattern for it. */
function isRange(value: unknown): boolean {
  if (typeof value !== 'string') return false
  const [address = '', prefix, ...more] = value.split('/')
  const family = isIP(address)
  if (family === 0 || address.includes('%') || more.length > 0) return false
  return (
    prefix === undefined ||
    (/^(?:0|[1-9]\d{0,2})$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128))
  )
}
