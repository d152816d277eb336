/**
 * `npm run demo -- --ui`: the window on a stand-in for AWS, with a company's accounts, so that every screen can be tried
 * without an AWS account.
 *
 * @module
 */
import { companyAccounts, favourites, production, tags, used } from './company.ts'
import { type Ran, type Stage, setStage } from './stage.ts'

export interface WindowPlay {
  /** Somebody sits here: the window opens in their browser. */
  readonly withPerson: boolean
  /** Resolves when the person has seen enough. */
  readonly interrupted: Promise<void>
}

/** @returns The exit code. */
export async function playWindow({ withPerson, interrupted }: WindowPlay): Promise<number> {
  const stage = await setStage({ standIn: { identityCenter: { accounts: companyAccounts() } } })
  try {
    console.log(
      'Setting the stage: a made-up company on a local stand-in for AWS. Nothing here leaves this machine.',
    )
    const ready = furnish(stage).then(() => true)
    if (!(await Promise.race([ready, interrupted.then(() => false)]))) return 0
    await show(stage, withPerson)
    await interrupted
    return 0
  } catch (thrown) {
    console.log(`\nThe demo stopped: ${thrown instanceof Error ? thrown.message : String(thrown)}`)
    return 1
  } finally {
    await stage.close()
    console.log('\nEverything is removed.')
  }
}

/** Two sessions, profiles for every role, and a few days' habits. */
async function furnish(stage: Stage): Promise<void> {
  await signIn(stage, ['--profile', 'personal'])
  const portal = ['--start-url', 'https://d-1234567890.awsapps.com/start', '--sso-region', 'us-east-1']
  await signIn(stage, ['--sso', '--session', 'acme', ...portal])
  await signet(stage, 'profiles', 'generate', '--yes')
  for (const profile of favourites) await signet(stage, 'profiles', 'pin', profile)
  for (const [profile, words] of Object.entries(tags))
    await signet(stage, 'profiles', 'tag', profile, ...words)
  for (const profile of production) await signet(stage, 'profiles', 'policy', profile, '--production')
  await signet(stage, 'use', 'shop-dev-Developer', '--yes')
  for (const profile of used) await signet(stage, 'credential-process', '--profile', profile)
}

async function show(stage: Stage, withPerson: boolean): Promise<void> {
  const { stdout } = await signet(stage, 'ui', '--json', ...(withPerson ? [] : ['--no-browser']))
  const { url, opened } = JSON.parse(stdout) as { readonly url: string; readonly opened: boolean }
  console.log(
    opened
      ? '\nThe window opens in your browser.'
      : `\nOpen this address in a browser on this machine. It works once:\n\n  ${url}`,
  )
  console.log('\nFor another one, or to see what tools see, in another terminal:\n')
  for (const [name, value] of Object.entries(stage.env)) console.log(`  export ${name}='${value}'`)
  console.log(
    `  ${stage.signet} ui\n\nTo sign in anew, choose who you are on the page that opens. Ctrl-C here ends it.`,
  )
}

/** Nobody is asked: the demo is the person. */
async function signIn({ standIn, signet: program, run }: Stage, words: readonly string[]): Promise<void> {
  let visited = false
  let answer = Promise.resolve<unknown>(undefined)
  const ran = await run(program, ['login', '--no-browser', ...words], (stderr) => {
    if (visited || !stderr.includes('Waiting until')) return
    visited = true
    const url = /\n {2}(http:\/\/127\.0\.0\.1\S+\/authorize\S+)/.exec(stderr)?.[1]
    const code = /\n {2}([A-Z]{4}-[A-Z]{4})\n/.exec(stderr)?.[1]
    const isSso = words.includes('--sso')
    if (url === undefined) answer = standIn.approveDevice(code ?? '')
    else answer = (isSso ? standIn.approveSso(url) : standIn.approve(url)).then((callback) => fetch(callback))
    answer.catch(() => undefined)
  })
  if (ran.code !== 0) throw new Error(`signet login ended with ${ran.code}: ${ran.stderr.trim()}`)
  await answer
}

async function signet(stage: Stage, ...words: readonly string[]): Promise<Ran> {
  const ran = await stage.run(stage.signet, words)
  if (ran.code !== 0)
    throw new Error(`signet ${words.join(' ')} ended with ${ran.code}: ${ran.stderr.trim()}`)
  return ran
}
