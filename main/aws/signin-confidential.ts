/**
 * CreateOAuth2Token for a confidential client: the same grants as for the AWS CLI, proved by a signature (permission
 * `signin:ExchangeToken`) where a public client has a DPoP key.
 *
 * @module
 */
import { type RestJsonPorts, restJson } from './rest-json.ts'
import { redeemCode, refresh, type SigninGrant, type SigninTokens, signinTokens } from './signin.ts'
import type { SignedBy } from './signin-control-types.ts'
import { signinRefusals } from './signin-refusals.ts'
import { signatureRefusals } from './signin-signature-refusals.ts'

export interface SigninConfidentialClient {
  /** @throws as {@link SigninClient.createToken} does. */
  createToken(grant: SigninGrant, by: SignedBy): Promise<SigninTokens>
}

const signed = { auth: 'sigv4', refusals: { ...signatureRefusals, ...signinRefusals } } as const
const redeemCodeSigned = { ...redeemCode, ...signed }
const refreshSigned = { ...refresh, ...signed }

/** `endpoints` are those of the service `signin`. */
export function signinConfidentialClient(ports: RestJsonPorts): SigninConfidentialClient {
  const { call } = restJson(ports)
  return {
    async createToken(grant, { credentials, region, signal }) {
      const options = { region, proof: { credentials, signingName: 'signin', region }, signal }
      return grant.grantType === 'refresh_token'
        ? signinTokens({ ...(await call(refreshSigned, grant, options)), idToken: undefined }, ports)
        : signinTokens(await call(redeemCodeSigned, grant, options), ports)
    },
  }
}
