/** The functions of `signet shell-init`, in real shells. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { atTerminal, hasTerminal } from '../fakes/terminal.ts'
import { builtRelay, Scene } from './harness.ts'
import { OpenShell, shellAt } from './open-shell.ts'

const [relay = ''] = builtRelay
const aws = '/usr/bin/aws'
const bob = 'arn:aws:iam::111122223333:user/bob'

/** Names that would run something wherever a shell evaluated them. */
const hostile = [
  'hos-$(touch pwned)',
  'hos-`touch pwned`',
  'hos-;touch pwned;',
  "hos-'touch pwned'",
  'hos-"&& touch pwned',
  `hos-\${IFS}x`,
  'hos-*',
  'hos-a:b=c',
  'hos-with space',
]

/** As the AWS CLI reads it: one word of a POSIX shell. */
const headerWord = (name: string) => (name.includes("'") ? `"${name}"` : `'${name}'`)

interface ShellUnderTest {
  readonly name: 'bash' | 'dash' | 'zsh' | 'fish' | 'pwsh'
  /** The word that `shell-init` knows it by. */
  readonly word: string
  readonly options: readonly string[]
}

const posix: readonly ShellUnderTest[] = [
  { name: 'bash', word: 'bash', options: ['--norc', '--noprofile'] },
  { name: 'dash', word: 'sh', options: [] },
  { name: 'zsh', word: 'zsh', options: ['-f'] },
]

let scene: Scene
beforeAll(async () => {
  scene = await Scene.start()
  await scene.signIn('shop-dev', { principal: 'bob' })
  await scene.signIn('shop-prod', { principal: 'read-only' })
  const sections = hostile.map((name) => `\n[profile ${headerWord(name)}]\noutput = json\n`).join('')
  writeFileSync(scene.configPath, readFileSync(scene.configPath, 'utf8') + sections)
})
afterAll(() => scene.close())

const absent = (name: string) => (shellAt(name) ? '' : ` (skipped: there is no ${name} here)`)

describe.each(posix)('shell-init for $name', ({ name, word, options }) => {
  const why = absent(name)
  let shell: OpenShell
  beforeAll(() => {
    const { AWS_REGION: _, AWS_DEFAULT_REGION: __, ...env } = scene.env
    const own = { ...env, AWS_DEFAULT_PROFILE: 'theirs', AWS_REGION: 'af-south-1' }
    if (why === '')
      shell = new OpenShell(name, [shellAt(name) ?? '', ...options], { env: own, cwd: scene.folder })
  })
  afterAll(() => shell?.close())
  const variables = async () =>
    (await shell.run('env | grep -E "^AWS_(PROFILE|DEFAULT_PROFILE|REGION|DEFAULT_REGION)=" | sort')).stdout
      .trim()
      .split('\n')

  it.skipIf(why !== '')(`is taken in by one line, and says nothing${why}`, async () => {
    expect(await shell.run(`eval "$('${relay}' shell-init ${word})"`)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    })
  })

  it.skipIf(why !== '')(`sets the profile and its region in this terminal alone${why}`, async () => {
    const { code, stdout, stderr } = await shell.run('signet use shop-dev --here')
    expect([code, stdout]).toEqual([0, ''])
    expect(stderr).toBe('This terminal: shop-dev (us-east-1). Back: signet use --here --off\n')
    expect(await variables()).toEqual([
      'AWS_DEFAULT_REGION=us-east-1',
      'AWS_PROFILE=shop-dev',
      'AWS_REGION=us-east-1',
    ])
    expect((await shell.run('signet prompt; signet_prompt')).stdout).toBe('shop-dev\n(shop-dev) ')
    expect((await scene.run(['prompt'])).stdout).toBe('')
  })

  it.skipIf(why !== '' || !existsSync(aws))(
    `Debian's aws follows it${why || (existsSync(aws) ? '' : ` (skipped: there is no ${aws})`)}`,
    async () => {
      const ask = `${aws} sts get-caller-identity --query Arn --output text --endpoint-url "$AWS_ENDPOINT_URL_STS"`
      expect((await shell.run(ask)).stdout).toBe(`${bob}\n`)
    },
  )

  it.skipIf(why !== '')(`turns to another, and to one without a region${why}`, async () => {
    await shell.run('signet use shop-prod --here')
    expect(await variables()).toContain('AWS_PROFILE=shop-prod')
    await shell.run("signet use --here 'hos-*'")
    expect(await variables()).toEqual(['AWS_PROFILE=hos-*', 'AWS_REGION=af-south-1'])
  })

  it.skipIf(why !== '')(`a name is data, whatever it is${why}`, async () => {
    for (const hostileName of hostile.filter((candidate) => !/['"]/.test(candidate))) {
      await shell.run(`signet use '${hostileName}' --here`)
      expect(await variables()).toContain(`AWS_PROFILE=${hostileName}`)
      expect((await shell.run('signet_prompt')).stdout).toBe(`(${hostileName}) `)
    }
    expect(readdirSync(scene.folder)).not.toContain('pwned')
  })

  it.skipIf(why !== '')(`keeps what it has when the profile is not there${why}`, async () => {
    await shell.run('signet use shop-dev --here')
    const { code, stderr } = await shell.run('signet use nobody --here')
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^signet: There is no profile "nobody"\./)])
    expect(await variables()).toContain('AWS_PROFILE=shop-dev')
  })

  it.skipIf(why !== '')(`--off gives back what the terminal had${why}`, async () => {
    expect((await shell.run('signet use --here --off')).code).toBe(0)
    expect(await variables()).toEqual(['AWS_DEFAULT_PROFILE=theirs', 'AWS_REGION=af-south-1'])
    expect((await shell.run('signet use --here --off')).code).toBe(1)
  })

  it.skipIf(why !== '')(`passes everything else on, exit code and all${why}`, async () => {
    expect((await shell.run('signet version')).code).toBe(0)
    expect((await shell.run('signet use --here --help')).stdout).toContain('Usage: signet use')
    expect((await shell.run('signet nonsense')).code).toBe(2)
  })

  it.skipIf(why !== '')(`warns of keys in the environment, which go before any profile${why}`, async () => {
    await shell.run('AWS_ACCESS_KEY_ID=x; export AWS_ACCESS_KEY_ID')
    expect((await shell.run('signet use shop-dev --here')).stderr).toContain('unset AWS_ACCESS_KEY_ID')
    await shell.run('unset AWS_ACCESS_KEY_ID; signet use --here --off')
  })
})

