/**
 * The model of a walk: the world that its steps happen to, and what is promised at every moment of it.
 *
 * @module
 */
import { expect } from 'vitest'
import { serverTime } from '../../../../main/aws/server-time.ts'
import { createBroker } from '../../../../main/broker/broker.ts'
import type { BrokerNotice } from '../../../../main/broker/notice.ts'
import { readSharedConfig } from '../../../../main/config/profiles.ts'
import { AppError, SessionError } from '../../../../main/kernel/errors.ts'
import type { IdentityCenterSession } from '../../../../main/vault/session-record.ts'
import { account } from '../../../fakes/center-scene.ts'
import { FakeClock, settle } from '../../../fakes/fake-clock.ts'
import { FakeIdentityCenter } from '../../../fakes/fake-identity-center.ts'
import { FakeSigninServer } from '../../../fakes/fake-signin-server.ts'
import { FakeSts } from '../../../fakes/fake-sts.ts'
import { MemoryLog } from '../../../fakes/memory-log.ts'
import { MemoryVault, memoryDisk } from '../../../fakes/memory-vault.ts'
import { MortalClock } from '../../../fakes/mortal-clock.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'
import type { Profile, Step } from './role-walk-steps.ts'

/** How often what came of asking, over many walks. */
export interface Outcomes {
  served: number
  lost: number
  refused: number
  unavailable: number
}

/** What a process has told of, by client. */
interface Told {
  readonly unsaved: Set<string>
  readonly ended: Set<string>
}

const roleOf: Partial<Record<Profile, string>> = { read: 'Read', write: 'Write' }

/** A machine with a disk, an organisation with two roles, one person signed in to AWS itself, and one process at a time. */
export class World {
  readonly clock = new FakeClock()
  readonly aws = new FakeSigninServer(this.clock)
  readonly center = new FakeIdentityCenter(this.clock)
  readonly random: SeededRandom
  readonly disk = memoryDisk()
  readonly outcomes: Outcomes
  session: IdentityCenterSession
  /**
   * Refresh tokens of Identity Center that have been on disk, as the newest of their session or as the one before. That is
   * where R1 looks: an access token whose own record never reached the disk may be shown once a record that names its
   * refresh token, and the next one, has.
   */
  readonly durable = new Set<string>()
  /** Sign-ins that may be lost, by client: one was told so, or AWS does not take a token twice and its reply was lost. */
  readonly mayBeLost = new Set<string>()
  readonly mayEndTwice = new Set<string>()
  readonly endings = new Map<string, number>()
  /** Promises that were not kept. */
  readonly broken: unknown[] = []
  isEven = true
  elsewhereAt = Number.NEGATIVE_INFINITY
  process: ReturnType<World['start']>

  constructor(seed: number, reuse: boolean, outcomes: Outcomes) {
    this.random = new SeededRandom(seed)
    this.outcomes = outcomes
    this.center.reuse = reuse
    this.center.onShown = (accessToken) => this.judgeShown(accessToken)
    this.session = this.center.signIn('corp', 30)
    const ann = this.aws.signIn('ann', 30)
    this.disk.onWritten = ({ sessions }) => {
      const { refreshToken, previousRefreshToken } = identityCenterOf(sessions) ?? {}
      for (const token of [refreshToken, previousRefreshToken]) if (token) this.durable.add(token)
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
    const told: Told = { unsaved: new Set(), ended: new Set() }
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
      notify: (notice) => this.hear(notice, told),
    })
    const stall: { release?: PromiseWithResolvers<void> } = {}
    return { clock, vault, broker, told, stall, isRefreshing, kill, rotations: this.center.rotations.length }
  }

  hear({ kind, sessionId }: BrokerNotice, told: Told): void {
    if (sessionId !== this.session.id) return
    const key = clientOf(this.session)
    if (kind === 'restart-loses-session') told.unsaved.add(key)
    else {
      this.keeps(!told.ended.has(key), 'a second notice in one process')
      told.ended.add(key)
      this.endings.set(key, (this.endings.get(key) ?? 0) + 1)
    }
  }

  /** Judges where a throw would end in the broker. */
  keeps(isKept: boolean, otherwise: string): void {
    if (!isKept) this.broken.push(new Error(otherwise))
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
    const { process, outcomes } = this
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

  /** No access token is shown to the portal whose refresh token is not durable, unless this process has told somebody. */
  judgeShown(accessToken: string): void {
    const { clientId, refreshToken } = this.center.grantOf(accessToken)
    const isDurable = refreshToken !== undefined && this.durable.has(refreshToken)
    const isTold = this.process.told.unsaved.has(clientId)
    this.keeps(isDurable || isTold, `${accessToken} was used before its refresh token was durable (R1)`)
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
}

export function clientOf({ registrations, flow }: IdentityCenterSession): string {
  return registrations[flow]?.clientId ?? ''
}

export function identityCenterOf(
  sessions: readonly { readonly kind: string }[],
): IdentityCenterSession | undefined {
  return sessions.find((session): session is IdentityCenterSession => session.kind === 'identity-center')
}
