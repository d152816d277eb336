/** One command moves every tool that names no profile, in terminals that were open before. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtRelay, root, Scene } from './harness.ts'
import { OpenShell } from './open-shell.ts'

const aws = '/usr/bin/aws'
const python = '/usr/bin/python3'
const absentAws = existsSync(aws) ? '' : ` (skipped: there is no ${aws})`
const hasBoto3 = existsSync(python) && existsSync('/usr/lib/python3/dist-packages/boto3')
const absentBoto3 = hasBoto3 ? '' : ' (skipped: there is no python3-boto3)'

const bob = 'arn:aws:iam::111122223333:user/bob'
const readOnly = 'arn:aws:sts::444455556666:assumed-role/ReadOnly/alice'

// boto3 of Debian 12 does not read AWS_ENDPOINT_URL_STS, so its own argument carries it.
const askByBoto3 = `import boto3, os
print(boto3.client('sts', endpoint_url=os.environ['AWS_ENDPOINT_URL_STS']).get_caller_identity()['Arn'])`
const askBySdk = `import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
console.log((await new STSClient({}).send(new GetCallerIdentityCommand({}))).Arn)`
/** One process and one client, asked again for each line that comes. */
const stayingPython = `import boto3, os, sys
client = boto3.client('sts', endpoint_url=os.environ['AWS_ENDPOINT_URL_STS'])
for line in iter(sys.stdin.readline, ''):
    print(client.get_caller_identity()['Arn'], flush=True)`

interface Tool {
  readonly name: string
  readonly absent: string
  readonly command: string
}

const tools: readonly Tool[] = [
  {
    name: "Debian's aws",
    absent: absentAws,
    command: `${aws} sts get-caller-identity --query Arn --output text --endpoint-url "$AWS_ENDPOINT_URL_STS"`,
  },
  { name: "Debian's boto3", absent: absentBoto3, command: `${python} ask.py` },
  {
    name: 'the AWS SDK for JavaScript',
    absent: '',
    command: `(cd ${root} && ${process.execPath} --input-type=module -e "$(cat "$OLDPWD/ask.mjs")")`,
  },
]

/** What stood in [default] before: a region and a role of another tool, among other things. */
const formerDefault =
  '# my own settings\n[default]\nregion = eu-west-3   # Paris\nrole_arn = arn:aws:iam::111122223333:role/Old\nsource_profile = base\noutput = json\n\n[profile base]\nregion = eu-west-3\n'

/** A region in the environment would go before that of [default]. */
function withoutRegion({
  env: { AWS_REGION: _, AWS_DEFAULT_REGION: __, ...env },
}: Scene): Record<string, string> {
  return env
}

