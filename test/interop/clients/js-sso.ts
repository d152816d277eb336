/**
 * The AWS SDK for JavaScript as a program of its own: prints the credentials of `AWS_PROFILE`'s role of IAM Identity
 * Center, and who they are.
 *
 * @module
 */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { fromSSO } from '@aws-sdk/credential-providers'

try {
  const credentials = await fromSSO()()
  const { Arn } = await new STSClient({ credentials }).send(new GetCallerIdentityCommand({}))
  console.log(JSON.stringify({ ...credentials, arn: Arn }))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
