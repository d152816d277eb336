/**
 * `npm run demo`: the whole of Signet on a local stand-in for AWS, with real AWS tools, and no AWS account.
 *
 *   --keep   leave it running and say how to play with it; Ctrl-C ends it
 *   --ui     open the window instead, on a made-up company's accounts; Ctrl-C ends it
 *   --auto   answer the sign-in page without a person, also where there is a screen
 *
 * Exit code 1 when a step failed. Leaves nothing behind.
 *
 * @module
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { type Stage, setStage } from './stage.ts'
import { playWindow } from './window.ts'

const speed = 60
const keep = process.argv.includes('--keep')
const hasScreen = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY) || process.platform === 'darwin'
const withPerson =
  hasScreen && !process.env.SSH_CONNECTION && !process.env.CI && !process.argv.includes('--auto')

let failures = 0
const begun = performance.now()
const interrupted = new Promise<void>((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve))
if (process.argv.includes('--ui')) process.exit(await playWindow({ withPerson, interrupted }))
const stage = await setStage()

try {
  await play(stage)
  summary()
  if (keep && failures === 0) {
    howToPlay(stage)
    await interrupted
  }
} catch (thrown) {
  failures += 1
  console.log(`\nThe demo stopped: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
} finally {
  await stage.close()
}
process.exitCode = failures > 0 ? 1 : 0

async function play(stage: Stage): Promise<void> {
  const { standIn, signet } = stage
  console.log(
    `A local stand-in for AWS runs on ${Object.values(standIn.urls.signin)[0]}. Nothing here leaves this machine.`,
  )

  await step('Sign in: signet login --profile demo', async () => {
    const { stdout } = await signIn(stage)
    return stdout.trim().split('\n').slice(0, -1)
  })

  await step('The AWS config got what the profile needs, and no secret', async () => {
    const config = readFileSync(stage.env.AWS_CONFIG_FILE ?? '', 'utf8')
    for (const { value } of standIn.mintedSecrets())
      must(!config.includes(value), 'a secret is in the config')
    return []
  })

  await step('The AWS SDK for JavaScript, as it comes: sts GetCallerIdentity', () => askSdk(stage))
  await step('The aws command: aws sts get-caller-identity', () => askCli(stage))

  await step('Kill the agent with -9. The next tool starts it again; the session is there', async () => {
    const before = stage.agentPid()
    must(before !== undefined, 'there is no agent to kill')
    process.kill(before ?? 0, 'SIGKILL')
    const lines = await askSdk(stage)
    const after = stage.agentPid()
    must(after !== undefined && after !== before, 'no new agent took over')
    return [`agent ${before} died, agent ${after} answers`, ...lines]
  })

  await step(`Time runs ${speed} times as fast: the 15-minute key is renewed before anybody waits`, () =>
    watchRenewal(stage),
  )

  await step('Sign out: signet logout', async () => {
    const { stdout } = await succeed(stage, signet, ['logout'])
    const after = await stage.run(signet, ['credential-process', '--profile', 'demo'])
    must(after.code !== 0 && after.stdout === '', 'credentials were given after the sign-out')
    return [...stdout.trim().split('\n'), `a tool that asks now is told: ${after.stderr.trim()}`]
  })

  if (keep)
    await step('Sign in again, for you to play', async () =>
      (await signIn(stage)).stdout.trim().split('\n').slice(0, 1),
    )
}

async function signIn(stage: Stage) {
  const { standIn, signet } = stage
  let visited = false
  const result = await stage.run(
    signet,
    ['login', '--profile', 'demo', ...(withPerson ? [] : ['--no-browser'])],
    (stderr) => {
      const url = /http:\/\/127\.0\.0\.1\S+/.exec(stderr)?.[0]
      if (url === undefined || visited || !stderr.includes('Waiting until')) return
      visited = true
      if (withPerson) console.log('  your browser shows the sign-in page: choose who you are')
      // With nobody there, the demo is the person: it opens the page, chooses, and follows where it leads.
      else
        standIn.approve(url).then(
          (callback) => fetch(callback),
          () => undefined,
        )
    },
  )
  must(result.code === 0, `signet login failed: ${result.stderr.trim()}`)
  return result
}

async function askSdk(stage: Stage): Promise<readonly string[]> {
  const program = fileURLToPath(new URL('./ask-aws.ts', import.meta.url))
  const { stdout } = await succeed(stage, process.execPath, [program])
  must(stdout.startsWith('arn:aws:'), 'the SDK got no identity')
  return [stdout.trim()]
}

async function askCli(stage: Stage): Promise<readonly string[]> {
  const aws = ['/usr/bin/aws', '/usr/local/bin/aws', '/opt/homebrew/bin/aws'].find((path) => existsSync(path))
  if (aws === undefined) return ['(not installed here: left out)']
  const query = ['sts', 'get-caller-identity', '--query', 'Arn', '--output', 'text']
  // Older versions do not read AWS_ENDPOINT_URL_STS.
  const { stdout } = await succeed(stage, aws, [...query, '--endpoint-url', stage.standIn.urls.sts])
  must(stdout.startsWith('arn:aws:'), 'the aws command got no identity')
  return [stdout.trim()]
}

async function watchRenewal(stage: Stage): Promise<readonly string[]> {
  const { signet, standIn } = stage
  await succeed(stage, signet, ['agent', 'stop'])
  await until(() => stage.agentPid() === undefined, 'the agent did not stop')
  standIn.clock.setSpeed(speed)
  stage.start(process.execPath, [fileURLToPath(new URL('./fast-agent.ts', import.meta.url))])
  await until(() => stage.agentPid() !== undefined, 'the fast agent did not start')
  const first = await askProcess(stage)
  const renewedBefore = standIn.counters.calls('token')
  await until(() => standIn.counters.calls('token') > renewedBefore, 'no renewal came by itself')
  const next = await renewed(stage, first.key)
  return [
    `key …${first.key.slice(-4)}, good until ${first.expiration}`,
    `key …${next.key.slice(-4)}, good until ${next.expiration}: renewed in the background, handed out in ${next.milliseconds.toFixed(1)} ms`,
  ]
}

/** Asks as a tool would until another key comes. */
async function renewed(stage: Stage, former: string) {
  for (let tries = 0; tries < 100; tries += 1) {
    const next = await askProcess(stage)
    if (next.key !== former) return next
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the renewed key was not served')
}

async function askProcess(stage: Stage) {
  const ran = await succeed(stage, stage.signet, ['credential-process', '--profile', 'demo'])
  const { AccessKeyId, Expiration } = JSON.parse(ran.stdout) as { AccessKeyId: string; Expiration: string }
  return { key: AccessKeyId, expiration: Expiration.slice(11, 19), milliseconds: ran.milliseconds }
}

async function succeed(stage: Stage, program: string, args: readonly string[]) {
  const ran = await stage.run(program, args)
  must(ran.code === 0, `${program} ${args.join(' ')} ended with ${ran.code}: ${ran.stderr.trim()}`)
  return ran
}

async function until(holds: () => boolean | Promise<boolean>, otherwise: string): Promise<void> {
  const patience = performance.now() + 60_000
  while (!(await holds())) {
    must(performance.now() < patience, otherwise)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

async function step(name: string, act: () => Promise<readonly string[]>): Promise<void> {
  console.log(`\n${name}`)
  try {
    for (const line of await act()) console.log(`  ${line}`)
    console.log('  ok')
  } catch (thrown) {
    failures += 1
    console.log(`  FAILED: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
    throw new Error('a step failed, so the ones after it were not tried', { cause: thrown })
  }
}

function must(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(otherwise)
}

function summary(): void {
  const seconds = ((performance.now() - begun) / 1000).toFixed(0)
  console.log(
    `\nEvery step worked, in ${seconds} s. What you saw was the product itself; only AWS was a stand-in.`,
  )
  if (!keep) console.log('Nothing is left behind. To try it yourself: npm run demo -- --keep')
}

function howToPlay(stage: Stage): void {
  console.log('\nIt is still running. In another terminal:\n')
  for (const [name, value] of Object.entries(stage.env)) console.log(`  export ${name}='${value}'`)
  console.log(`  alias signet='${stage.signet}'\n`)
  console.log('  signet status')
  console.log(`  aws sts get-caller-identity --endpoint-url ${stage.standIn.urls.sts}`)
  console.log('  signet login --profile another        # click through the page yourself')
  console.log('  signet doctor\n\nCtrl-C here ends it and removes everything.')
}
