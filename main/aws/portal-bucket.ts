/**
 * How fast a portal is asked: one bucket for all who ask it. AWS states no quota for it, and shares whatever there is among
 * all users of an instance, so the rate feels its way (R17): up a little with each second, down by a third when AWS throttles.
 *
 * @module
 */
import type { Clock } from '../kernel/ports/clock.ts'
import type { Random } from '../kernel/ports/random.ts'

/** `now`: somebody waits for this very answer. `soon` goes before `later`. */
export type Urgency = 'now' | 'soon' | 'later'

export interface Ask {
  /** Callers of the same urgency take turns, so that none waits behind another's thousand. */
  readonly caller: string
  readonly urgency: Urgency
  readonly signal?: AbortSignal | undefined
}

/** The right to send one request. Exactly one of the two is called when its reply is in; a second call does nothing. */
export interface Turn {
  end(): void
  /** AWS throttled it. Where AWS named a wait, nobody is let through before its end. */
  throttled(retryAfterSeconds?: number): void
}

export interface PortalBucket {
  /** Waits for a turn. An abort rejects with the signal's reason. */
  turn(ask: Ask): Promise<Turn>
  /** Milliseconds for which AWS has asked to be left alone; 0 when it has not. */
  pausedFor(): number
  /** Requests per second, as of now. */
  rate(): number
}

const mostPerSecond = 10
const increasePerSecond = 1
/** With this increase the rate never falls below 1.5: the slower requests are, the more time passes between throttles. */
const decrease = 0.7
const mostInFlight = 5
/** One place stays free for whoever waits, so that slow lists never hold them all. */
const mostListsInFlight = mostInFlight - 1
const urgencies: readonly Urgency[] = ['now', 'soon', 'later']

interface Waiter {
  readonly grant: (turn: Turn) => void
}

/** A bucket that starts at 10 requests per second, 5 at once. It has a timer only while somebody waits for time to pass. */
export function portalBucket({ clock, random }: { clock: Clock; random: Random }): PortalBucket {
  const queues = new Map(urgencies.map((urgency) => [urgency, new Map<string, Waiter[]>()]))
  let rate = mostPerSecond
  let tokens = burst(rate)
  let countedAt = clock.elapsed()
  let pausedUntil = countedAt
  let inFlight = 0
  /** Counts decreases: replies to requests from before one tell nothing new. */
  let generation = 0
  let cancelWake: (() => void) | undefined

  /** Brings tokens and rate up to this moment. A pause earns nothing. */
  function count(): void {
    const now = clock.elapsed()
    const seconds = Math.max(0, now - Math.max(countedAt, pausedUntil)) / 1000
    tokens = Math.min(burst(rate), tokens + seconds * rate)
    rate = Math.min(mostPerSecond, rate + seconds * increasePerSecond)
    countedAt = now
  }

  /** Lets through all who may go now, and comes back when the next may. */
  function pump(): void {
    cancelWake?.()
    cancelWake = undefined
    count()
    for (let queue = nextQueue(); queue; queue = nextQueue()) {
      const wait = Math.max(pausedUntil - clock.elapsed(), ((1 - tokens) / rate) * 1000)
      if (wait > 1e-6) {
        cancelWake = clock.schedule(Math.ceil(wait), pump)
        return
      }
      tokens -= 1
      inFlight += 1
      takeFirst(queue)?.grant(newTurn())
    }
  }

  /** The queue whose turn it is, if there is a free place for it. */
  function nextQueue(): Map<string, Waiter[]> | undefined {
    const urgency = urgencies.find((each) => (queues.get(each)?.size ?? 0) > 0)
    const most = urgency === 'now' ? mostInFlight : mostListsInFlight
    return urgency && inFlight < most ? queues.get(urgency) : undefined
  }

  function newTurn(): Turn {
    const started = generation
    let ended = false
    const end = (judge?: () => void): void => {
      if (ended) return
      ended = true
      inFlight -= 1
      count()
      judge?.()
      pump()
    }
    return {
      end,
      throttled: (retryAfterSeconds) =>
        end(() => {
          if (retryAfterSeconds !== undefined) {
            // A little more than asked, by chance, so that not all machines come back at once.
            const pause = retryAfterSeconds * 1000 + random.unit() * 1000
            pausedUntil = Math.max(pausedUntil, clock.elapsed() + pause)
          }
          if (started !== generation) return
          generation += 1
          rate *= decrease
          tokens = 0
        }),
    }
  }

  return {
    turn({ caller, urgency, signal }) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason)
        const queue = queues.get(urgency)
        const waiter: Waiter = {
          grant(turn) {
            signal?.removeEventListener('abort', abort)
            resolve(turn)
          },
        }
        const abort = (): void => {
          if (queue) leave(queue, caller, waiter)
          reject(signal?.reason)
          pump()
        }
        signal?.addEventListener('abort', abort, { once: true })
        const waiting = queue?.get(caller)
        if (waiting) waiting.push(waiter)
        else queue?.set(caller, [waiter])
        pump()
      })
    },
    pausedFor: () => Math.max(0, pausedUntil - clock.elapsed()),
    rate() {
      count()
      return rate
    },
  }
}

/** Most requests that may go out in one moment after a rest. */
function burst(rate: number): number {
  return Math.max(1, rate / 2)
}

/** The first waiter of the caller whose turn it is, who then goes to the back. */
function takeFirst(queue: Map<string, Waiter[]>): Waiter | undefined {
  for (const [caller, waiting] of queue) {
    const waiter = waiting.shift()
    queue.delete(caller)
    if (waiting.length > 0) queue.set(caller, waiting)
    return waiter
  }
  return undefined
}

function leave(queue: Map<string, Waiter[]>, caller: string, waiter: Waiter): void {
  const waiting = queue.get(caller) ?? []
  const at = waiting.indexOf(waiter)
  if (at >= 0) waiting.splice(at, 1)
  if (waiting.length === 0) queue.delete(caller)
}
