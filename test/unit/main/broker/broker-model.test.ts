import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serverTime } from '../../../../main/aws/server-time.ts'
import { createBroker } from '../../../../main/broker/broker.ts'
import { readSharedConfig } from '../../../../main/config/profiles.ts'
import { AppError, SessionError } from '../../../../main/kernel/errors.ts'
import type { SignInSession } from '../../../../main/vault/session-record.ts'
import { FakeClock, settle } from '../../../fakes/fake-clock.ts'
import { FakeIdentityCenter } from '../../../fakes/fake-identity-center.ts'
import { FakeSigninServer, type SigninFault } from '../../../fakes/fake-signin-server.ts'
import { FakeSts } from '../../../fakes/fake-sts.ts'
import { MemoryLog } from '../../../fakes/memory-log.ts'
import { MemoryVault, memoryDisk, signInsOf } from '../../../fakes/memory-vault.ts'
import { MortalClock } from '../../../fakes/mortal-clock.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

/** Nightly runs set more. */
const walks = Number(process.env.SIGNET_WALKS ?? 2_000)

const hour = 3_600_000
const day = 24 * hour
const profiles = ['dev', 'test', 'ops'] as const
type Profile = (typeof profiles)[number]
type Person = 'ann' | 'bob'
const personOf = { dev: 'ann', test: 'ann', ops: 'bob' } as const satisfies Record<Profile, Person>

type Step =
  | { readonly do: 'ask'; readonly profile: Profile; readonly patience: number }
  | { readonly do: 'pass' | 'suspend' | 'jump' | 'latency'; readonly milliseconds: number }
  | { readonly do: 'fault'; readonly fault: SigninFault }
  | { readonly do: 'disk'; readonly isWritable: boolean }
  | { readonly do: 'stall'; readonly isStalled: boolean }
  | { readonly do: 'life'; readonly seconds: number }
  | {
      readonly do: 'end'
      readonly person: Person
      readonly refusal: 'session-expired' | 'credentials-changed' | 'invalid-request'
    }
  | { readonly do: 'sign-in'; readonly person: Person }
  | { readonly do: 'kill' | 'resume' }

