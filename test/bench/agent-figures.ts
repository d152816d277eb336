/** The agent: how many grants it gives, how soon it is there, and what it costs while nobody asks. */
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import process from 'node:process'
import { setTimeout as wait } from 'node:timers/promises'
import { encodeFrame } from '../../main/serve/relay/wire.ts'
import { noKeyring, PrivateSession } from '../faults/private-session.ts'
import { Scene } from '../headless/harness.ts'
import { residentKib } from '../headless/processes.ts'
import { installed } from '../interop/outside-program.ts'
import { type Figure, figure, milliseconds, quantile, skipped } from './figures.ts'
import type { Programs } from './programs.ts'

/** Requests one after the other on a connection; the agent has one core where that can be said. */
export async function cachedGrants(
  scene: Scene,
  programs: Programs | string,
  seconds: number,
): Promise<Figure[]> {
  if (typeof programs === 'string') return [skipped('cached grants over one socket', programs)]
  await scene.ask('p')
  const pid = String(scene.agentPid())
  const taskset = availableParallelism() > 1 ? installed('/usr/bin/taskset') : undefined
  const asking = { scene, programs, seconds, taskset }
  if (taskset) spawnSync(taskset, ['-a', '-c', '-p', '0', pid])
  const [one, eight] = [grantsPerSecond(asking, 1), grantsPerSecond(asking, 8)]
  if (taskset) spawnSync(taskset, ['-a', '-c', '-p', `0-${availableParallelism() - 1}`, pid])
  const told = (perSecond: number) => `${Math.round(perSecond).toLocaleString('en')} a second`
  return [
    figure(
      `cached grants over one socket${taskset ? ', agent on one core' : ', not pinned'}`,
      told(one),
      { perSecond: one },
      { text: '>= 10,000', met: one >= 10_000 },
    ),
    figure('  over eight at a time', told(eight), { perSecond: eight }),
  ]
}

function grantsPerSecond(
  asking: {
    readonly scene: Scene
    readonly programs: Programs
    readonly seconds: number
    readonly taskset: string | undefined
  },
  connections: number,
): number {
  const { scene, programs, seconds, taskset } = asking
  const socket = /^socket=(.*)$/m.exec(scene.stateFile('endpoint'))?.[1] ?? ''
  // Whoever asks has the other core.
  const [program = '', ...words] = [
    ...(taskset ? [taskset, '-c', '1'] : []),
    ...[programs.grants, socket, String(seconds), String(connections)],
  ]
  const { stdout, stderr } = spawnSync(program, words, { input: credentialRequest('p'), encoding: 'utf8' })
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number))
  const isComplete = lines.length === connections && lines.every(([asked, answered]) => asked === answered)
  if (!isComplete) throw new Error(`not all grants were answered: ${stdout}${stderr}`)
  return lines.reduce((sum, [, answered = 0, nanoseconds = 0]) => sum + answered / (nanoseconds / 1e9), 0)
}

/** From nothing to the first credentials, as a tool sees it: the relay finds nobody, starts the agent, and gets them. */
export async function coldStarts(rounds: number): Promise<Figure[]> {
  const why = noKeyring()
  const figures: Figure[] = []
  if (why) figures.push(skipped('start to first credentials, key store', why))
  else {
    await withKeyStore(async (scene) => {
      const fresh = await firstCredentials(scene, rounds, async () => undefined)
      figures.push(startFigure('start to first credentials, key store, key in the vault lives', fresh, 400))
      const due = await firstCredentials(scene, rounds, async () => scene.standIn.clock.advance(1200))
      figures.push(startFigure('  renewal due', due, 400))
    })
  }
  await withPassphrase(async (scene) => {
    const sealed = await firstCredentials(scene, rounds, async () => undefined)
    figures.push(startFigure('  vault sealed with a passphrase (scrypt 2^17)', sealed))
  })
  return figures
}

interface Start {
  readonly total: number
  readonly listening: number
  readonly opened: number
}