describe('signet use, in terminals that are open', () => {
  let scene: Scene
  const shells: OpenShell[] = []
  const transcript: string[] = []
  const figures: string[] = []

  beforeAll(async () => {
    scene = await Scene.start({ standIn: { regions: ['us-east-1', 'eu-central-1'] } })
    await scene.signIn('shop-dev', { principal: 'bob', args: ['--region', 'eu-central-1'] })
    await scene.signIn('shop-prod', { principal: 'read-only', args: ['--region', 'us-east-1'] })
    writeFileSync(scene.configPath, formerDefault + readFileSync(scene.configPath, 'utf8'))
    writeFileSync(join(scene.folder, 'ask.py'), askByBoto3)
    writeFileSync(join(scene.folder, 'ask.mjs'), askBySdk)
    for (const { name } of tools) {
      const program = ['/bin/bash', '--norc', '--noprofile']
      shells.push(new OpenShell(name, program, { env: withoutRegion(scene), cwd: scene.folder }))
    }
  })

  afterAll(async () => {
    for (const shell of shells) await shell.close()
    if (process.env.SIGNET_SHOW_TRANSCRIPT) {
      process.stdout.write(`${transcript.join('\n')}\n${figures.join('\n')}\n`)
    }
    await scene.close()
  })

  const signet = (words: string) => `'${builtRelay[0]}' ${words}`

  async function inShell(index: number, command: string, shown = command) {
    const shell = shells[index]
    if (!shell) throw new Error('no such shell')
    const said = await shell.run(command, shown)
    transcript.push(shell.transcript.at(-1) ?? '')
    return said
  }

  /** Who each tool is, in its own shell. */
  async function everybody() {
    const who: Record<string, string> = {}
    for (const [index, { name, absent, command }] of tools.entries()) {
      if (absent !== '') continue
      const begun = performance.now()
      who[name] = (await inShell(index, command, `${name}, no profile named`)).stdout.trim()
      figures.push(`${name} answered in ${Math.round(performance.now() - begun)} ms`)
    }
    return who
  }
  const all = (arn: string) =>
    Object.fromEntries(tools.filter(({ absent }) => absent === '').map(({ name }) => [name, arn]))

  it('shows first what would change, and changes nothing', async () => {
    const before = readFileSync(scene.configPath, 'utf8')
    const { code, stdout } = await inShell(
      0,
      signet('use shop-dev --dry-run'),
      'signet use shop-dev --dry-run',
    )
    expect([code, stdout.includes('-source_profile = base'), readFileSync(scene.configPath, 'utf8')]).toEqual(
      [0, true, before],
    )
  })

  it.each([
    ['shop-dev', bob],
    ['shop-prod', readOnly],
    ['-', bob],
  ])('signet use %s is seen by each of them', async (word, arn) => {
    const { code, stderr } = await inShell(0, signet(`use ${word}`), `signet use ${word}`)
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(await everybody()).toEqual(all(arn))
  })

  it('after the first time only the pointer moves, and the region with it', async () => {
    const region = /region = (\S+)\n/
    const first = readFileSync(scene.configPath, 'utf8')
    await scene.run(['use', 'shop-prod'])
    const second = readFileSync(scene.configPath, 'utf8')
    expect([region.exec(first)?.[1], region.exec(second)?.[1]]).toEqual(['eu-central-1', 'us-east-1'])
    expect(second.replace('region = us-east-1', 'region = eu-central-1')).toBe(first)
    await scene.run(['use', 'shop-dev'])
    expect(readFileSync(scene.configPath, 'utf8')).toBe(first)
  })

  it.skipIf(!hasBoto3)(
    `a Python program that runs already changes with its next request${absentBoto3}`,
    async () => {
      const own = new OpenShell('a program that runs', ['/bin/bash', '--norc'], {
        env: withoutRegion(scene),
        cwd: scene.folder,
      })
      shells.push(own)
      await own.run(`cat > stay.py <<'END'\n${stayingPython}\nEND`)
      await own.run(`coproc PY { ${python} stay.py; }`)
      const ask = async () =>
        (await own.run(`echo >&\${PY[1]}; read -r line <&\${PY[0]}; echo "$line"`)).stdout.trim()
      const before = await ask()
      await scene.run(['use', 'shop-prod'])
      const after = await ask()
      await own.run('kill $PY_PID')
      expect([before, after]).toEqual([bob, readOnly])
    },
  )

  it('is seen as soon as it is said: how long it takes', async () => {
    const account = async () =>
      JSON.parse((await scene.run(['credential-process', '--default'])).stdout).AccountId
    const times: number[] = []
    for (const [profile, id] of Array.from({ length: 6 }, (_, index) =>
      index % 2 === 0 ? (['shop-dev', '111122223333'] as const) : (['shop-prod', '444455556666'] as const),
    )) {
      const begun = performance.now()
      const used = scene.run(['use', profile])
      while ((await account()) !== id);
      times.push(Math.round(performance.now() - begun))
      await used
    }
    const only = times.toSorted((a, b) => a - b)
    figures.push(
      `from "signet use" to the first credential-process that answers with the other profile: ${only.join(', ')} ms`,
    )
    expect(times).toHaveLength(6)
  })

  it('gives [default] back byte for byte, as far as nobody touched it', async () => {
    const { code, stderr } = await inShell(0, signet('use --restore --yes'), 'signet use --restore --yes')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(readFileSync(scene.configPath, 'utf8').startsWith(formerDefault)).toBe(true)
    const gone = await scene.run(['credential-process', '--default'])
    expect([gone.code, gone.stdout, gone.stderr]).toEqual([
      1,
      '',
      expect.stringMatching(
        /^signet: No profile was chosen as the default\. Choose one: signet use NAME.*\n$/,
      ),
    ])
  })

  it('lists, completes and switches among 10,000 profiles: how long each takes', async () => {
    const before = readFileSync(scene.configPath, 'utf8')
    const more = Array.from(
      { length: 10_000 },
      (_, index) =>
        `\n[profile account-${index}-Admin]\ncredential_process = ${builtRelay[0]} credential-process --profile account-${index}-Admin\nregion = eu-west-1\n`,
    )
    writeFileSync(scene.configPath, before + more.join(''))
    const lines = async (args: readonly string[]) => {
      const times: number[] = []
      let count = 0
      for (let round = 0; round < 5; round += 1) {
        const { code, stdout, milliseconds } = await scene.run(args)
        expect(code).toBe(0)
        times.push(Math.round(milliseconds))
        count = stdout.split('\n').length - 1
      }
      figures.push(`10,000 profiles, signet ${args.join(' ')}: ${count} lines, ${times.join(', ')} ms`)
      return count
    }
    expect(await lines(['profiles', 'list'])).toBeGreaterThan(10_000)
    expect(await lines(['profiles', 'list', 'account-77', 'admin'])).toBeGreaterThan(100)
    expect(await lines(['complete', '--', 'use', 'account-999'])).toBe(11)
    await lines(['use', 'shop-dev'])
    await lines(['use', 'shop-prod'])
    await scene.run(['use', '--restore', '--yes'])
    expect(readFileSync(scene.configPath, 'utf8')).toBe(before + more.join(''))
  })
})