const person = fc.constantFrom<Person>('ann', 'bob')
const of = <const Do extends Step['do'], T>(name: Do, rest: fc.Arbitrary<T>) =>
  rest.map((more) => ({ do: name, ...more }))
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: of(
      'ask',
      fc.record({ profile: fc.constantFrom(...profiles), patience: fc.constantFrom(0, 0, 2_000, 20_000) }),
    ),
  },
  {
    weight: 9,
    arbitrary: of(
      'pass',
      fc.record({
        milliseconds: fc.oneof(
          fc.integer({ min: 1, max: 60_000 }),
          fc.integer({ min: 60_000, max: 1_200_000 }),
          fc.constant(3 * hour),
        ),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: of('suspend', fc.record({ milliseconds: fc.integer({ min: 1_000, max: 9 * hour }) })),
  },
  {
    weight: 3,
    arbitrary: of(
      'jump',
      fc.record({
        milliseconds: fc.constantFrom(hour, -hour, day, -day, 3650 * day, -3650 * day, 20_000, -20_000),
      }),
    ),
  },
  {
    weight: 6,
    arbitrary: of(
      'fault',
      fc.record({
        fault: fc.constantFrom<SigninFault[]>(
          'none',
          'none',
          'none',
          'down',
          'lost',
          'throttled',
          'server-error',
          'malformed',
          'forbidden',
          'hang',
        ),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: of('latency', fc.record({ milliseconds: fc.constantFrom(0, 200, 4_000, 12_000) })),
  },
  { weight: 2, arbitrary: of('disk', fc.record({ isWritable: fc.boolean() })) },
  { weight: 1, arbitrary: of('stall', fc.record({ isStalled: fc.boolean() })) },
  { weight: 1, arbitrary: of('life', fc.record({ seconds: fc.constantFrom(900, 900, 60, 7) })) },
  {
    weight: 1,
    arbitrary: of(
      'end',
      fc.record({
        person,
        refusal: fc.constantFrom('session-expired', 'credentials-changed', 'invalid-request'),
      }),
    ),
  },
  { weight: 1, arbitrary: of('sign-in', fc.record({ person })) },
  { weight: 2, arbitrary: fc.constant({ do: 'kill' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'resume' } as const) },
)

const outcomes = { served: 0, lost: 0, refused: 0, unavailable: 0 }

/** A machine with a disk, an AWS, two people signed in, and one process at a time. */
class World {
  readonly clock = new FakeClock()
  readonly aws = new FakeSigninServer(this.clock)
  readonly random: SeededRandom
  readonly disk = memoryDisk()
  /** The sign-in of each person, as AWS knows it. */
  readonly signIns = new Map<Person, SignInSession>()
  /** Keys of credentials whose refresh token has been on disk. */
  readonly durable = new Set<string>()
  /** Sign-ins whose end could not be written before a kill: the next process hears of it anew. */
  readonly mayEndTwice = new Set<string>()
  /** Sign-ins of which a person was told that a restart loses them, before there was one. */
  readonly mayBeLost = new Set<string>()
  /** Promises that an answer did not keep. */
  readonly broken: unknown[] = []
  readonly endings = new Map<string, number>()
  /** Wall clocks that jump and lives under a minute allow an early renewal now and then. */
  isEven = true
  process: ReturnType<World['start']>

  constructor(seed: number) {
    this.random = new SeededRandom(seed)
    this.disk.onWritten = (contents) => {
      for (const { credentials } of signInsOf(contents))
        if (credentials) this.durable.add(credentials.accessKeyId)
    }
    for (const name of ['ann', 'bob'] as const) this.signIns.set(name, this.aws.signIn(name))
    const sessions = [...this.signIns.values()]
    const [ann, bob] = sessions
    if (!ann || !bob) throw new Error('nobody signed in')
    this.disk.contents = memoryDisk(sessions, { dev: ann.id, test: ann.id, ops: bob.id }).contents
    this.disk.onWritten(this.disk.contents)
    this.process = this.start()
  }

  start() {
    const clock = new MortalClock(this.clock)
    const time = serverTime(clock)
    const vault = new MemoryVault(this.disk)
    const { length: rotations } = this.aws.rotations
    const told = { unsaved: new Set<string>(), ended: new Set<string>() }
    const broker = createBroker({
      vault,
      signin: this.aws.client(time),
      ...new FakeIdentityCenter(this.clock).clients(time),
      sts: new FakeSts(this.clock).client(time),
      readConfig: async () => readSharedConfig('', ''),
      serverTime: time,
      clock,
      random: this.random,
      log: new MemoryLog(),
      notify: ({ kind, sessionId }) => {
        if (kind === 'restart-loses-session') told.unsaved.add(sessionId)
        else {
          const key = String([...this.signIns.values()].find(({ id }) => id === sessionId)?.dpopKey.x)
          expect(told.ended.has(key), 'a second notice in one process').toBe(false)
          told.ended.add(key)
          this.endings.set(key, (this.endings.get(key) ?? 0) + 1)
        }
      },
    })
    const stall: { release?: PromiseWithResolvers<void> } = {}
    return { clock, vault, broker, told, rotations, stall }
  }

  /** Writes hang, as on a network mount that is gone, until they do not. */
  stall(isStalled: boolean): void {
    const { vault, stall } = this.process
    if (isStalled && !vault.pause) {
      stall.release = Promise.withResolvers<void>()
      vault.pause = stall.release.promise
    } else if (!isStalled) {
      vault.pause = undefined
      stall.release?.resolve()
    }
  }

  kill(): void {
    const { clock, vault, told } = this.process
    clock.kill()
    const isStalled = vault.pause !== undefined
    vault.pause = new Promise(() => undefined)
    for (const { id, dpopKey } of this.signIns.values())
      if (told.unsaved.has(id)) this.mayBeLost.add(dpopKey.x)
    if (!vault.status().durable || isStalled)
      for (const { dpopKey } of this.signIns.values()) this.mayEndTwice.add(dpopKey.x)
    this.process = this.start()
    this.process.vault.isWritable = vault.isWritable
  }

  async signIn(name: Person): Promise<void> {
    const { vault, broker } = this.process
    if (!vault.isWritable || vault.pause) return
    const session = this.aws.signIn(name)
    this.signIns.set(name, session)
    await vault.update((contents) => ({
      ...contents,
      sessions: [...contents.sessions.filter(({ id }) => id !== session.id), session],
    }))
    broker.adopt(session)
    await settle()
  }

  async ask(profile: Profile, patience: number): Promise<void> {
    this.judge(profile).catch((broken) => this.broken.push(broken))
    // What comes at once is judged at once.
    await settle()
    await this.clock.advance(patience)
  }

  /** Asks, and judges the answer at the moment it comes. */
  async judge(profile: Profile): Promise<'served' | AppError> {
    const { process } = this
    const session = this.signIns.get(personOf[profile])
    try {
      const issued = await process.broker.credentials(profile)
      if (process !== this.process) return 'served'
      outcomes.served += 1
      const key = issued.credentials.accessKeyId
      const given = this.aws.check(key)
      expect(given, 'credentials that AWS never gave').toBeDefined()
      expect(given?.sessionId, 'of another session (P5)').toBe(session?.id)
      expect(given?.lifeInMilliseconds, 'ended (P5)').toBeGreaterThan(0)
      const isTold = process.told.unsaved.has(issued.sessionId)
      expect(this.durable.has(key) || isTold, 'served before the token was durable (R1)').toBe(true)
      return 'served'
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error instanceof SessionError) outcomes.refused += 1
      else outcomes.unavailable += 1
      return error
    }
  }

  async take(taken: Step): Promise<void> {
    const { clock, aws, process } = this
    switch (taken.do) {
      case 'ask':
        return this.ask(taken.profile, taken.patience)
      case 'pass':
        return clock.advance(taken.milliseconds)
      case 'suspend':
        // What was on its way ages before it arrives.
        this.isEven = false
        return clock.suspend(taken.milliseconds)
      case 'jump':
        this.isEven = false
        return clock.setWall(clock.now() + taken.milliseconds)
      case 'latency':
        aws.latencyInMilliseconds = taken.milliseconds
        return
      case 'fault':
        aws.fault = taken.fault
        return
      case 'disk':
        process.vault.isWritable = taken.isWritable
        return
      case 'stall':
        return this.stall(taken.isStalled)
      case 'life':
        if (taken.seconds < 60) this.isEven = false
        aws.expiresInSeconds = taken.seconds
        return
      case 'end': {
        const session = this.signIns.get(taken.person)
        if (session) aws.end(session, taken.refusal)
        return
      }
      case 'sign-in':
        return this.signIn(taken.person)
      case 'kill':
        return this.kill()
      case 'resume':
        return process.broker.resume()
    }
  }
}

function checkPace(world: World): void {
  expect(world.aws.mostInFlight, 'two calls in flight for one session').toBeLessThanOrEqual(1)
  const chains = Object.groupBy(world.aws.rotations.slice(world.process.rotations), ({ chain }) => chain)
  for (const all of Object.values(chains)) {
    const times = (all ?? []).map(({ at }) => at)
    // With a wall clock that jumps, one early renewal in ten minutes.
    const within = (span: number, most: number) =>
      times.every((at, n) => (times[n + most] ?? Number.POSITIVE_INFINITY) - at >= span)
    expect(within(30_000, world.isEven ? 1 : 2), `renewals too close (R9): ${times}`).toBe(true)
    expect(within(600_000, 21), `renewals too many (R9): ${times}`).toBe(true)
  }
}

/** Network, disk and AWS are well again; time passes; everyone asks. */
async function heal(world: World): Promise<void> {
  const { aws, clock, process } = world
  Object.assign(aws, { fault: 'none', latencyInMilliseconds: 0, expiresInSeconds: 900 })
  process.vault.isWritable = true
  world.stall(false)
  await clock.advance(20 * 60_000)
  for (const profile of profiles) {
    const session = world.signIns.get(personOf[profile])
    if (!session) throw new Error('nobody signed in')
    const wasOpen = aws.isOpen(session)
    const asked = world.judge(profile)
    await settle()
    let answer = await asked
    if (!wasOpen && answer === 'served') {
      // The session ended after its last renewal: what that gave lives on to its own end.
      await clock.advance(16 * 60_000)
      answer = await world.judge(profile)
    }
    const x = session.dpopKey.x
    if (!wasOpen) expect(answer, 'AWS ended it').toBeInstanceOf(SessionError)
    else if (answer !== 'served') {
      outcomes.lost += 1
      expect(world.mayBeLost.has(x), `lost a session that AWS has not ended: ${answer.message}`).toBe(true)
      expect(
        signInsOf(world.disk.contents).some((kept) => kept.dpopKey.x === x && aws.takes(kept)),
        'had a good token',
      ).toBe(false)
    }
    if (!world.mayEndTwice.has(x))
      expect(world.endings.get(x) ?? 0, 'notices of one ending').toBeLessThanOrEqual(1)
  }
  await clock.advance(40 * 60_000)
  expect(clock.scheduled, 'timers while nobody asks').toBe(0)
}

describe('createBroker, walked at random', () => {
  it(`keeps its promises over ${walks} walks of clocks, networks, disks, refusals and kills (P4, P5, R1, R4, R5, R9, R11, R13, R17, R18, R20, R21, R28)`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }),
        fc.integer(),
        async (steps, seed) => {
          const world = new World(seed)
          for (const taken of steps) {
            await world.take(taken)
            if (world.broken.length > 0) throw world.broken[0]
            checkPace(world)
          }
          await heal(world)
          checkPace(world)
        },
      ),
      { numRuns: walks },
    )
    expect(outcomes.served).toBeGreaterThan(walks)
    expect(outcomes.lost).toBeLessThan(walks / 20)
    console.log(`walks: ${walks}, ${JSON.stringify(outcomes)}`)
  })
})