describe('completion in bash', () => {
  let shell: OpenShell
  beforeAll(async () => {
    shell = new OpenShell('bash', [shellAt('bash') ?? '', '--norc', '--noprofile'], {
      env: { ...scene.env },
      cwd: scene.folder,
    })
    await shell.run(`eval "$('${relay}' shell-init bash)"`)
  })
  afterAll(() => shell.close())

  /** As readline calls it: `words` are what bash made of the line. */
  async function completed(...words: readonly string[]): Promise<readonly string[]> {
    const quoted = words.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
    const { stdout } = await shell.run(
      `COMP_WORDS=(signet ${quoted}); COMP_CWORD=${words.length}; __signet_complete; printf '%s\\n' "\${COMPREPLY[@]}"`,
    )
    return stdout.split('\n').filter(Boolean)
  }

  it('completes verbs, the verbs below them, options and profiles', async () => {
    expect(await completed('prof')).toEqual(['profiles'])
    expect(await completed('profiles', 'ren')).toEqual(['rename'])
    expect(await completed('use', '--re')).toEqual(['--restore'])
    expect(await completed('use', 'shop')).toEqual(['shop-dev', 'shop-prod'])
    expect(await completed('credential-process', '--profile', 'shop-p')).toEqual(['shop-prod'])
    expect(await completed('shell-init', 'f')).toEqual(['fish'])
  })

  it('puts a line together that bash took apart, and cuts the answer to what it replaces', async () => {
    expect(await completed('credential-process', '--profile', '=', 'shop-p')).toEqual(['shop-prod'])
    expect(await completed('use', 'hos-a', ':', 'b')).toEqual(['b=c'])
  })

  it('quotes hostile names, and runs nothing of them', async () => {
    const found = await completed('use', 'hos-')
    expect(found).toHaveLength(hostile.length)
    const read = await shell.run(`for word in ${found.join(' ')}; do printf '%s\\n' "$word"; done`)
    expect(read.stdout.split('\n').filter(Boolean).sort()).toEqual([...hostile].sort())
    expect(readdirSync(scene.folder)).not.toContain('pwned')
  })

  const noTerminal = hasTerminal ? '' : ' (skipped: there is no python3 for a terminal)'
  it.skipIf(!hasTerminal)(
    `at a real terminal a person presses Tab and Enter, and nothing is run${noTerminal}`,
    async () => {
      const bash = { name: 'bash', command: [shellAt('bash') ?? ''], whyNot: '' }
      const { transcript } = await atTerminal(
        bash,
        ['--norc', '--noprofile', '-i'],
        [
          {
            expect: 'start> ',
            send: `cd '${scene.folder}'; PS1='ready> '; eval "$('${relay}' shell-init bash)"\n`,
          },
          { expect: 'ready> ', send: 'signet use --here hos-\\$\\(\t\n' },
          { expect: 'ready> ', send: 'echo "now $AWS_PROFILE"; signet use --here hos-\\`\t\n' },
          { expect: 'ready> ', send: 'echo "now $AWS_PROFILE"; signet use --here shop-d\t\n' },
          { expect: 'ready> ', send: 'echo "now $AWS_PROFILE"; exit\n' },
        ],
        { home: scene.folder, env: { ...scene.env, TERM: 'dumb', PS1: 'start> ' } },
      )
      const now = [...transcript.matchAll(/^now (.*?)\r?$/gm)].map(([, name]) => name)
      expect(now).toEqual(['hos-$(touch pwned)', 'hos-`touch pwned`', 'shop-dev'])
      expect(readdirSync(scene.folder)).not.toContain('pwned')
    },
  )
})

describe.each([
  { name: 'fish', word: 'fish' },
  { name: 'pwsh', word: 'powershell' },
])('shell-init for $name', ({ name, word }) => {
  const why = absent(name)
  it.skipIf(why !== '')(`is taken in and sets the profile${why}`, async () => {
    const lines =
      name === 'fish'
        ? `'${relay}' shell-init ${word} | source; signet use shop-dev --here; echo $AWS_PROFILE $AWS_REGION; signet use --here --off; echo "[$AWS_PROFILE]"`
        : `& '${relay}' shell-init ${word} | Out-String | Invoke-Expression; signet use shop-dev --here; "$env:AWS_PROFILE $env:AWS_REGION"; signet use --here --off; "[$env:AWS_PROFILE]"`
    const options = name === 'fish' ? ['--no-config', '-c'] : ['-NoProfile', '-Command']
    const { stdout } = await scene.program(shellAt(name) ?? '', [...options, lines]).ended
    expect(stdout).toBe('shop-dev us-east-1\n[]\n')
  })
})
