/**
 * Who may take credentials: one token for each program that was started, for one profile, for as long as it lives.
 *
 * @module
 */
import type { Permit } from '../../broker/grant-request.ts'
import { equalInConstantTime } from '../../kernel/constant-time.ts'
import type { Clock } from '../../kernel/ports/clock.ts'
import type { Processes } from '../../kernel/ports/processes.ts'
import type { Random } from '../../kernel/ports/random.ts'

/** A program that is about to start. */
export interface NewConsumer {
  readonly permit: Permit
  /** The session behind its profile: with it the token ends. */
  readonly sessionId: string
  /** What the relay that becomes the program says of itself. Unknown: the token lives to the end of its time. */
  readonly pid: number | undefined
  /** Told once, when the token has ended, for whatever reason. Must not throw. */
  readonly onEnd: () => void
}

export interface Consumer extends NewConsumer {
  /** With the pid it names one process for ever. */
  readonly startedAt: string | undefined
  readonly tokenDigest: string
  /** By `Clock.elapsed()`, as all here. */
  readonly admittedAt: number
  /** When the system last said that its program is there. */
  seenAt: number
}

const tokenLengthInBytes = 32
/** However long a program runs on, a person starts it anew after this. */
export const longestLifeInMilliseconds = 12 * 60 * 60_000

/** The system is asked no more often: it is the dearest part of an answer. */
const trustedInMilliseconds = 100

export interface ConsumersNeeds {
  readonly clock: Pick<Clock, 'elapsed'>
  readonly random: Pick<Random, 'bytes'>
  readonly processes: Pick<Processes, 'startedAt'>
  /** SHA-256 in hexadecimal. */
  readonly digest: (text: string) => string
}

export class Consumers {
  readonly #needs: ConsumersNeeds
  readonly #all = new Set<Consumer>()

  constructor(needs: ConsumersNeeds) {
    this.#needs = needs
  }

  get count(): number {
    return this.#all.size
  }

  /** @returns the token, which is kept nowhere but with the program; and what ends it. */
  admit(consumer: NewConsumer): { readonly token: string; readonly revoke: () => void } {
    const { clock, random, processes, digest } = this.#needs
    const token = base64url(random.bytes(tokenLengthInBytes))
    const now = clock.elapsed()
    const admitted: Consumer = {
      ...consumer,
      startedAt: consumer.pid === undefined ? undefined : processes.startedAt(consumer.pid),
      tokenDigest: digest(token),
      admittedAt: now,
      seenAt: now,
    }
    this.#all.add(admitted)
    return { token, revoke: () => this.#end(admitted) }
  }

  /** Whose token this is, if it still counts. */
  find(token: string): Consumer | undefined {
    // SECURITY (T9): digests are compared, each with every one and to its end, so that time tells nothing of a token.
    const given = this.#needs.digest(token)
    let found: Consumer | undefined
    for (const consumer of this.#all) if (equalInConstantTime(consumer.tokenDigest, given)) found = consumer
    if (found === undefined || this.#isAlive(found)) return found
    this.#end(found)
    return undefined
  }

  /** Ends those whose program is gone or whose time is over. */
  sweep(): void {
    for (const consumer of this.#all) if (!this.#isAlive(consumer)) this.#end(consumer)
  }

  /** Ends those that `isMeant` says; all where left out. */
  revoke(isMeant: (consumer: Consumer) => boolean = () => true): void {
    for (const consumer of this.#all) if (isMeant(consumer)) this.#end(consumer)
  }

  #isAlive(consumer: Consumer): boolean {
    const { clock, processes } = this.#needs
    const { permit, pid, startedAt, admittedAt, seenAt } = consumer
    if (!permit.isValid()) return false
    const now = clock.elapsed()
    if (now - admittedAt >= longestLifeInMilliseconds) return false
    if (pid === undefined || startedAt === undefined || now - seenAt < trustedInMilliseconds) return true
    // SECURITY: another process may have the pid by now. Where the system tells no time of start, only the rest counts.
    if (processes.startedAt(pid) !== startedAt) return false
    consumer.seenAt = now
    return true
  }

  #end(consumer: Consumer): void {
    if (this.#all.delete(consumer)) consumer.onEnd()
  }
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')
}
