/** IAM Identity Center: a large organisation listed, many tools at once on many roles, and kills around a refresh. */

import { fileURLToPath } from 'node:url'
import { organisation } from '../aws/identity-center/organisation.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'
import { builtRelay, Scene, until } from '../headless/harness.ts'
import {
  generateProfiles,
  killAroundRefresh,
  outcomes,
  sceneWithProfiles,
  signInToCenter,
  sleepPastToken,
} from '../headless/identity-center-scene.ts'
import { residentKib } from '../headless/processes.ts'
import { type Figure, figure, milliseconds, quantile, skipped } from './figures.ts'
import { type Programs, timeSpawn } from './programs.ts'

const size = { accounts: 1000, roles: 5 }
const portal = { portalRate: 20, throttleRate: 0.05, errorRate: 0.05, seed: 1 }

/**
 * All accounts and roles of a large organisation, from a portal that throttles and fails.
 *
 * @param speed - Of the clocks of the agent and of the stand-in alike, quota and waits included. At 1 it is the built agent.
 */
export async function largeOrganisation(speed: number): Promise<Figure[]> {
  const accounts = organisation({ ...size, seed: 1, hostile: 0 })
  const scene = await Scene.start({ standIn: { speed, identityCenter: { accounts, ...portal } } })
  try {
    await startAgent(scene, speed)
    const before = mebibytes(scene)
    await signInToCenter(scene)
    // The reading has begun with the sign-in; this joins it.
    const { code, stderr, stdout, milliseconds: waited } = await scene.run(['accounts', '--json'])
    if (code !== 0) throw new Error(`signet accounts ended with ${code}: ${stderr}`)
    const listed = listedFigures(scene, stdout, (waited * speed) / 1000, speed)
    // What was read by a fast clock is of a time to come for the built agent, and from source there is more in memory.
    if (speed !== 1) return listed
    const after = mebibytes(scene)
    const memory = `${before.toFixed(0)} MB, ${after.toFixed(0)} MB`
    return [
      ...listed,
      figure("  agent's memory before and after", memory, { before, after }),
      ...(await keptList(scene)),
      ...(await allProfiles(scene)),
    ]
  } finally {
    await scene.close()
  }
}

async function startAgent(scene: Scene, speed: number): Promise<void> {
  if (speed !== 1) {
    const program = fileURLToPath(new URL('./identity-center-agent.ts', import.meta.url))
    scene.program(process.execPath, [program, String(speed)])
    await until(() => scene.agentPid() !== undefined, 'the fast agent is there')
  }
  await scene.run(['status'])
}

function listedFigures(scene: Scene, stdout: string, seconds: number, speed: number): Figure[] {
  const listed = JSON.parse(stdout) as readonly { roles: readonly string[]; readAt: number | null }[]
  const unread = listed.filter(({ readAt }) => readAt === null).length
  const roles = listed.reduce((sum, account) => sum + account.roles.length, 0)
  const replies = [outcomes(scene, 'list-accounts'), outcomes(scene, 'list-account-roles')]
  const count = (name: string) => replies.reduce((sum, each) => sum + (each[name] ?? 0), 0)
  const [throttles, faults] = [count('TooManyRequestsException'), count('InternalServerException')]
  const { calls, peakCallsPerSecond } = scene.standIn.identityCenter.traffic.figures()
  const isWhole = listed.length === size.accounts && roles === size.accounts * size.roles && unread === 0
  return [
    figure(
      `1,000 accounts x 5 roles, 20 a second, 5 % 429, 5 % 500${speed === 1 ? '' : `, both clocks at ${speed} x`}`,
      `${seconds.toFixed(0)} s by the clock, ${calls} calls, at most ${peakCallsPerSecond} in a second`,
      { seconds, calls, peakCallsPerSecond, speed },
    ),
    figure('  met on the way', `${throttles} times 429, ${faults} times 500`, { throttles, faults }),
    figure(
      '  complete',
      `${listed.length} accounts, ${roles} roles, ${unread} failed`,
      { accounts: listed.length, roles, failed: unread },
      { text: 'all', met: isWhole },
    ),
  ]
}

