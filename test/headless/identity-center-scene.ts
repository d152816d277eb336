/**
 * People who sign in to IAM Identity Center in a {@link Scene}, and profiles of what that opens.
 *
 * @module
 */
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import type { FaultRule } from '../aws/faults.ts'
import type { IdentityCenterOptions } from '../aws/identity-center/identity-center.ts'
import type { Operation } from '../aws/service.ts'
import type { SeededRandom } from '../fakes/seeded-random.ts'
import { Scene, until } from './harness.ts'
import { processesWith } from './processes.ts'
import type { Ran, Running } from './running.ts'

export const startUrl = 'https://d-1234567890.awsapps.com/start'

/** Profiles as `signet profiles generate` names the roles of the usual instance. */
export const usualProfiles = [
  'acme-dev-AdministratorAccess',
  'acme-dev-Developer',
  'acme-dev-ReadOnlyAccess',
  'acme-prod-AdministratorAccess',
  'acme-prod-ReadOnlyAccess',
  'acme-sandbox-PowerUserAccess',
] as const

/** A screen where nothing listens: the code flow is taken for it, and with `--no-browser` nothing is opened on it. */
export const aScreen = { DISPLAY: ':0' }
const launchers = ['/usr/bin/xdg-open', '/usr/bin/gio', '/run/current-system/sw/bin/xdg-open']
export const opensPages = process.platform !== 'linux' || launchers.some((path) => existsSync(path))

/** What a tool is told on stderr when it gets nothing. */
export const oneLine = /^signet: [^\n]+\n$/

export interface CenterLogin {
  readonly session?: string
  /** At the stand-in, by key. */
  readonly user?: string
  readonly startUrl?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** Starts `signet login --sso`, on a machine with a screen where the environment says nothing else. */
export function startLogin(
  scene: Scene,
  { session = 'work', startUrl: address = startUrl, args = [], env = aScreen }: CenterLogin = {},
): Running {
  const where = ['--start-url', address, '--sso-region', 'us-east-1']
  return scene.spawn(['login', '--sso', '--no-browser', '--session', session, ...where, ...args], { env })
}

/** The address that a code flow shows. */
export async function pageOf(login: Running): Promise<URL> {
  const [, url = ''] = await login.said(/\n\n {2}(http:\S+)\n\nWaiting until/)
  return new URL(url)
}

/** The code that a device flow shows. */
export async function codeOf(login: Running): Promise<string> {
  const [, code = ''] = await login.said(/\n\n {2}([A-Z]{4}-[A-Z]{4})\n\nWaiting until/)
  return code
}

/** Says yes, as a browser and a person would, to whichever flow it is. */
export async function allow(scene: Scene, login: Running, user?: string): Promise<void> {
  const [, url, code] = await login.said(
    /\n\n {2}(http:\S+\/authorize\S+)\n\nWaiting|\n\n {2}([A-Z-]{9})\n\nWaiting/,
  )
  if (url !== undefined) await fetch(await scene.standIn.approveSso(url, user))
  else await scene.standIn.approveDevice(code ?? '', user)
}

/** @throws Error with what was said instead. */
export async function signInToCenter(scene: Scene, login: CenterLogin = {}): Promise<Ran> {
  const running = startLogin(scene, login)
  await allow(scene, running, login.user)
  return well(await running.ended)
}

export async function generateProfiles(scene: Scene, args: readonly string[] = []): Promise<Ran> {
  return well(await scene.run(['profiles', 'generate', '--yes', ...args]))
}

/** Signed in as `work`, with a profile for every role. */
export async function sceneWithProfiles(
  identityCenter: IdentityCenterOptions = {},
  user?: string,
): Promise<Scene> {
  const scene = await Scene.start({ standIn: { identityCenter } })
  try {
    await signInToCenter(scene, user === undefined ? {} : { user })
    await generateProfiles(scene)
    return scene
  } catch (error) {
    await scene.close()
    throw error
  }
}

/**
 * What a machine finds after a night: no agent, and an access token that has ended. The next one lives an hour. Calls are
 * counted from here.
 */
export async function sleepPastToken(scene: Scene, profile: string = usualProfiles[1]): Promise<void> {
  const { counters, identityCenter } = scene.standIn
  await scene.endAgent('SIGTERM')
  identityCenter.change({ accessTokenSeconds: 1 })
  tokenRefusedOnce(scene)
  await scene.credentials(profile)
  await scene.endAgent('SIGTERM')
  identityCenter.change({ accessTokenSeconds: 3600 })
  const given = performance.now()
  await until(() => performance.now() - given > 1000, 'the access token has ended')
  counters.reset()
}

/**
 * Kills the agent with -9 around the moment at which a new token is there and not yet kept, and lets the next agent refresh
 * again.
 *
 * @returns Whether the session was lost.
 */
export async function killAroundRefresh(scene: Scene, random: SeededRandom): Promise<boolean> {
  const [, profile] = usualProfiles
  await scene.endAgent('SIGKILL')
  tokenRefusedOnce(scene)
  const before = scene.standIn.counters.calls('create-token')
  const asking = scene.ask(profile)
  await until(() => scene.standIn.counters.calls('create-token') > before, 'AWS is asked for a token')
  await wait(random.unit() * 25)
  await scene.endAgent('SIGKILL')
  await asking
  await scene.endAgent('SIGKILL')
  tokenRefusedOnce(scene)
  return (await scene.ask(profile)).code === 3
}

/**
 * The portal does not take the next access token, though it lives, and the session too: whoever asks for a role that is not
 * at hand needs a new token.
 *
 * @param more - What else is to go wrong.
 */
export function tokenRefusedOnce(scene: Scene, ...more: readonly FaultRule[]): void {
  const fault = { kind: 'exception', name: 'UnauthorizedException' } as const
  scene.standIn.faults.set([{ operation: 'get-role-credentials', fault }, ...more])
}

/** How calls of an operation came out. */
export function outcomes(scene: Scene, operation: Operation): Readonly<Record<string, number>> {
  return scene.standIn.counters.snapshot()[operation]?.outcomes ?? {}
}

export interface OtherHome {
  readonly env: Readonly<Record<string, string>>
  /** Ends its agent. */
  end(): Promise<void>
}

/** A second home whose vault is a copy, as of a machine that was restored from a backup. */
export function copiedHome(scene: Scene): OtherHome {
  const home = join(scene.folder, 'o')
  const vault = join(home, 'state', 'vault')
  mkdirSync(vault, { recursive: true, mode: 0o700 })
  cpSync(join(scene.stateDir, 'vault'), vault, { recursive: true })
  chmodSync(vault, 0o700)
  return {
    env: { SIGNET_HOME: home },
    async end() {
      for (let left = processesWith('SIGNET_HOME', home); left.length > 0; ) {
        for (const pid of left) process.kill(pid, 'SIGKILL')
        await wait(5)
        left = processesWith('SIGNET_HOME', home)
      }
    },
  }
}

export function configText(scene: Scene): string {
  return readFileSync(scene.configPath, 'utf8')
}

function well(ran: Ran): Ran {
  if (ran.code !== 0) throw new Error(`signet ended with ${ran.code}: ${ran.stderr}`)
  return ran
}
