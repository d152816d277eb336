import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { StandIn } from '../../aws/stand-in.ts'

/** ARN, account and user id of these credentials, by the AWS SDK at the stand-in's STS. */
export async function whoIs(
  standIn: StandIn,
  {
    accessKeyId,
    secretAccessKey,
    sessionToken,
  }: {
    readonly accessKeyId: string
    readonly secretAccessKey: string
    readonly sessionToken: string
  },
): Promise<readonly unknown[]> {
  const credentials = { accessKeyId, secretAccessKey, sessionToken }
  const client = new STSClient({
    region: 'us-east-1',
    endpoint: standIn.urls.sts,
    credentials,
    maxAttempts: 1,
  })
  try {
    const { Account, Arn, UserId } = await client.send(new GetCallerIdentityCommand({}))
    return [Arn, Account, UserId]
  } finally {
    client.destroy()
  }
}
