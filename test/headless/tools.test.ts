/** Programs of others get their credentials through `credential_process`: the profile that `signet login` wrote. */
import { existsSync } from 'node:fs'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtRelay, nodeRelay, root, Scene } from './harness.ts'

const aws = '/usr/bin/aws'
const python = '/usr/bin/python3'
const hasAws = existsSync(aws)
const hasBoto3 = existsSync(python) && existsSync('/usr/lib/python3/dist-packages/boto3')

const ask = `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { fromIni, fromProcess } from '@aws-sdk/credential-providers'
const credentials = { fromIni, fromProcess }[process.env.PROVIDER]?.({ profile: 'p' })
const { Arn } = await new STSClient(credentials ? { credentials } : {}).send(new GetCallerIdentityCommand({}))
console.log(Arn)`

// boto3 of Debian 12 does not read AWS_ENDPOINT_URL_STS, so its own argument carries it.
const askByBoto3 = `import boto3, os
client = boto3.Session(profile_name='p').client('sts', endpoint_url=os.environ['AWS_ENDPOINT_URL_STS'])
print(client.get_caller_identity()['Arn'])`

const skippedAws = hasAws ? '' : ` (skipped: there is no ${aws})`
const skippedBoto3 = hasBoto3 ? '' : ' (skipped: there is no python3-boto3)'
const arn = 'arn:aws:iam::111122223333:user/bob\n'

describe.each([
  { name: 'the built relay', relay: builtRelay },
  { name: 'the Node relay', relay: nodeRelay },
])('through $name', ({ relay }) => {
  let scene: Scene
  beforeAll(async () => {
    scene = await Scene.start()
    await scene.signIn('p', { relay, principal: 'bob' })
  })
  afterAll(() => scene.close())

  async function run(program: string, args: readonly string[], env: Record<string, string> = {}) {
    const ran = await scene.program(program, args, { env, cwd: root }).ended
    return { code: ran.code, stdout: ran.stdout, stderr: ran.stderr }
  }
  const well = { code: 0, stdout: arn, stderr: '' }
  const node = (env: Record<string, string>) => run(process.execPath, ['--input-type=module', '-e', ask], env)

  it('the AWS SDK for JavaScript is served by fromProcess', async () => {
    expect(await node({ PROVIDER: 'fromProcess' })).toEqual(well)
  })

  it('the AWS SDK for JavaScript is served by fromIni', async () => {
    expect(await node({ PROVIDER: 'fromIni' })).toEqual(well)
  })

  it('the AWS SDK for JavaScript is served by its own chain, told nothing but AWS_PROFILE', async () => {
    expect(await node({ AWS_PROFILE: 'p' })).toEqual(well)
  })

  it.skipIf(!hasAws)(`Debian's aws is served${skippedAws}`, async () => {
    const query = ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text']
    const endpoint = ['--endpoint-url', scene.standIn.urls.sts]
    expect(await run(aws, ['--profile', 'p', ...query, ...endpoint])).toEqual(well)
  })

  it.skipIf(!hasAws)(`Debian's aws hands on what it was given${skippedAws}`, async () => {
    const given = await scene.credentials('p', { relay })
    const exported = await run(aws, ['configure', 'export-credentials', '--profile', 'p'])
    const { AccountId: _account, ...known } = given
    expect(JSON.parse(exported.stdout)).toEqual({
      ...known,
      Expiration: expect.stringMatching(new RegExp(`^${known.Expiration.slice(0, 19)}(Z|\\+00:00)$`)),
    })
  })

  it.skipIf(!hasBoto3)(`Debian's boto3 is served${skippedBoto3}`, async () => {
    expect(await run(python, ['-c', askByBoto3])).toEqual(well)
  })

  it.skipIf(!hasAws)(`Debian's aws shows the one line that names the next step${skippedAws}`, async () => {
    await scene.run(['lock'], { relay })
    const refused = await run(aws, ['--profile', 'p', 'sts', 'get-caller-identity'])
    await scene.run(['unlock'], { relay })
    expect(refused).toEqual({
      code: expect.any(Number),
      stdout: '',
      stderr: expect.stringContaining('The vault was locked by hand. Open it with: signet unlock'),
    })
  })
})
