/** What the tests of `signet exec` share: outside programs that say who they are, and config files that mislead them. */
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import type { Relay, Scene } from './harness.ts'
import { root } from './harness.ts'
import type { Running } from './running.ts'

const aws = '/usr/bin/aws'
const python = '/usr/bin/python3'

const askBySdk = `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import { fromContainerMetadata, fromHttp, fromIni } from '@aws-sdk/credential-providers'
const providers = { fromContainerMetadata, fromHttp }
const credentials = providers[process.env.PROVIDER]?.()
const { Arn } = await new STSClient(credentials ? { credentials } : {}).send(new GetCallerIdentityCommand({}))
console.log(Arn)`

// boto3 of Debian 12 does not read AWS_ENDPOINT_URL_STS, so its own argument carries it.
const askByBoto3 = `import boto3, os
client = boto3.client('sts', endpoint_url=os.environ['AWS_ENDPOINT_URL_STS'])
print(client.get_caller_identity()['Arn'])`

export interface OutsideProgram {
  readonly name: string
  /** Why it cannot be run; empty when it can. */
  readonly absent: string
  readonly words: (scene: Scene) => readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const node = [process.execPath, '--input-type=module', '-e', askBySdk]

export const outsidePrograms: readonly OutsideProgram[] = [
  { name: "the AWS SDK for JavaScript's own chain", absent: '', words: () => node },
  {
    name: 'its fromContainerMetadata',
    absent: '',
    words: () => node,
    env: { PROVIDER: 'fromContainerMetadata' },
  },
  { name: 'its fromHttp', absent: '', words: () => node, env: { PROVIDER: 'fromHttp' } },
  {
    name: "Debian's boto3",
    absent: existsSync('/usr/lib/python3/dist-packages/boto3') ? '' : 'there is no python3-boto3',
    words: () => [python, '-c', askByBoto3],
  },
  {
    name: "Debian's aws",
    absent: existsSync(aws) ? '' : `there is no ${aws}`,
    words: ({ standIn }) => [
      ...[aws, 'sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text'],
      ...['--endpoint-url', standIn.urls.sts],
    ],
  },
]

export interface Exec {
  readonly relay?: Relay
  readonly options?: readonly string[]
  readonly env?: Readonly<Record<string, string | undefined>>
}

/** `signet exec -P p … -- words`, where outside programs find their packages. */
export function startExec(scene: Scene, words: readonly string[], exec: Exec = {}): Running {
  const { relay, options = [], env = {} } = exec
  return scene.spawn(['exec', '-P', 'p', ...options, '--', ...words], {
    ...(relay ? { relay } : {}),
    env,
    cwd: root,
  })
}

export async function runExec(scene: Scene, words: readonly string[], exec: Exec = {}) {
  const { code, signal, stdout, stderr } = await startExec(scene, words, exec).ended
  return { code, signal, stdout, stderr }
}

/** Adds lines to the person's AWS files. */
export function writeAwsFiles(scene: Scene, { config = '', credentials = '' }): void {
  writeFileSync(scene.configPath, config, { flag: 'a', mode: 0o600 })
  if (credentials) writeFileSync(join(scene.folder, 'aws', 'credentials'), credentials, { mode: 0o600 })
}

export interface GivenEndpoint {
  readonly uri: string
  readonly token: string
  readonly program: Running
}

/** A program that says what it was given and waits until it is ended. */
export async function waitingProgram(scene: Scene, exec: Exec = {}): Promise<GivenEndpoint> {
  const script =
    'echo "uri=$AWS_CONTAINER_CREDENTIALS_FULL_URI token=$AWS_CONTAINER_AUTHORIZATION_TOKEN config=$AWS_CONFIG_FILE" >&2; exec sleep 600'
  const program = startExec(scene, ['sh', '-c', script], exec)
  const [, uri = '', token = ''] = await program.said(/uri=(\S*) token=(\S*) config=/)
  return { uri, token, program }
}

/** As an SDK asks. The status, or why there was none. */
export async function askEndpoint({ uri, token }: Pick<GivenEndpoint, 'uri' | 'token'>): Promise<{
  readonly status: number | string
  readonly body: string
}> {
  const { get } = await import('node:http')
  return new Promise((resolve) => {
    get(uri, { headers: { authorization: token, accept: 'application/json' }, agent: false }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (piece: string) => {
        body += piece
      })
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body }))
    }).once('error', (error: NodeJS.ErrnoException) => resolve({ status: error.code ?? 'error', body: '' }))
  })
}
