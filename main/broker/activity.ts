/**
 * The activity log: who used what, when, and what a person decided. Values never.
 *
 * Whoever is served does not wait for it: an entry is put in a queue, and what it takes to write it is done a moment
 * later, for all that came meanwhile.
 *
 * @module
 */
import type {
  ActivityEvent,
  ActivityHealthView,
  ActivityVerdictView,
  ActivityView,
  ConsumerView,
} from '../../preload/contract/activity-views.ts'
import type { ErrorCode } from '../../preload/contract/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import type { Processes } from '../kernel/ports/processes.ts'
import { cutForLine } from './activity-line.ts'
import { type ActivityQuery, readActivity } from './activity-read.ts'
import { verifyActivity } from './activity-verify.ts'
import { type ActivityDraft, ActivityWriter, type ActivityWriterNeeds } from './activity-writer.ts'
import { claimedConsumer } from './attest.ts'
import { type Consumer, type ConsumerClaim, consumerView } from './consumer.ts'
import type { Issued } from './held-credentials.ts'
import { readLastServed } from './last-served.ts'
import { settleWithin } from './settle-within.ts'

/** What happened, as whoever tells it knows it. */
export interface ActivityEntry {
  readonly event: Exclude<ActivityEvent, 'gap' | 'dropped'>
  readonly profile?: string | undefined
  readonly channel?: string | undefined
  /** An ARN or a session's name, where it is not a profile that it is about. */
  readonly principal?: string | undefined
  /** Looked at now and not kept. */
  readonly issued?: Issued | undefined
  readonly milliseconds?: number | undefined
  readonly cached?: boolean | undefined
  readonly noticed?: boolean | undefined
  /** Who asked: found out already, or to be looked up by its own word. */
  readonly consumer?: Consumer | ConsumerClaim | undefined
  readonly by?: Consumer | ConsumerClaim | undefined
  readonly code?: ErrorCode | undefined
  readonly note?: string | undefined
}

export interface Activity {
  /** Never throws and does not wait. */
  record(entry: ActivityEntry): void
  /** Told of each entry, soon after. Returns its end. A listener must not throw. */
  subscribe(listener: (view: ActivityView) => void): () => void
  /** The newest hand-out for each profile since the agent started. */
  lastServed(): ReadonlyMap<string, ActivityDraft>
  /** The same from what was written before. @throws {@link FileError} */
  readLastServed(): Promise<ReadonlyMap<string, ActivityView>>
  /** Oldest first. @throws {@link FileError} */
  read(query: ActivityQuery): Promise<readonly ActivityView[]>
  /** @throws {@link FileError} */
  verify(): Promise<ActivityVerdictView>
  health(): ActivityHealthView
  /** Resolves when everything is on the disk, or after 2 seconds. */
  close(): Promise<void>
}

export interface ActivityNeeds extends ActivityWriterNeeds {
  readonly clock: Clock
  readonly processes: Processes
  /** The ARN or the name of what a profile's credentials are for; undefined where that is not known now. */
  readonly principalOf: (profile: string, sessionId: string) => string | undefined
}

/** Whoever asked is looked up so long after the answer: it is then at work with what it got. */
const lookUpAfterInMilliseconds = 5
const longestGoodbyeInMilliseconds = 2_000
/** Consumers that are remembered by their pid and start. */
const mostKnown = 256

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** An entry on its way: what it takes of the credentials is taken, so that no secret waits for a disk. */
interface Waiting extends ActivityEntry {
  readonly at: number
  readonly sessionId?: string
  readonly accountId?: string
  readonly key?: string
  readonly expires?: number
}

export function createActivity(needs: ActivityNeeds): Activity {
  const writer = new ActivityWriter(needs)
  const queue = new ActivityQueue(needs, writer)
  return {
    record: (entry) => queue.add(entry),
    subscribe: (listener) => queue.subscribe(listener),
    lastServed: () => queue.lastServed,
    readLastServed: () => readLastServed(needs.file),
    async read(query) {
      queue.take()
      await writer.flush()
      return readActivity(needs.file, query)
    },
    async verify() {
      queue.take()
      await writer.settle()
      return verifyActivity(needs.file)
    },
    health: () => writer.health(),
    async close() {
      queue.take()
      const written = writer.settle().then(() => needs.file.close())
      await settleWithin(written, needs.clock, longestGoodbyeInMilliseconds).catch(() => undefined)
    },
  }
}

