/**
 * The container credentials endpoint: not there until a program needs it, gone with the last one that does.
 *
 * It never asks a person: whoever may be asked was asked before the program started. It answers within a second, because
 * its clients hang up after one or two and come again; a renewal that takes longer goes on in the broker meanwhile.
 *
 * @module
 */

import type { Grants } from '../../broker/grants.ts'
import { settleWithin } from '../../broker/settle-within.ts'
import { errorView, UnavailableError } from '../../kernel/errors.ts'
import { hex } from '../../kernel/hex.ts'
import type { Clock } from '../../kernel/ports/clock.ts'
import type {
  ContainerListener,
  ContainerListening,
  ContainerReply,
  ContainerRequest,
} from '../../kernel/ports/container-listener.ts'
import type { Log } from '../../kernel/ports/log.ts'
import { BadTokens } from './bad-tokens.ts'
import { type Consumer, Consumers, type ConsumersNeeds, type NewConsumer } from './consumers.ts'
import {
  badTokenText,
  encodeCredentials,
  encodeFailure,
  encodeRefusal,
  fullUri,
  judgeRequest,
} from './wire.ts'

/** The JavaScript SDK hangs up after 1 s. */
const answerWithinMilliseconds = 800
/** How soon the end of a program is noticed, and its files go. */
const sweepInMilliseconds = 5_000

export interface Admission {
  /** For `AWS_CONTAINER_CREDENTIALS_FULL_URI`. */
  readonly uri: string
  /** For `AWS_CONTAINER_AUTHORIZATION_TOKEN`. */
  readonly token: string
  /** The program was not started after all. */
  revoke(): void
}

export interface ContainerEndpoint {
  /** @throws {@link UnavailableError} `loopback-unavailable` when no port can be had. */
  admit(consumer: NewConsumer): Promise<Admission>
  /** After a sign-out: no token of a program that lived on this session counts. */
  endSession(sessionId: string): void
  /** After a lock. */
  endAll(): void
  /** The port, while it is open. */
  port(): number | undefined
  close(): Promise<void>
}

export interface ContainerEndpointNeeds extends ConsumersNeeds {
  readonly clock: Clock
  readonly grants: Pick<Grants, 'issue'>
  readonly listener: ContainerListener
  readonly log: Log
}

interface OpenEndpoint extends ContainerListening {
  readonly path: string
}

export function containerEndpoint(needs: ContainerEndpointNeeds): ContainerEndpoint {
  const { clock, random, listener, log } = needs
  const consumers = new Consumers(needs)
  const badTokens = new BadTokens(clock)
  let opening: Promise<OpenEndpoint> | undefined
  let open: OpenEndpoint | undefined
  let cancelSweep: (() => void) | undefined
  let isClosed = false

  function start(): Promise<OpenEndpoint> {
    opening ??= listen().catch((cause) => {
      opening = undefined
      throw new UnavailableError(
        'loopback-unavailable',
        'No port on 127.0.0.1 can be had, so the program would get no credentials. Try again, or use --env.',
        { cause },
      )
    })
    return opening
  }

  async function listen(): Promise<OpenEndpoint> {
    const path = `/${hex(random.bytes(16))}`
    const listening = await listener.open((request, port) => answer(request, { port, path }))
    open = { ...listening, path }
    log.note('container.opened', { count: consumers.count })
    return open
  }

  /** An idle agent sleeps: the timer runs only while there is a program to look after. */
  function plan(): void {
    cancelSweep?.()
    cancelSweep = clock.schedule(sweepInMilliseconds, () => {
      consumers.sweep()
      settle()
    })
  }

  function settle(): void {
    if (consumers.count > 0) plan()
    else void shut()
  }

  async function shut(): Promise<void> {
    cancelSweep?.()
    cancelSweep = undefined
    const closing = opening
    opening = undefined
    const listening = await closing?.catch(() => undefined)
    if (listening === undefined) return
    if (open === listening) open = undefined
    await listening.close()
    log.note('container.closed')
  }

  async function answer(
    request: ContainerRequest,
    address: { readonly port: number; readonly path: string },
  ): Promise<ContainerReply> {
    const judged = judgeRequest(request, address)
    if (judged.kind === 'refused') return judged.reply
    const consumer = consumers.find(judged.token)
    if (consumer === undefined) return refuseToken()
    return issue(consumer)
  }

  async function refuseToken(): Promise<ContainerReply> {
    const refusal = encodeRefusal(403, 'access-denied', badTokenText)
    if (badTokens.count()) return refusal
    // SECURITY (T9): whoever guesses waits. Whoever knows a token does not, so nobody can slow a program down.
    log.note('container.guessed')
    await badTokens.pause()
    return refusal
  }

  async function issue({ permit }: Consumer): Promise<ContainerReply> {
    try {
      const issuing = needs.grants.issue({ profile: permit.profile, channel: 'container', permit })
      const settled = await settleWithin(issuing, clock, answerWithinMilliseconds)
      if (!settled.late) return encodeCredentials(settled.value.credentials)
      return encodeFailure({ code: 'timed-out', message: stillRenewing, remedy: 'retry' })
    } catch (thrown) {
      return encodeFailure(errorView(thrown))
    }
  }

  return {
    async admit(consumer) {
      if (isClosed) throw new UnavailableError('agent-busy', 'The agent is ending. Try again.')
      const onEnd = () => {
        consumer.onEnd()
        if (consumers.count === 0) void shut()
      }
      // Before the first await: an endpoint with a program to come is not shut under it.
      const { token, revoke } = consumers.admit({ ...consumer, onEnd })
      try {
        const listening = await start()
        plan()
        return { uri: fullUri(listening), token, revoke }
      } catch (thrown) {
        revoke()
        throw thrown
      }
    },
    endSession: (sessionId) => consumers.revoke((consumer) => consumer.sessionId === sessionId),
    endAll: () => consumers.revoke(),
    port: () => open?.port,
    async close() {
      isClosed = true
      // The programs live on: what was put down for them stays until a later agent finds them gone.
      await shut()
    },
  }
}

const stillRenewing = 'Signet is still getting new credentials from AWS. Ask again in a second.'
