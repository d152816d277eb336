/** What AWS's own tools make of a config whose roles stand on a profile of Signet, beside what Signet makes of it. */
import { appendFileSync } from 'node:fs'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Scene } from '../headless/harness.ts'
import { whoIs } from '../unit/aws/who-is.ts'
import { installed, type Outcome, runProgram } from './outside-program.ts'
import { writeEndpoints } from './sso-home.ts'

const boto3 = installed('/usr/lib/python3/dist-packages/boto3') && installed('/usr/bin/python3')
const aws = installed('/usr/bin/aws')

let scene: Scene
let dataPath: string
beforeAll(async () => {
  scene = await Scene.start()
  await scene.signIn('base')
  dataPath = await writeEndpoints(scene.standIn, scene.folder)
  appendFileSync(
    scene.configPath,
    `\n[profile deploy]\nrole_arn = arn:aws:iam::444455556666:role/Deploy\nsource_profile = base\nrole_session_name = me\n` +
      'region = us-east-1\nduration_seconds = 1800\n' +
      '\n[profile audit]\nrole_arn = arn:aws:iam::444455556666:role/audit/Audit\nsource_profile = base\n' +
      'external_id = acme-audit\nrole_session_name = me\nregion = us-east-1\n' +
      '\n[profile leaf]\nrole_arn = arn:aws:iam::777788889999:role/Leaf\nsource_profile = deploy\nrole_session_name = me\n' +
      'region = us-east-1\n',
  )
})
afterAll(() => scene.close())

const script = {
  js: `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
    import { fromIni } from '@aws-sdk/credential-providers'
    const credentials = fromIni({ profile: process.argv.at(-1) })
    const { Arn } = await new STSClient({ credentials, region: 'us-east-1' }).send(new GetCallerIdentityCommand({}))
    console.log(Arn)`,
  // boto3 of Debian 12 is older than AWS_ENDPOINT_URL_STS: data files tell it where STS is.
  boto3: `import boto3, sys
print(boto3.Session(profile_name=sys.argv[1]).client('sts').get_caller_identity()['Arn'])`,
}

interface Client {
  readonly name: string
  readonly absent: string | false
  run(profile: string, env: Readonly<Record<string, string>>): Promise<Outcome>
}

const clients: readonly Client[] = [
  {
    name: 'the AWS SDK for JavaScript',
    absent: false,
    run: (profile, env) =>
      runProgram(process.execPath, ['--input-type=module', '-e', script.js, profile], env),
  },
  {
    name: 'boto3',
    absent: boto3 ? false : 'python3-boto3 is not here',
    run: (profile, env) => runProgram(boto3 || '', ['-c', script.boto3, profile], env),
  },
  {
    name: "Debian's AWS CLI",
    absent: aws ? false : '/usr/bin/aws is not here',
    run: (profile, env) =>
      runProgram(
        aws ?? '',
        ['sts', 'get-caller-identity', '--profile', profile, '--query', 'Arn', '--output', 'text'],
        env,
      ),
  },
]

async function bySignet(profile: string): Promise<unknown> {
  const { AccessKeyId, SecretAccessKey, SessionToken } = await scene.credentials(profile)
  const keys = { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
  return (await whoIs(scene.standIn, keys))[0]
}

const arns = {
  deploy: 'arn:aws:sts::444455556666:assumed-role/Deploy/me',
  audit: 'arn:aws:sts::444455556666:assumed-role/Audit/me',
  leaf: 'arn:aws:sts::777788889999:assumed-role/Leaf/me',
}

describe.each(clients)('a chain of the AWS config, by $name', ({ absent, run }) => {
  const reason = absent ? ` (skipped: ${absent})` : ''

  it.skipIf(absent).each(Object.entries(arns))(
    `is the same principal as by Signet: %s${reason}`,
    async (profile, arn) => {
      const env = { ...scene.env, AWS_DATA_PATH: dataPath }
      const { code, stdout, stderr } = await run(profile, env)
      expect([code, stdout.trim(), stderr, await bySignet(profile)]).toEqual([0, arn, '', arn])
    },
  )
})

describe('AssumeRole', () => {
  it('is asked for with the same parameters by Signet and by each of them', () => {
    const asked = new Map<string, Set<string>>()
    for (const { action, parameters } of scene.standIn.iam.calls) {
      if (action !== 'AssumeRole') continue
      const { RoleArn = '', DurationSeconds = '3600', ...others } = parameters
      const sorted = JSON.stringify(Object.entries({ ...others, DurationSeconds }).sort())
      asked.set(RoleArn, (asked.get(RoleArn) ?? new Set()).add(sorted))
    }
    expect([...asked].map(([role, forms]) => [role.split('/').at(-1), forms.size])).toEqual([
      ['Deploy', 1],
      ['Audit', 1],
      ['Leaf', 1],
    ])
  })
})