class ActivityQueue {
  readonly #needs: ActivityNeeds
  readonly #writer: ActivityWriter
  readonly #listeners = new Set<(view: ActivityView) => void>()
  readonly #known = new Map<number, { readonly startedAt: string | undefined; readonly view: ConsumerView }>()
  readonly lastServed = new Map<string, ActivityDraft>()
  #waiting: Waiting[] = []
  #isPlanned = false

  constructor(needs: ActivityNeeds, writer: ActivityWriter) {
    this.#needs = needs
    this.#writer = writer
  }

  /** The hot path: one object. */
  add(entry: ActivityEntry): void {
    const { issued } = entry
    const at = this.#needs.clock.now()
    if (issued === undefined) this.#waiting.push({ ...entry, at })
    else {
      const { accessKeyId, accountId, expiration: expires } = issued.credentials
      const key = accessKeyId.slice(-4)
      this.#waiting.push({
        ...entry,
        issued: undefined,
        at,
        sessionId: issued.sessionId,
        accountId,
        key,
        expires,
      })
    }
    if (this.#isPlanned) return
    this.#isPlanned = true
    this.#needs.clock.schedule(lookUpAfterInMilliseconds, () => this.take())
  }

  subscribe(listener: (view: ActivityView) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Looks up who asked, and passes on what waits. */
  take(): void {
    this.#isPlanned = false
    const waiting = this.#waiting
    this.#waiting = []
    const looked = new Set<number>()
    for (const entry of waiting) {
      const draft = this.#draft(entry, looked)
      if (this.#listeners.size > 0) this.#tell({ seq: this.#writer.nextSeq(), ...draft })
      if (draft.event === 'served' && draft.profile !== undefined) this.lastServed.set(draft.profile, draft)
      this.#writer.add(draft)
    }
  }

  #tell(view: ActivityView): void {
    for (const listener of this.#listeners) listener(view)
  }

  /** A line has only what there is. Written out, as it is done for every hand-out. */
  #draft(entry: Waiting, looked: Set<number>): ActivityDraft {
    const { at: time, event, profile, sessionId, consumer, by, note } = entry
    const principal =
      profile !== undefined && sessionId !== undefined
        ? this.#needs.principalOf(profile, sessionId)
        : entry.principal
    const draft: Writable<ActivityDraft> = { time, event }
    if (profile !== undefined) draft.profile = cutForLine(profile)
    if (entry.channel !== undefined) draft.channel = entry.channel
    if (entry.accountId !== undefined) draft.accountId = entry.accountId
    if (principal !== undefined) draft.principal = cutForLine(principal)
    if (entry.key !== undefined) draft.key = entry.key
    if (entry.expires !== undefined) draft.expires = entry.expires
    if (entry.milliseconds !== undefined) draft.milliseconds = entry.milliseconds
    if (entry.cached !== undefined) draft.cached = entry.cached
    if (entry.noticed !== undefined) draft.noticed = entry.noticed
    if (consumer !== undefined) draft.consumer = this.#view(consumer, looked)
    if (by !== undefined) draft.by = this.#view(by, looked)
    if (entry.code !== undefined) draft.code = entry.code
    if (note !== undefined) draft.note = cutForLine(note)
    return draft
  }

  #view(consumer: Consumer | ConsumerClaim, looked: Set<number>): ConsumerView {
    if ('how' in consumer) return consumerView(consumer)
    const { processes } = this.#needs
    const pid = consumer.parentPid
    const known = this.#known.get(pid)
    // Many hand-outs of one moment are for one program.
    if (known && looked.has(pid)) return known.view
    looked.add(pid)
    const startedAt = processes.startedAt(pid)
    if (known && startedAt !== undefined && known.startedAt === startedAt) return known.view
    const view = consumerView(claimedConsumer(processes, consumer))
    if (this.#known.size >= mostKnown) this.#known.clear()
    this.#known.set(pid, { startedAt, view })
    return view
  }
}
