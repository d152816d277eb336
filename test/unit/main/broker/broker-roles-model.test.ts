import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { serverTime } from '../../../../main/aws/server-time.ts'
import { createBroker } from '../../../../main/broker/broker.ts'
import { readSharedConfig } from '../../../../main/config/profiles.ts'
import { AppError, SessionError } from '../../../../main/kernel/errors.ts'
import type { IdentityCenterSession } from '../../../../main/vault/session-record.ts'
import { account } from '../../../fakes/center-scene.ts'
import { FakeClock, settle } from '../../../fakes/fake-clock.ts'
import { type CenterFault, FakeIdentityCenter } from '../../../fakes/fake-identity-center.ts'
import { FakeSigninServer } from '../../../fakes/fake-signin-server.ts'
import { FakeSts } from '../../../fakes/fake-sts.ts'
import { MemoryLog } from '../../../fakes/memory-log.ts'
import { MemoryVault, memoryDisk } from '../../../fakes/memory-vault.ts'
import { MortalClock } from '../../../fakes/mortal-clock.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

/** Nightly runs set more. */
const walks = Number(process.env.SIGNET_WALKS ?? 1_000)

const hour = 3_600_000
const day = 24 * hour
const profiles = ['read', 'write', 'ann'] as const
type Profile = (typeof profiles)[number]
const roleOf: Partial<Record<Profile, string>> = { read: 'Read', write: 'Write' }

type Step =
  | { readonly do: 'ask'; readonly profile: Profile; readonly patience: number }
  | { readonly do: 'pass' | 'suspend' | 'jump' | 'latency'; readonly milliseconds: number }
  | { readonly do: 'fault'; readonly fault: CenterFault }
  | { readonly do: 'portal-fault'; readonly fault: CenterFault | undefined }
  | { readonly do: 'disk'; readonly isWritable: boolean }
  | { readonly do: 'stall'; readonly isStalled: boolean }
  | { readonly do: 'life'; readonly token: number; readonly role: number }
  | { readonly do: 'assign'; readonly isAssigned: boolean }
  | { readonly do: 'kill' | 'resume' | 'end' | 'sign-in' | 'elsewhere' }

const faults: readonly CenterFault[] = [
  ...(['none', 'none', 'none', 'down', 'lost', 'throttled'] as const),
  ...(['server-error', 'malformed', 'forbidden', 'hang'] as const),
]
const of = <const Do extends Step['do'], T>(name: Do, rest: fc.Arbitrary<T>) =>
  rest.map((more) => ({ do: name, ...more }))
const span = fc.oneof(
  fc.integer({ min: 1, max: 60_000 }),
  fc.integer({ min: 60_000, max: 2_400_000 }),
  fc.constant(3 * hour),
)
const jumps = [hour, -hour, day, -day, 3650 * day, -3650 * day, 20_000, -20_000] as const
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 12,
    arbitrary: of(
      'ask',
      fc.record({ profile: fc.constantFrom(...profiles), patience: fc.constantFrom(0, 0, 2_000, 20_000) }),
    ),
  },
  { weight: 9, arbitrary: of('pass', fc.record({ milliseconds: span })) },
  {
    weight: 2,
    arbitrary: of('suspend', fc.record({ milliseconds: fc.integer({ min: 1_000, max: 4 * hour }) })),
  },
  { weight: 3, arbitrary: of('jump', fc.record({ milliseconds: fc.constantFrom(...jumps) })) },
  { weight: 6, arbitrary: of('fault', fc.record({ fault: fc.constantFrom(...faults) })) },
  { weight: 2, arbitrary: of('portal-fault', fc.record({ fault: fc.constantFrom(undefined, ...faults) })) },
  {
    weight: 2,
    arbitrary: of('latency', fc.record({ milliseconds: fc.constantFrom(0, 200, 4_000, 12_000) })),
  },
  { weight: 2, arbitrary: of('disk', fc.record({ isWritable: fc.boolean() })) },
  { weight: 1, arbitrary: of('stall', fc.record({ isStalled: fc.boolean() })) },
  {
    weight: 1,
    arbitrary: of(
      'life',
      fc.record({
        token: fc.constantFrom(3600, 3600, 300, 20),
        role: fc.constantFrom(3600, 43_200, 900, 20),
      }),
    ),
  },
  { weight: 1, arbitrary: of('assign', fc.record({ isAssigned: fc.boolean() })) },
  ...(['kill', 'elsewhere'] as const).map((name) => ({ weight: 2, arbitrary: fc.constant({ do: name }) })),
  ...(['resume', 'end', 'sign-in'] as const).map((name) => ({
    weight: 1,
    arbitrary: fc.constant({ do: name }),
  })),
)