async function firstCredentials(
  scene: Scene,
  rounds: number,
  prepare: () => Promise<void>,
): Promise<Start[]> {
  const starts: Start[] = []
  for (let round = 0; round < rounds; round += 1) {
    await scene.endAgent('SIGTERM')
    await prepare()
    const begun = Date.now()
    const { code, stderr, milliseconds: total } = await scene.ask('p')
    if (code !== 0) throw new Error(`no credentials after a start: ${stderr}`)
    starts.push({
      total,
      listening: loggedAt(scene, 'agent.started') - begun,
      opened: loggedAt(scene, 'vault.opened') - begun,
    })
  }
  return starts
}

function loggedAt(scene: Scene, event: string): number {
  const lines = scene.stateFile('agent.log').trim().split('\n')
  const line = lines.findLast((text) => text.includes(`"${event}"`)) ?? '{}'
  return Date.parse((JSON.parse(line) as { time?: string }).time ?? '')
}

function startFigure(name: string, starts: readonly Start[], budget?: number): Figure {
  const median = (pick: (start: Start) => number) => quantile(starts.map(pick), 0.5)
  const [total, listening, opened] = [
    median(({ total }) => total),
    median(({ listening }) => listening),
    median(({ opened }) => opened),
  ]
  const measured = `${milliseconds(total)} (socket ${milliseconds(listening)}, vault open ${milliseconds(opened)})`
  return figure(
    name,
    measured,
    { total, listening, opened, rounds: starts.length },
    budget === undefined ? undefined : { text: `<= ${budget} ms`, met: total <= budget },
  )
}

/** Two agents that were used and then left alone: one with a key store, one with a passphrase. */
export async function idle(restInSeconds: number, measuredInSeconds: number): Promise<Figure[]> {
  const rest = async (name: string, scene: Scene): Promise<Figure[]> => {
    await scene.endAgent('SIGTERM')
    for (let count = 0; count < 20; count += 1) await scene.ask('p')
    const pid = scene.agentPid() ?? 0
    await wait(restInSeconds * 1000)
    const before = cpuMilliseconds(pid)
    await wait(measuredInSeconds * 1000)
    const cpu = (cpuMilliseconds(pid) - before) / (measuredInSeconds * 10)
    const mib = residentKib(pid) / 1024
    return [
      figure(
        `idle for ${restInSeconds} s, ${name}: memory`,
        `${mib.toFixed(0)} MB`,
        { mib },
        { text: '<= 90 MB', met: mib <= 90 },
      ),
      figure(
        `  CPU over ${measuredInSeconds} s`,
        `${cpu.toFixed(1)} %`,
        { cpu },
        { text: '0.0 %', met: cpu < 0.05 },
      ),
    ]
  }
  const why = noKeyring()
  const withStore = why
    ? Promise.resolve([skipped('idle, key store', why)])
    : withKeyStore((scene) => rest('key store', scene))
  const [first, second] = await Promise.all([withStore, withPassphrase((scene) => rest('passphrase', scene))])
  return [...first, ...second]
}

function cpuMilliseconds(pid: number): number {
  // The name in brackets may hold spaces; user and system time are the 12th and 13th after it, in hundredths.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

async function withKeyStore<T>(use: (scene: Scene) => Promise<T>): Promise<T> {
  const session = await PrivateSession.start()
  try {
    await session.startKeyring('a password of a test')
    const env = { ...session.env, SIGNET_KEY_STORE: undefined, SIGNET_PASSPHRASE_FILE: undefined }
    return await withScene(env, use)
  } finally {
    await session.stop()
  }
}

function withPassphrase<T>(use: (scene: Scene) => Promise<T>): Promise<T> {
  return withScene({}, use)
}

async function withScene<T>(
  env: Readonly<Record<string, string | undefined>>,
  use: (scene: Scene) => Promise<T>,
): Promise<T> {
  const scene = await Scene.start({ vaultKey: 'none', env })
  try {
    await scene.signIn('p')
    return await use(scene)
  } finally {
    await scene.close()
  }
}

function credentialRequest(profile: string): Buffer {
  const text = new TextEncoder()
  const frames: readonly (readonly [string, string])[] = [
    ['H', '1 bench'],
    ['A', 'credential-process'],
    ['A', '--profile'],
    ['A', profile],
    ['D', process.cwd()],
    ['T', '000'],
    ['G', ''],
  ]
  return Buffer.concat(frames.map(([type, payload]) => encodeFrame(type, text.encode(payload))))
}
