/**
 * The model of a walk with roles: the world that its steps happen to, and what is promised at every moment of it.
 *
 * @module
 */
import { expect } from 'vitest'
import type { Issued } from '../../../../main/broker/held-credentials.ts'
import type { BrokerNotice } from '../../../../main/broker/notice.ts'
import type { IdentityCenterSession } from '../../../../main/vault/session-record.ts'
import { account } from '../../../fakes/center-scene.ts'
import { FakeIdentityCenter } from '../../../fakes/fake-identity-center.ts'
import { memoryDisk } from '../../../fakes/memory-vault.ts'
import type { Profile, Step } from './role-walk-steps.ts'
import { type Outcomes, type WalkedProcess, WalkWorld } from './walk-world.ts'

type Told = WalkedProcess['told']

interface Process
  extends WalkedProcess,
    Pick<ReturnType<FakeIdentityCenter['clients']>, 'isRefreshing' | 'kill'> {
  /** How many rotations there had been when it began. */
  readonly rotations: number
}

const roleOf: Partial<Record<Profile, string>> = { read: 'Read', write: 'Write' }

/**
 * An organisation with two roles, and one person signed in to AWS itself. Sign-ins are told apart by client: one may be lost
 * when a person was told so, or where AWS does not take a token twice and its reply was lost.
 */
export class World extends WalkWorld<Profile, Process> {
  readonly center = new FakeIdentityCenter(this.clock)
  session: IdentityCenterSession
  /**
   * Refresh tokens of Identity Center that have been on disk, as the newest of their session or as the one before. That is
   * where R1 looks: an access token whose own record never reached the disk may be shown once a record that names its
   * refresh token, and the next one, has.
   */
  readonly durable = new Set<string>()
  elsewhereAt = Number.NEGATIVE_INFINITY
  process: Process

  constructor(seed: number, reuse: boolean, outcomes: Outcomes) {
    super(seed, outcomes)
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

  start(): Process {
    const rotations = this.center.rotations.length
    let ends: Pick<Process, 'isRefreshing' | 'kill'> | undefined
    const process = this.startWith(
      (time) => {
        const { isRefreshing, kill, ...clients } = this.center.clients(time)
        ends = { isRefreshing, kill }
        return clients
      },
      (notice, told) => this.#hear(notice, told),
    )
    if (!ends) throw new Error('no clients')
    return { ...process, ...ends, rotations }
  }

  #hear({ kind, sessionId }: BrokerNotice, told: Told): void {
    if (sessionId !== this.session.id) return
    const key = clientOf(this.session)
    if (kind === 'restart-loses-session') told.unsaved.add(key)
    else this.keeps(this.heardEnd(key, told), 'a second notice in one process')
  }

  /** Judges where a throw would end in the broker. */
  keeps(isKept: boolean, otherwise: string): void {
    if (!isKept) this.broken.push(new Error(otherwise))
  }

  protected dying({ vault, told, isRefreshing, kill }: Process, isStalled: boolean): void {
    kill()
    for (const key of told.unsaved) this.mayBeLost.add(key)
    const onDisk = identityCenterOf(this.disk.contents.sessions)
    const isSpent = onDisk && (isRefreshing() || !this.center.takes(onDisk))
    if (!this.center.reuse && isSpent) this.mayBeLost.add(clientOf(onDisk))
    if (!vault.status().durable || isStalled) this.mayEndTwice.add(clientOf(this.session))
  }

  async signIn(): Promise<void> {
    if (!this.isWritable) return
    this.session = this.center.signIn('corp', 30)
    await this.keep(this.session)
  }

  /** Another program that shares the session rotates its token, and says so in the vault. At our pace, as any would. */
  async elsewhere(): Promise<void> {
    const { vault } = this.process
    const known = identityCenterOf(vault.contents().sessions)
    const now = this.clock.elapsed()
    if (!this.isWritable || !known || known.ended || now < this.elsewhereAt + 60_000) return
    const rotated = this.center.rotateElsewhere(known)
    if (!rotated) return
    this.elsewhereAt = now
    this.isEven = false
    await vault.update((contents) => ({
      ...contents,
      sessions: contents.sessions.map((kept) => (kept.id === rotated.id ? rotated : kept)),
    }))
  }

  protected judgeServed(profile: Profile, { credentials }: Issued): void {
    const role = this.center.check(credentials.accessKeyId)
    const life = (role ?? this.aws.check(credentials.accessKeyId))?.lifeInMilliseconds
    expect(role?.roleName, 'of another role (P5)').toBe(roleOf[profile])
    expect(life, 'ended (P5)').toBeGreaterThan(0)
  }

  /** No access token is shown to the portal whose refresh token is not durable, unless this process has told somebody. */
  judgeShown(accessToken: string): void {
    const { clientId, refreshToken } = this.center.grantOf(accessToken)
    const isDurable = refreshToken !== undefined && this.durable.has(refreshToken)
    const isTold = this.process.told.unsaved.has(clientId)
    this.keeps(isDurable || isTold, `${accessToken} was used before its refresh token was durable (R1)`)
  }

  async take(taken: Step): Promise<void> {
    const { center } = this
    switch (taken.do) {
      case 'latency':
        center.latencyInMilliseconds = taken.milliseconds
        return this.takeCommon(taken)
      case 'fault':
        center.fault = taken.fault
        return this.takeCommon(taken)
      case 'portal-fault':
        center.portalFault = taken.fault
        return
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
      default:
        return this.takeCommon(taken)
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
