/**
 * Where a browser is, as AWS would see it. A request comes from a public address, or through a VPC endpoint.
 *
 * @module
 */
import { isIP } from 'node:net'

export interface Network {
  /** The public address. Not seen where one of the VPC members is there. */
  readonly sourceIp?: string | undefined
  readonly sourceVpc?: string | undefined
  /** The endpoint through which the sign-in page is reached. */
  readonly signinSourceVpce?: string | undefined
  /** The endpoint through which the console is reached. */
  readonly consoleSourceVpce?: string | undefined
  /** The address inside the VPC. */
  readonly vpcSourceIp?: string | undefined
  /** The region that is asked; that of the service when left out. */
  readonly requestedRegion?: string | undefined
}

/** A public address that is nobody's (RFC 5737). */
export const defaultNetwork: Network = { sourceIp: '198.51.100.7' }

/** A request that carries this header, a `Network` as JSON, comes from there, whatever else was set. */
export const networkHeader = 'x-stand-in-network'

const forms: Readonly<Record<keyof Network, (value: string) => boolean>> = {
  sourceIp: (value) => isIP(value) !== 0,
  sourceVpc: (value) => /^vpc-(?:[0-9a-f]{8}|[0-9a-f]{17})$/.test(value),
  signinSourceVpce: (value) => /^vpce-[a-z0-9]{8,20}$/.test(value),
  consoleSourceVpce: (value) => /^vpce-[a-z0-9]{8,20}$/.test(value),
  vpcSourceIp: (value) => isIP(value) !== 0,
  requestedRegion: (value) => /^[a-z]{2}(?:-[a-z]+)+-\d+$/.test(value),
}

/**
 * Reads a network that came as JSON.
 *
 * @throws TypeError that names the member at fault, or both where it claims a public address and a VPC.
 */
export function checkedNetwork(value: unknown): Network {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new TypeError('A network is an object.')
  }
  const members = Object.entries(value).filter(([, member]) => member !== undefined && member !== null)
  for (const [name, member] of members) {
    const form = Object.hasOwn(forms, name) ? forms[name as keyof Network] : undefined
    if (!form) throw new TypeError(`A network has no ${name}.`)
    if (typeof member !== 'string' || !form(member)) {
      throw new TypeError(`${name} cannot be ${JSON.stringify(member)}.`)
    }
  }
  const network: Network = Object.fromEntries(members)
  if (network.sourceIp !== undefined && isInVpc(network)) {
    throw new TypeError('A request has a public address or a VPC, never both.')
  }
  return network
}

/** Whether the request comes through a VPC endpoint. */
export function isInVpc(network: Network): boolean {
  const { consoleSourceVpce, signinSourceVpce, sourceVpc, vpcSourceIp } = network
  return [sourceVpc, signinSourceVpce, consoleSourceVpce, vpcSourceIp].some((member) => member !== undefined)
}
