/**
 * A program of somebody else's: the AWS SDK for JavaScript as it comes, told nothing but `AWS_PROFILE`.
 *
 * @module
 */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'

const { Arn } = await new STSClient({}).send(new GetCallerIdentityCommand({}))
process.stdout.write(`${Arn}\n`)