const outcomes = { served: 0, lost: 0, refused: 0, unavailable: 0 }

/** A machine with a disk, an organisation with two roles, one person signed in to AWS itself, and one process at a time. */
class World {
  readonly clock = new FakeClock()
  readonly aws = new FakeSigninServer(this.clock)
  readonly center = new FakeIdentityCenter(this.clock)
  readonly random: SeededRandom
  readonly disk = memoryDisk()
  session: IdentityCenterSession
  /** Access tokens whose refresh token has been on disk. */
  readonly durable = new Set<string>()
  /** Sign-ins that may be lost, by client: one was told so, or AWS does not take a token twice and its reply was lost. */
  readonly mayBeLost = new Set<string>()
  readonly mayEndTwice = new Set<string>()
  readonly endings = new Map<string, number>()
  readonly broken: unknown[] = []
  isEven = true
  elsewhereAt = Number.NEGATIVE_INFINITY
  judgedCalls = 0
  process: ReturnType<World['start']>

  constructor(seed: number, reuse: boolean) {
    this.random = new SeededRandom(seed)
    this.center.reuse = reuse
    this.session = this.center.signIn('corp', 30)
    const ann = this.aws.signIn('ann', 30)
    this.disk.onWritten = ({ sessions }) => {
      for (const kept of sessions) if (kept.kind === 'identity-center') this.durable.add(kept.accessToken)
    }
    const roles = Object.entries(roleOf).map(([name, roleName]) => [
      name,
      { session: this.session.id, accountId: account, roleName },
    ])
    this.disk.contents = memoryDisk([this.session, ann], {
      ...Object.fromEntries(roles),
      ann: ann.id,
    }).contents
    this.disk.onWritten(this.disk.contents)
    this.process = this.start()
  }

