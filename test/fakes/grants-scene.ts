import type { ActivityEntry } from '../../main/broker/activity.ts'
import { type ConsentDesk, consentDesk } from '../../main/broker/consent.ts'
import type { ConsumerClaim } from '../../main/broker/consumer.ts'
import type { GrantRequest } from '../../main/broker/grant-request.ts'
import { type Grants, grants } from '../../main/broker/grants.ts'
import type { Issued } from '../../main/broker/held-credentials.ts'
import { AppError, VaultError } from '../../main/kernel/errors.ts'
import type { ProfilePolicy } from '../../main/vault/session-record.ts'
import { FakeClock, settle } from './fake-clock.ts'
import { FakeProcesses } from './fake-processes.ts'
import { MemoryLog } from './memory-log.ts'
import { SeededRandom } from './seeded-random.ts'

/**
 * A bash (20) at /dev/pts/3, whose terraform (30) and evil (31) run relays (40, 41). Credentials are at hand, for 15
 * minutes.
 */
export class GrantsScene {
  readonly clock = new FakeClock()
  readonly log = new MemoryLog()
  readonly entries: ActivityEntry[] = []
  readonly processes = new FakeProcesses()
  readonly policies: Record<string, ProfilePolicy> = {}
  readonly desk: ConsentDesk = consentDesk({ clock: this.clock, random: new SeededRandom(1) })
  readonly grants: Grants
  isLocked = false
  /** What the broker was asked for. */
  readonly asked: string[] = []
  lifeInMilliseconds = 15 * 60_000
  leftInMilliseconds = 15 * 60_000
  isAtHand = true
  failure: AppError | undefined

  constructor() {
    this.processes
      .add({ pid: 100, executable: '/usr/bin/bash' })
      .add({ pid: 20, executable: '/usr/bin/bash', words: ['bash'] })
      .add({ pid: 30, executable: '/usr/bin/terraform', parentPid: 20 })
      .add({ pid: 31, executable: '/home/ann/evil', parentPid: 20 })
      .add({ pid: 40, executable: '/usr/bin/signet', parentPid: 30 })
      .add({ pid: 41, executable: '/usr/bin/signet', parentPid: 31 })
      .add({ pid: 42, executable: '/usr/bin/signet', parentPid: 20 })
    this.grants = grants({
      broker: {
        peek: (profile) => (this.isAtHand ? this.#issued('peek', profile) : undefined),
        credentials: async (profile) => this.#issued('credentials', profile),
        lengthen: async (profile, least) => {
          this.asked.push(`lengthen ${profile} ${least / 60_000}`)
          if (this.lifeInMilliseconds >= least) this.leftInMilliseconds = this.lifeInMilliseconds
        },
      },
      enter: async () => this.#assertOpen(),
      policyOf: (profile) => {
        this.#assertOpen()
        return this.policies[profile]
      },
      activity: { record: (entry) => this.entries.push(entry) },
      awsNow: () => this.clock.now(),
      ...{ desk: this.desk, clock: this.clock, log: this.log, processes: this.processes },
    })
  }

  /** What a relay of this pid says of itself; it can hold a file. */
  relay(pid: number): ConsumerClaim {
    const parentPid = this.processes.look(pid)?.parentPid ?? 0
    return { pid, parentPid, hold: this.processes.holdAs(pid) }
  }

  /** The id of the key that was handed out, or the code of the refusal. */
  async issue(pid: number | undefined, request: Partial<GrantRequest> = {}): Promise<string> {
    const consumer = pid === undefined ? undefined : this.relay(pid)
    try {
      const asked = { profile: 'prod', channel: 'credential-process', consumer, ...request } as const
      return (await this.grants.issue(asked)).credentials.accessKeyId
    } catch (thrown) {
      return thrown instanceof AppError ? thrown.code : String(thrown)
    }
  }

  /** Asks, and has a person answer what waits then. */
  async answered(
    pid: number,
    answer: 'yes' | 'no',
    remember = true,
    request: Partial<GrantRequest> = {},
  ): Promise<string> {
    const asked = this.issue(pid, request)
    await settle()
    for (const { id } of this.desk.pending()) this.desk.answer(id, { answer, remember })
    return asked
  }

  /** Of a request that may leave a question open: what became of it, or that it waits. */
  async now(asked: Promise<string>): Promise<string> {
    await settle()
    return Promise.race([asked, settle().then(() => 'waiting')])
  }

  events(): string[] {
    return this.entries.map(({ event, code, note }) => [event, code ?? note].filter(Boolean).join(': '))
  }

  #issued(how: string, profile: string): Issued {
    this.asked.push(`${how} ${profile}`)
    if (this.failure) throw this.failure
    return {
      credentials: {
        accessKeyId: `ASIA${profile}`,
        secretAccessKey: 'canary',
        sessionToken: 'canary',
        expiration: this.clock.now() + this.leftInMilliseconds,
        accountId: '111122223333',
      },
      sessionId: 's',
      renewedAt: 0,
    }
  }

  #assertOpen(): void {
    if (this.isLocked) throw new VaultError('vault-locked', 'The vault is locked.', 'unlock')
  }
}