/** The list as the next start finds it. */
async function keptList(scene: Scene): Promise<Figure[]> {
  const { calls } = scene.standIn.identityCenter.traffic.figures()
  const [cold, start, warm]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < 3; round += 1) {
    await scene.endAgent('SIGTERM')
    cold.push((await scene.run(['accounts'])).milliseconds)
    warm.push((await scene.run(['accounts'])).milliseconds)
    await scene.endAgent('SIGTERM')
    start.push((await scene.run(['status'])).milliseconds)
  }
  const [ofCold, ofStart, ofWarm] = [cold, start, warm].map((times) => quantile(times, 0.5)) as [
    number,
    number,
    number,
  ]
  const more = scene.standIn.identityCenter.traffic.figures().calls - calls
  return [
    figure(
      '  signet accounts after a restart',
      `${milliseconds(ofCold)} (signet status: ${milliseconds(ofStart)}), warm ${milliseconds(ofWarm)}, ${more} calls`,
      { cold: ofCold, start: ofStart, warm: ofWarm, calls: more },
      { text: '0 calls', met: more === 0 },
    ),
  ]
}

async function allProfiles(scene: Scene): Promise<Figure[]> {
  const first = await generateProfiles(scene)
  const second = await generateProfiles(scene)
  const mib = mebibytes(scene)
  return [
    figure(
      '  signet profiles generate, 5,000 profiles',
      `${milliseconds(first.milliseconds)}, again ${milliseconds(second.milliseconds)}; agent ${mib.toFixed(0)} MB after it`,
      { first: first.milliseconds, second: second.milliseconds, mib },
    ),
  ]
}

const profileCount = 50
const relaysForEach = 20

/** Tools at once on 50 roles, when nothing is there: no agent, no credentials, and an access token that has ended. */
export async function manyRoles(programs: Programs | string): Promise<Figure[]> {
  const name = `${profileCount} profiles x ${relaysForEach} relays at once, agent cold`
  if (typeof programs === 'string') return [skipped(name, programs)]
  const accounts = organisation({ accounts: profileCount / 5, roles: 5, seed: 1, hostile: 0 })
  const scene = await sceneWithProfiles({ accounts })
  try {
    const profiles = JSON.parse((await scene.run(['profiles', '--json'])).stdout) as { name: string }[]
    await sleepPastToken(scene, profiles[0]?.name)
    const runs = await Promise.all(
      profiles.map(({ name: profile }) => {
        const ask = [...builtRelay, 'credential-process', '--profile', profile]
        return timeSpawn(scene, programs, ['at-once', String(relaysForEach), ...ask])
      }),
    )
    return manyRolesFigures(scene, name, runs.flat())
  } finally {
    await scene.close()
  }
}

function manyRolesFigures(
  scene: Scene,
  name: string,
  runs: readonly { readonly code: number; readonly milliseconds: number }[],
): Figure[] {
  const asked = profileCount * relaysForEach
  const errors = asked - runs.filter(({ code }) => code === 0).length
  const calls = scene.standIn.counters.calls('get-role-credentials')
  const refreshes = outcomes(scene, 'create-token')['ok:refresh_token'] ?? 0
  const times = runs.map((run) => run.milliseconds)
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)]
  return [
    figure(
      name,
      `${errors} errors, ${calls} get-role-credentials`,
      { errors, calls },
      { text: `0 errors, <= ${profileCount} calls`, met: errors === 0 && calls <= profileCount },
    ),
    figure('  token refreshes', String(refreshes), { refreshes }, { text: '1', met: refreshes === 1 }),
    figure(
      '  p99',
      `${milliseconds(p99)} (p50 ${milliseconds(p50)}); the portal is asked 10 times a second`,
      {
        p50,
        p99,
      },
    ),
  ]
}

/** Agents killed with -9 after AWS was asked for the next token: how many sessions were lost that AWS had not ended. */
export async function killsAroundRefresh(rounds: number): Promise<Figure[]> {
  const tolerated = await lostSessions(rounds, { toleratedForSeconds: 60 })
  const refused = await lostSessions(rounds, 'refused')
  return [
    figure(
      `${rounds} kills around a refresh: sessions lost, AWS takes a used token for 60 s`,
      String(tolerated),
      { lost: tolerated, rounds },
      { text: '0', met: tolerated === 0 },
    ),
    figure('  AWS refuses a used token at once', String(refused), { lost: refused, rounds }),
  ]
}

async function lostSessions(
  rounds: number,
  reuse: 'refused' | { readonly toleratedForSeconds: number },
): Promise<number> {
  const scene = await sceneWithProfiles({ reuse })
  const random = new SeededRandom(20261121)
  let lost = 0
  try {
    for (let round = 0; round < rounds; round += 1) {
      if (!(await killAroundRefresh(scene, random))) continue
      lost += 1
      await signInToCenter(scene)
    }
    return lost
  } finally {
    await scene.close()
  }
}

function mebibytes(scene: Scene): number {
  return residentKib(scene.agentPid() ?? 0) / 1024
}
