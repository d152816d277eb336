import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Issued } from '../../../../main/broker/held-credentials.ts'
import { SessionError } from '../../../../main/kernel/errors.ts'
import type { SignInSession } from '../../../../main/vault/session-record.ts'
import { settle } from '../../../fakes/fake-clock.ts'
import { FakeIdentityCenter } from '../../../fakes/fake-identity-center.ts'
import { memoryDisk, signInsOf } from '../../../fakes/memory-vault.ts'
import type { ReplyFault } from '../../../fakes/reply-fault.ts'
import { type CommonStep, type WalkedProcess, WalkWorld } from './walk-world.ts'

/** Nightly runs set more. */
const walks = Number(process.env.SIGNET_WALKS ?? 2_000)

const hour = 3_600_000
const day = 24 * hour
const profiles = ['dev', 'test', 'ops'] as const
type Profile = (typeof profiles)[number]
type Person = 'ann' | 'bob'
const personOf = { dev: 'ann', test: 'ann', ops: 'bob' } as const satisfies Record<Profile, Person>

type Step =
  | CommonStep<Profile>
  | { readonly do: 'life'; readonly seconds: number }
  | {
      readonly do: 'end'
      readonly person: Person
      readonly refusal: 'session-expired' | 'credentials-changed' | 'invalid-request'
    }
  | { readonly do: 'sign-in'; readonly person: Person }

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
        fault: fc.constantFrom<ReplyFault[]>(
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

interface Process extends WalkedProcess {
  /** How many rotations there had been when it began. */
  readonly rotations: number
}

/** Two people signed in. Sign-ins are told apart by their DPoP key: one may be lost of which a person was told so. */
class World extends WalkWorld<Profile, Process> {
  /** The sign-in of each person, as AWS knows it. */
  readonly signIns = new Map<Person, SignInSession>()
  /** Keys of credentials whose refresh token has been on disk. */
  readonly durable = new Set<string>()
  process: Process

  constructor(seed: number) {
    super(seed, outcomes)
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

  start(): Process {
    const { length: rotations } = this.aws.rotations
    const process = this.startWith(
      (time) => new FakeIdentityCenter(this.clock).clients(time),
      ({ kind, sessionId }, told) => {
        if (kind === 'restart-loses-session') told.unsaved.add(sessionId)
        else {
          const key = String([...this.signIns.values()].find(({ id }) => id === sessionId)?.dpopKey.x)
          expect(this.heardEnd(key, told), 'a second notice in one process').toBe(true)
        }
      },
    )
    return { ...process, rotations }
  }

  protected dying({ vault, told }: Process, isStalled: boolean): void {
    for (const { id, dpopKey } of this.signIns.values())
      if (told.unsaved.has(id)) this.mayBeLost.add(dpopKey.x)
    if (!vault.status().durable || isStalled)
      for (const { dpopKey } of this.signIns.values()) this.mayEndTwice.add(dpopKey.x)
  }

  async signIn(name: Person): Promise<void> {
    if (!this.isWritable) return
    const session = this.aws.signIn(name)
    this.signIns.set(name, session)
    await this.keep(session)
  }

  protected judgeServed(profile: Profile, issued: Issued, { told }: Process): void {
    const session = this.signIns.get(personOf[profile])
    const key = issued.credentials.accessKeyId
    const given = this.aws.check(key)
    expect(given, 'credentials that AWS never gave').toBeDefined()
    expect(given?.sessionId, 'of another session (P5)').toBe(session?.id)
    expect(given?.lifeInMilliseconds, 'ended (P5)').toBeGreaterThan(0)
    const isTold = told.unsaved.has(issued.sessionId)
    expect(this.durable.has(key) || isTold, 'served before the token was durable (R1)').toBe(true)
  }

  async take(taken: Step): Promise<void> {
    const { aws } = this
    switch (taken.do) {
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
      default:
        return this.takeCommon(taken)
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
