/**
 * A world that a broker is walked through at random: a machine with a disk, and one process at a time which may be killed.
 *
 * @module
 */
import { type ServerTime, serverTime } from '../../../../main/aws/server-time.ts'
import { type Broker, type BrokerNeeds, createBroker } from '../../../../main/broker/broker.ts'
import type { Issued } from '../../../../main/broker/held-credentials.ts'
import type { BrokerNotice } from '../../../../main/broker/notice.ts'
import { readSharedConfig } from '../../../../main/config/profiles.ts'
import { AppError, SessionError } from '../../../../main/kernel/errors.ts'
import type { SessionRecord } from '../../../../main/vault/session-record.ts'
import { FakeClock, settle } from '../../../fakes/fake-clock.ts'
import { FakeSigninServer } from '../../../fakes/fake-signin-server.ts'
import { FakeSts } from '../../../fakes/fake-sts.ts'
import { MemoryLog } from '../../../fakes/memory-log.ts'
import { MemoryVault, memoryDisk } from '../../../fakes/memory-vault.ts'
import { MortalClock } from '../../../fakes/mortal-clock.ts'
import type { ReplyFault } from '../../../fakes/reply-fault.ts'
import { SeededRandom } from '../../../fakes/seeded-random.ts'

/** How often what came of asking, over many walks. */
export interface Outcomes {
  served: number
  lost: number
  refused: number
  unavailable: number
}

/** What can happen in any such world. */
export type CommonStep<Profile> =
  | { readonly do: 'ask'; readonly profile: Profile; readonly patience: number }
  | { readonly do: 'pass' | 'suspend' | 'jump' | 'latency'; readonly milliseconds: number }
  | { readonly do: 'fault'; readonly fault: ReplyFault }
  | { readonly do: 'disk'; readonly isWritable: boolean }
  | { readonly do: 'stall'; readonly isStalled: boolean }
  | { readonly do: 'kill' | 'resume' }

/** One life of the agent. */
export interface WalkedProcess {
  readonly clock: MortalClock
  readonly vault: MemoryVault
  readonly broker: Broker
  /** What it has told a person, by session or by sign-in. */
  readonly told: { readonly unsaved: Set<string>; readonly ended: Set<string> }
}

export abstract class WalkWorld<Profile extends string, Process extends WalkedProcess> {
  readonly clock = new FakeClock()
  readonly aws = new FakeSigninServer(this.clock)
  readonly random: SeededRandom
  readonly disk = memoryDisk()
  readonly outcomes: Outcomes
  /** Sign-ins that may be lost, by what tells them apart. */
  readonly mayBeLost = new Set<string>()
  /** Sign-ins whose end could not be written before a kill: the next process hears of it anew. */
  readonly mayEndTwice = new Set<string>()
  readonly endings = new Map<string, number>()
  /** Promises that were not kept. */
  readonly broken: unknown[] = []
  /** Wall clocks that jump and lives under a minute allow an early renewal now and then. */
  isEven = true
  #release: PromiseWithResolvers<void> | undefined

  constructor(seed: number, outcomes: Outcomes) {
    this.random = new SeededRandom(seed)
    this.outcomes = outcomes
  }

  abstract process: Process
  abstract start(): Process
  /** Notes who may be lost by a kill at this moment. */
  protected abstract dying(process: Process, isStalled: boolean): void
  /** @throws what `expect` throws, where the answer is not as promised. */
  protected abstract judgeServed(profile: Profile, issued: Issued, process: Process): void

  protected startWith(
    clientsOf: (time: ServerTime) => Pick<BrokerNeeds, 'ssoOidc' | 'portal'>,
    hear: (notice: BrokerNotice, told: WalkedProcess['told']) => void,
  ): WalkedProcess {
    const clock = new MortalClock(this.clock)
    const time = serverTime(clock)
    const vault = new MemoryVault(this.disk)
    const told = { unsaved: new Set<string>(), ended: new Set<string>() }
    const broker = createBroker({
      ...{ vault, clock, serverTime: time, random: this.random, log: new MemoryLog() },
      signin: this.aws.client(time),
      ...clientsOf(time),
      sts: new FakeSts(this.clock).client(time),
      readConfig: async () => readSharedConfig('', ''),
      notify: (notice) => hear(notice, told),
    })
    return { clock, vault, broker, told }
  }

  /** Counts a notice that a sign-in has ended. @returns whether this process has not said so before. */
  protected heardEnd(key: string, told: WalkedProcess['told']): boolean {
    const isFirst = !told.ended.has(key)
    told.ended.add(key)
    this.endings.set(key, (this.endings.get(key) ?? 0) + 1)
    return isFirst
  }

  /** Writes hang, as on a network mount that is gone, until they do not. */
  stall(isStalled: boolean): void {
    const { vault } = this.process
    if (isStalled && !vault.pause) {
      this.#release = Promise.withResolvers<void>()
      vault.pause = this.#release.promise
    } else if (!isStalled) {
      vault.pause = undefined
      this.#release?.resolve()
    }
  }

  kill(): void {
    const { process } = this
    const { clock, vault } = process
    clock.kill()
    const isStalled = vault.pause !== undefined
    vault.pause = new Promise(() => undefined)
    this.#release = undefined
    this.dying(process, isStalled)
    this.process = this.start()
    this.process.vault.isWritable = vault.isWritable
  }

  /** Whether the vault of the process takes what somebody writes now. */
  protected get isWritable(): boolean {
    const { vault } = this.process
    return vault.isWritable && !vault.pause
  }

  /** Somebody has signed in anew. */
  protected async keep(session: SessionRecord): Promise<void> {
    const { vault, broker } = this.process
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
    const { process, outcomes } = this
    try {
      const issued = await process.broker.credentials(profile)
      if (process !== this.process) return 'served'
      outcomes.served += 1
      this.judgeServed(profile, issued, process)
      return 'served'
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      if (error instanceof SessionError) outcomes.refused += 1
      else outcomes.unavailable += 1
      return error
    }
  }

  async takeCommon(taken: CommonStep<Profile>): Promise<void> {
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
      case 'kill':
        return this.kill()
      case 'resume':
        return process.broker.resume()
    }
  }
}
