/**
 * The AWS SDK for JavaScript as a program of its own: prints the credentials of `AWS_PROFILE`'s login session, and who
 * they are. With `SPOIL_PROOF` set, a byte of each DPoP proof's signature is changed on its way out.
 *
 * @module
 */
import { Agent, type ClientRequest } from 'node:http'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { fromLoginCredentials } from '@aws-sdk/credential-providers'

class SpoilingAgent extends Agent {
  // Node calls this with each request before its head is sent.
  addRequest(request: ClientRequest, options: unknown): void {
    const proof = String(request.getHeader('dpop'))
    request.setHeader('dpop', proof.slice(0, -20) + (proof.at(-20) === 'A' ? 'B' : 'A') + proof.slice(-19))
    const { addRequest } = Agent.prototype as unknown as SpoilingAgent
    addRequest.call(this, request, options)
  }
}

const spoiling = process.env.SPOIL_PROOF
  ? { clientConfig: { requestHandler: { httpAgent: new SpoilingAgent() } } }
  : {}
try {
  const credentials = await fromLoginCredentials({ ...spoiling })()
  const sts = new STSClient({ credentials })
  const { Arn } = await sts.send(new GetCallerIdentityCommand({}))
  console.log(JSON.stringify({ ...credentials, arn: Arn }))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
