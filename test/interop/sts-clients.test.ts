import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type StandIn, startStandIn } from '../aws/stand-in.ts'
import { signIn } from '../aws/test-client.ts'
import { installed, type Outcome, runProgram } from './outside-program.ts'

const aws = installed('/usr/bin/aws')
const boto3 = installed('/usr/lib/python3/dist-packages/boto3') && installed('/usr/bin/python3')

let standIn: StandIn
let home: string
let keys: Readonly<Record<string, string>>
beforeAll(async () => {
  standIn = await startStandIn()
  home = await mkdtemp(join(tmpdir(), 'sts-home-'))
  const { accessToken } = await signIn(standIn, { principal: 'administrator' })
  keys = {
    ...standIn.env,
    HOME: home,
    AWS_ACCESS_KEY_ID: accessToken.accessKeyId,
    AWS_SECRET_ACCESS_KEY: accessToken.secretAccessKey,
    AWS_SESSION_TOKEN: accessToken.sessionToken,
  }
})
afterAll(async () => {
  await standIn.close()
  await rm(home, { recursive: true, force: true })
})

const arn =
  'arn:aws:sts::444455556666:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/alice@example.com'
const identity = { UserId: 'AROAEXAMPLEADMINISTRA:alice@example.com', Account: '444455556666', Arn: arn }

interface OutsideClient {
  readonly name: string
  readonly absent: string | false
  run(env: Readonly<Record<string, string>>): Promise<Outcome>
}

const script = {
  js: `import { STSClient, GetCallerIdentityCommand } from '@aws-sdk/client-sts'
    const { UserId, Account, Arn } = await new STSClient({}).send(new GetCallerIdentityCommand({}))
    console.log(JSON.stringify({ UserId, Account, Arn }))`,
  // boto3 of Debian 12 is older than AWS_ENDPOINT_URL_STS, so its own argument carries it.
  boto3: `import boto3, json, os
r = boto3.client('sts', endpoint_url=os.environ['AWS_ENDPOINT_URL_STS']).get_caller_identity()
print(json.dumps({k: r[k] for k in ('UserId', 'Account', 'Arn')}))`,
}

const clients: readonly OutsideClient[] = [
  {
    name: 'the AWS SDK for JavaScript, by AWS_ENDPOINT_URL_STS',
    absent: false,
    run: (env) => runProgram(process.execPath, ['--input-type=module', '-e', script.js], env),
  },
  {
    // The CLI of Debian 12 is older than AWS_ENDPOINT_URL_STS too.
    name: "Debian's AWS CLI, by --endpoint-url",
    absent: aws ? false : '/usr/bin/aws is not here',
    run: (env) =>
      runProgram(
        aws ?? '',
        ['sts', 'get-caller-identity', '--endpoint-url', env.AWS_ENDPOINT_URL_STS ?? '', '--output', 'json'],
        env,
      ),
  },
  {
    name: "Debian's boto3, by endpoint_url",
    absent: boto3 ? false : 'python3-boto3 is not here',
    run: (env) => runProgram(boto3 || '', ['-c', script.boto3], env),
  },
]

describe.each(clients)('GetCallerIdentity from $name', ({ absent, run }) => {
  const reason = absent ? ` (skipped: ${absent})` : ''

  it.skipIf(absent)(`is answered${reason}`, async () => {
    const { code, stdout, stderr } = await run(keys)
    expect([stderr, code, code === 0 && JSON.parse(stdout)]).toEqual(['', 0, identity])
  })

  it.skipIf(absent)(`is refused with another secret${reason}`, async () => {
    const { code, stdout, stderr } = await run({ ...keys, AWS_SECRET_ACCESS_KEY: 'x'.repeat(40) })
    expect([code === 0, stdout, stderr]).toEqual([
      false,
      '',
      expect.stringContaining('SignatureDoesNotMatch'),
    ])
  })

  it.skipIf(absent)(`is refused without the session token${reason}`, async () => {
    const { AWS_SESSION_TOKEN: _token, ...without } = keys
    const { code, stderr } = await run(without)
    expect([code === 0, stderr]).toEqual([false, expect.stringContaining('InvalidClientTokenId')])
  })
})
