/**
 * Who credentials are for: what a relay says of itself, and what the system says of it.
 *
 * @module
 */

import type { ConsumerView, ProgramView } from '../../preload/contract/activity-views.ts'

/** What the asking relay says of itself. Nothing of it is checked yet. */
export interface ConsumerClaim {
  readonly pid: number
  readonly parentPid: number
  /** Has the relay open a file and hold it open; false when it could not. Absent where a relay cannot. */
  hold?(path: string): Promise<boolean>
}

/** One program on the way to the relay. */
export interface ConsumerProgram {
  readonly pid: number
  /** With the pid it names one process for ever; undefined where the system tells nothing. */
  readonly startedAt: string | undefined
  readonly executable: string | undefined
  readonly executableId: string | undefined
  /** Of an interpreter: what it runs, by its own word. Never checked. */
  readonly script: string | undefined
  /** A shell that only carries a command line: who ran it is who asks. */
  readonly isCarrier: boolean
}

/**
 * How far the pids are known. `verified`: the relay held a file open that only it was told of, and the system named its
 * parent. `claimed`: the relay's own word. `refuted`: the relay's word was found to be wrong. `unknown`: no word, or
 * nothing was found.
 */
export type ConsumerProof = 'verified' | 'claimed' | 'refuted' | 'unknown'

/** Who asks. The first program ran the relay, the next ran that one. */
export interface Consumer {
  readonly how: ConsumerProof
  /** The asking process itself, where it was looked at. */
  readonly relay: ConsumerProgram | undefined
  readonly programs: readonly ConsumerProgram[]
  /** Of the asking process where it was looked at, else of the first program; so is the session. */
  readonly terminal: string | undefined
  readonly sessionLeader: { readonly pid: number; readonly startedAt: string | undefined } | undefined
}

export const unknownConsumer: Consumer = {
  how: 'unknown',
  relay: undefined,
  programs: [],
  terminal: undefined,
  sessionLeader: undefined,
}

export function consumerView(consumer: Consumer): ConsumerView {
  const { how, relay, programs, terminal: tty, sessionLeader: leader } = consumer
  const place = Math.max(
    0,
    programs.findIndex(({ isCarrier }) => !isCarrier),
  )
  const [program, parent] = programs.slice(place)
  return {
    how,
    ...(program && { program: programView(program) }),
    ...(parent && { parent: programView(parent) }),
    ...(relay && { relay: programView(relay) }),
    ...(tty !== undefined && { tty }),
    ...(leader && {
      leader: { pid: leader.pid, ...(leader.startedAt !== undefined && { start: leader.startedAt }) },
    }),
  }
}

function programView({ pid, startedAt: start, executable: exe, script }: ConsumerProgram): ProgramView {
  return {
    pid,
    ...(start !== undefined && { start }),
    ...(exe !== undefined && { exe }),
    ...(script !== undefined && { script }),
  }
}

/**
 * What a person's yes is remembered for: this profile, asked for by this program, run from this terminal's session.
 * Undefined for a consumer that is not verified: its yes is for once.
 */
export function consumerKey(profile: string, consumer: Consumer): string | undefined {
  const { how, relay, programs, sessionLeader } = consumer
  if (how !== 'verified' || !relay || sessionLeader?.startedAt === undefined) return undefined
  const place = programs.findIndex(({ isCarrier }) => !isCarrier)
  const asking = [relay, ...programs.slice(0, place + 1)]
  // SECURITY: T26. A program whose file cannot be seen could be any other, and so is none.
  if (place < 0 || asking.some(({ executableId }) => executableId === undefined)) return undefined
  const parts = asking.map(({ executable, executableId, script }) => [executable, executableId, script])
  return JSON.stringify([profile, sessionLeader.pid, sessionLeader.startedAt, parts])
}