  start() {
    const clock = new MortalClock(this.clock)
    const time = serverTime(clock)
    const vault = new MemoryVault(this.disk)
    const told = { unsaved: new Set<string>(), ended: new Set<string>() }
    const { isRefreshing, kill, ...clients } = this.center.clients(time)
    const broker = createBroker({
      vault,
      signin: this.aws.client(time),
      ...clients,
      sts: new FakeSts(this.clock).client(time),
      readConfig: async () => readSharedConfig('', ''),
      serverTime: time,
      clock,
      random: this.random,
      log: new MemoryLog(),
      notify: ({ kind, sessionId }) => {
        if (sessionId !== this.session.id) return
        const key = clientOf(this.session)
        if (kind === 'restart-loses-session') told.unsaved.add(key)
        else {
          expect(told.ended.has(key), 'a second notice in one process').toBe(false)
          told.ended.add(key)
          this.endings.set(key, (this.endings.get(key) ?? 0) + 1)
        }
      },
    })
    const stall: { release?: PromiseWithResolvers<void> } = {}
    return { clock, vault, broker, told, stall, isRefreshing, kill, rotations: this.center.rotations.length }
  }

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
    const { clock, vault, told, isRefreshing, kill } = this.process
    clock.kill()
    kill()
    const isStalled = vault.pause !== undefined
    vault.pause = new Promise(() => undefined)
    for (const key of told.unsaved) this.mayBeLost.add(key)
    const onDisk = identityCenterOf(this.disk.contents.sessions)
    const isSpent = onDisk && (isRefreshing() || !this.center.takes(onDisk))
    if (!this.center.reuse && isSpent) this.mayBeLost.add(clientOf(onDisk))
    if (!vault.status().durable || isStalled) this.mayEndTwice.add(clientOf(this.session))
    this.process = this.start()
    this.process.vault.isWritable = vault.isWritable
  }

  async signIn(): Promise<void> {
    const { vault, broker } = this.process
    if (!vault.isWritable || vault.pause) return
    const session = this.center.signIn('corp', 30)
    this.session = session
    await vault.update((contents) => ({
      ...contents,
      sessions: [...contents.sessions.filter(({ id }) => id !== session.id), session],
    }))
    broker.adopt(session)
    await settle()
  }

  /** Another program that shares the session rotates its token, and says so in the vault. At our pace, as any would. */
  async elsewhere(): Promise<void> {
    const { vault } = this.process
    const known = identityCenterOf(vault.contents().sessions)
    const now = this.clock.elapsed()
    if (!vault.isWritable || vault.pause || !known || known.ended || now < this.elsewhereAt + 60_000) return
    const rotated = this.center.rotateElsewhere(known)
    if (!rotated) return
    this.elsewhereAt = now
    this.isEven = false
    await vault.update((contents) => ({
      ...contents,
      sessions: contents.sessions.map((kept) => (kept.id === rotated.id ? rotated : kept)),
    }))
  }

  async ask(profile: Profile, patience: number): Promise<void> {
    this.judge(profile).catch((broken) => this.broken.push(broken))
    await settle()
    await this.clock.advance(patience)
  }

  /** Asks, and judges the answer at the moment it comes. */
  async judge(profile: Profile): Promise<'served' | AppError> {
    const { process } = this
    try {
      const { credentials } = await process.broker.credentials(profile)
      if (process !== this.process) return 'served'
      outcomes.served += 1
      const role = this.center.check(credentials.accessKeyId)
      const life = (role ?? this.aws.check(credentials.accessKeyId))?.lifeInMilliseconds
      expect(role?.roleName, 'of another role (P5)').toBe(roleOf[profile])
      expect(life, 'ended (P5)').toBeGreaterThan(0)
      return 'served'
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error instanceof SessionError) outcomes.refused += 1
      else outcomes.unavailable += 1
      return error
    }
  }

  /** No access token is shown to the portal whose refresh token is not durable, unless somebody was told. */
  checkOrder(): void {
    const { told } = this.process
    for (const { accessToken } of this.center.roleCalls.slice(this.judgedCalls)) {
      const isTold = told.unsaved.has(clientOf(this.session)) || this.mayBeLost.has(clientOf(this.session))
      expect(this.durable.has(accessToken) || isTold, 'used before its refresh token was durable (R1)').toBe(
        true,
      )
    }
    this.judgedCalls = this.center.roleCalls.length
  }

  checkPace(): void {
    expect(this.center.mostRefreshesInFlight, 'two refreshes in flight').toBeLessThanOrEqual(1)
    const own = this.center.rotations.slice(this.process.rotations)
    for (const all of Object.values(Object.groupBy(own, ({ name }) => name))) {
      const times = (all ?? []).map(({ at }) => at)
      const within = (milliseconds: number, most: number) =>
        times.every((at, n) => (times[n + most] ?? Number.POSITIVE_INFINITY) - at >= milliseconds)
      expect(within(60_000, this.isEven ? 1 : 3), `refreshed too often (R9): ${times}`).toBe(true)
      expect(within(600_000, 24), `refreshed too often (R9): ${times}`).toBe(true)
    }
  }

  async take(taken: Step): Promise<void> {
    const { clock, aws, center, process } = this
    switch (taken.do) {
      case 'ask':
        return this.ask(taken.profile, taken.patience)
      case 'pass':
        return clock.advance(taken.milliseconds)
      case 'suspend':
        this.isEven = false
        return clock.suspend(taken.milliseconds)
      case 'jump':
        this.isEven = false
        return clock.setWall(clock.now() + taken.milliseconds)
      case 'latency':
        aws.latencyInMilliseconds = taken.milliseconds
        center.latencyInMilliseconds = taken.milliseconds
        return
      case 'fault':
        aws.fault = taken.fault
        center.fault = taken.fault
        return
      case 'portal-fault':
        center.portalFault = taken.fault
        return
      case 'disk':
        process.vault.isWritable = taken.isWritable
        return
      case 'stall':
        return this.stall(taken.isStalled)
      case 'life':
        if (taken.token < 3600) this.isEven = false
        Object.assign(center, { accessTokenSeconds: taken.token, roleSeconds: taken.role })
        return
      case 'assign':
        if (taken.isAssigned) center.unassigned.clear()
        else center.unassigned.add(`${account}/Write`)
        return
      case 'end':
        return center.end(this.session)
      case 'sign-in':
        return this.signIn()
      case 'elsewhere':
        return this.elsewhere()
      case 'kill':
        return this.kill()
      case 'resume':
        return process.broker.resume()
    }
  }

  /** Network, disk and AWS are well again; time passes; everyone asks. */
  async heal(): Promise<void> {
    const { aws, center, clock } = this
    Object.assign(aws, { fault: 'none', latencyInMilliseconds: 0 })
    Object.assign(center, { fault: 'none', portalFault: undefined, latencyInMilliseconds: 0 })
    Object.assign(center, { accessTokenSeconds: 3600, roleSeconds: 3600 })
    center.unassigned.clear()
    this.process.vault.isWritable = true
    this.stall(false)
    await clock.advance(20 * 60_000)
    for (const profile of ['read', 'write'] as const) await this.healed(profile)
    if (!this.mayEndTwice.has(clientOf(this.session)))
      expect(this.endings.get(clientOf(this.session)) ?? 0, 'notices of one ending').toBeLessThanOrEqual(1)
    await clock.advance(40 * 60_000)
    expect(clock.scheduled, 'timers while nobody asks').toBe(0)
  }

  async healed(profile: Profile): Promise<void> {
    const { center, clock, session } = this
    const wasOpen = center.isOpen(session)
    const key = clientOf(session)
    let answer = await this.settled(profile)
    if (!wasOpen && answer === 'served') {
      // What a role was given lives on to its own end.
      await clock.advance(12.1 * hour)
      answer = await this.settled(profile)
    }
    if (!wasOpen) expect(answer, 'AWS ended it').toBeInstanceOf(SessionError)
    else if (answer !== 'served') {
      outcomes.lost += 1
      const wasLost = !center.reuse && this.isLost(session)
      expect(this.mayBeLost.has(key) || wasLost, `lost a session that AWS has not ended: ${answer}`).toBe(
        true,
      )
      const onDisk = identityCenterOf(this.disk.contents.sessions)
      expect(onDisk && center.takes(onDisk), 'had a good token').not.toBe(true)
    }
  }

  /** Whether the reply to a rotation never arrived. */
  isLost(session: IdentityCenterSession): boolean {
    return [...this.center.lostRotations].some((name) => `client-${name.split(' ')[1]}` === clientOf(session))
  }

  async settled(profile: Profile): Promise<'served' | AppError> {
    const asked = this.judge(profile)
    await settle()
    return asked
  }
}

