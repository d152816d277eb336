import { serverTime } from '../../main/aws/server-time.ts'
import type { Broker } from '../../main/broker/broker.ts'
import { createBroker } from '../../main/broker/broker.ts'
import type { BrokerNotice } from '../../main/broker/notice.ts'
import { readSharedConfig } from '../../main/config/profiles.ts'
import { AppError } from '../../main/kernel/errors.ts'
import type { SignInSession } from '../../main/vault/session-record.ts'
import { FakeClock, settle } from './fake-clock.ts'
import { FakeIdentityCenter } from './fake-identity-center.ts'
import { FakeSigninServer } from './fake-signin-server.ts'
import { FakeSts } from './fake-sts.ts'
import { MemoryLog } from './memory-log.ts'
import type { MemoryDisk } from './memory-vault.ts'
import { MemoryVault, memoryDisk } from './memory-vault.ts'
import { SeededRandom } from './seeded-random.ts'

export const seconds = 1000
export const minutes = 60 * seconds

/** One process with a broker, in a world with an AWS and a disk that outlive it. */
export interface BrokerScene {
  readonly clock: FakeClock
  readonly signin: FakeSigninServer
  readonly center: FakeIdentityCenter
  readonly sts: FakeSts
  readonly vault: MemoryVault
  readonly log: MemoryLog
  readonly notices: BrokerNotice[]
  readonly broker: Broker
  readonly session: SignInSession
}

export interface BrokerSceneOptions {
  readonly seed?: number
  readonly clock?: FakeClock
  readonly signin?: FakeSigninServer
  readonly center?: FakeIdentityCenter
  readonly sts?: FakeSts
  /** The AWS config, for profiles that stand there alone. */
  readonly config?: () => string
  readonly disk?: MemoryDisk
  readonly notices?: BrokerNotice[]
  readonly renewsAhead?: () => boolean
}

/** Ann is signed in and serves the profiles `dev` and `test`; no credentials are stored. */
export function brokerScene(options: BrokerSceneOptions = {}): BrokerScene {
  const clock = options.clock ?? new FakeClock()
  const signin = options.signin ?? new FakeSigninServer(clock)
  const signedIn = signin.signIn('ann')
  const { credentials: _, ...session } = signedIn
  const disk = options.disk ?? memoryDisk([session], { dev: session.id, test: session.id })
  return { ...startBroker({ ...options, clock, signin, disk }), session: signedIn }
}

/** A process on a world that is there already. */
export function startBroker(
  options: BrokerSceneOptions & Required<Pick<BrokerSceneOptions, 'clock' | 'signin' | 'disk'>>,
): Omit<BrokerScene, 'session'> {
  const { clock, signin, disk, notices = [], seed = 7 } = options
  const center = options.center ?? new FakeIdentityCenter(clock)
  const sts = options.sts ?? new FakeSts(clock)
  const vault = new MemoryVault(disk)
  const log = new MemoryLog()
  const time = serverTime(clock)
  const random = new SeededRandom(seed)
  const notify = (notice: BrokerNotice) => notices.push(notice)
  const broker = createBroker({
    vault,
    signin: signin.client(time),
    ...center.clients(time),
    sts: sts.client(time),
    readConfig: async () => readSharedConfig(options.config?.() ?? '', ''),
    serverTime: time,
    clock,
    random,
    log,
    notify,
    ...(options.renewsAhead === undefined ? {} : { renewsAhead: options.renewsAhead }),
  })
  return { clock, signin, center, sts, vault, log, notices, broker }
}

/** An ask's outcome in one word: the id of the key, or the code of the error. */
export async function outcome(asked: Promise<{ readonly credentials: { readonly accessKeyId: string } }>) {
  try {
    return (await asked).credentials.accessKeyId
  } catch (error) {
    return error instanceof AppError ? error.code : String(error)
  }
}

/** Asks, and lets `patience` milliseconds pass while the answer comes. */
export async function ask(
  { broker, clock }: Pick<BrokerScene, 'broker' | 'clock'>,
  profile = 'dev',
  patience = 0,
) {
  const asked = outcome(broker.credentials(profile))
  await settle()
  await clock.advance(patience)
  return asked
}

/** Ann has asked once, and got credentials for 900 seconds. */
export async function renewed(options?: BrokerSceneOptions) {
  const scene = brokerScene(options)
  const first = await ask(scene)
  return { ...scene, first }
}

/** Ann has just signed in, and nobody has asked for anything in the minutes since. */
export async function adopted(age: number) {
  const scene = brokerScene()
  const { vault, broker, session } = scene
  await vault.update((contents) => ({ ...contents, sessions: [session] }))
  broker.adopt(session)
  await scene.clock.advance(age * minutes)
  return { ...scene, first: session.credentials?.accessKeyId }
}
