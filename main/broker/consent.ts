/**
 * Questions that wait for a person: may this program have these credentials?
 *
 * Whoever has a person can answer: a terminal that follows the activity, `signet approve`, a window. Nobody is sought: a
 * question that nobody answers in time is a no.
 *
 * @module
 */
import type { ConsentQuestionView } from '../../preload/contract/activity-views.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Random } from '../kernel/ports/random.ts'
import type { Consumer, ConsumerClaim } from './consumer.ts'

/** Inside the minute that tools give a `credential_process`, with time left to fetch the credentials. */
export const answerWithinMilliseconds = 45_000
/** Nobody reads more, and a program that asks for ever does not fill the memory. */
const mostPending = 32

/** How a question ended. `crowded`: too many others waited. */
export type ConsentVerdict =
  | { readonly kind: 'yes'; readonly remember: boolean; readonly by: Consumer | ConsumerClaim | undefined }
  | { readonly kind: 'no'; readonly by: Consumer | ConsumerClaim | undefined }
  | { readonly kind: 'expired' | 'called-off' | 'crowded' }

export interface ConsentAnswer {
  readonly answer: 'yes' | 'no'
  /** A yes that counts for the same program in the same terminal, for a while. */
  readonly remember: boolean
  /** Who answered. */
  readonly by?: Consumer | ConsumerClaim | undefined
}

export interface Consent {
  /** Oldest first. */
  pending(): readonly ConsentQuestionView[]
  /** False when no question of this id waits any more. */
  answer(id: string, answer: ConsentAnswer): boolean
  /** Told when a question comes and when one is over. Returns its end. A listener must not throw. */
  subscribe(listener: (pending: readonly ConsentQuestionView[]) => void): () => void
}

/** The broker's end. */
export interface ConsentDesk extends Consent {
  /** Resolves when it is answered, over or called off. Never rejects. */
  ask(
    question: Omit<ConsentQuestionView, 'id' | 'askedAt' | 'until'>,
    signal?: AbortSignal | undefined,
  ): Promise<ConsentVerdict>
}

interface Pending {
  readonly view: ConsentQuestionView
  readonly end: (verdict: ConsentVerdict) => void
}

export function consentDesk({
  clock,
  random,
}: {
  readonly clock: Clock
  readonly random: Random
}): ConsentDesk {
  const pending = new Map<string, Pending>()
  const listeners = new Set<(pending: readonly ConsentQuestionView[]) => void>()
  const list = () => [...pending.values()].map(({ view }) => view)
  const tell = () => {
    for (const listener of listeners) listener(list())
  }
  return {
    pending: list,
    answer(id, { answer, remember, by }) {
      const found = pending.get(id.toLowerCase())
      if (!found) return false
      const isRemembered = remember && found.view.canRemember
      found.end(answer === 'yes' ? { kind: 'yes', remember: isRemembered, by } : { kind: 'no', by })
      return true
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    ask(question, signal) {
      if (signal?.aborted) return Promise.resolve({ kind: 'called-off' })
      if (pending.size >= mostPending) return Promise.resolve({ kind: 'crowded' })
      return new Promise((resolve) => {
        const id = freeId(pending, random)
        const askedAt = clock.now()
        const view = { ...question, id, askedAt, until: askedAt + answerWithinMilliseconds }
        const callOff = () => end({ kind: 'called-off' })
        const cancel = clock.schedule(answerWithinMilliseconds, () => end({ kind: 'expired' }))
        const end = (verdict: ConsentVerdict) => {
          if (!pending.delete(id)) return
          cancel()
          signal?.removeEventListener('abort', callOff)
          resolve(verdict)
          tell()
        }
        pending.set(id, { view, end })
        signal?.addEventListener('abort', callOff, { once: true })
        tell()
      })
    },
  }
}

/** Letters and digits that are not taken for each other. */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789'

/** Short, to be typed. SECURITY: random, so that an answer meant for one question never hits the next. */
function freeId(taken: ReadonlyMap<string, unknown>, random: Random): string {
  for (;;) {
    const id = [...random.bytes(4)].map((byte) => signs[byte % signs.length]).join('')
    if (!taken.has(id)) return id
  }
}