function clientOf({ registrations, flow }: IdentityCenterSession): string {
  return registrations[flow]?.clientId ?? ''
}

function identityCenterOf(sessions: readonly { readonly kind: string }[]): IdentityCenterSession | undefined {
  return sessions.find((session): session is IdentityCenterSession => session.kind === 'identity-center')
}

describe('createBroker, walked at random with both kinds of session', () => {
  it(`keeps its promises over ${walks} walks, whether AWS takes a refresh token twice or not, with another program that rotates it too (P5, R1, R5, R9, R11, R13, R17, R18, R20, R21, R28)`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 5, maxLength: 40, size: 'max' }),
        fc.integer(),
        fc.boolean(),
        async (steps, seed, reuse) => {
          const world = new World(seed, reuse)
          for (const taken of steps) {
            await world.take(taken)
            if (world.broken.length > 0) throw world.broken[0]
            world.checkOrder()
            world.checkPace()
          }
          await world.heal()
          world.checkPace()
        },
      ),
      // The same walks each time; SIGNET_WALK_SEED takes others.
      { numRuns: walks, seed: Number(process.env.SIGNET_WALK_SEED ?? 1) },
    )
    expect(outcomes.served).toBeGreaterThan(walks)
    expect(outcomes.lost).toBeLessThan(walks / 4)
    console.log(`walks: ${walks}, ${JSON.stringify(outcomes)}`)
  })
})
