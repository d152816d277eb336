/**
 * Finds out who asks.
 *
 * Two ways. What a relay says of itself is looked up after it was answered, while its parent still lives: cheap enough for
 * every hand-out, and only its word. Or the relay is first made to hold a file open whose name only it was told: then the
 * system itself says which process that is, and which started it. Neither says that a program is to be trusted: a program
 * of the same person can take the name and the place of another.
 *
 * @module
 */
import type { Clock } from '../kernel/ports/clock.ts'
import type { HeldFile, Processes, ProcessFacts } from '../kernel/ports/processes.ts'
import { cutForLine } from './activity-line.ts'
import { type Consumer, type ConsumerClaim, type ConsumerProgram, unknownConsumer } from './consumer.ts'
import { runsCommandLine, scriptOf } from './interpreters.ts'
import { settleWithin } from './settle-within.ts'

/** A relay opens a file in well under a millisecond, if its machine is not at its end. */
const proofWithinMilliseconds = 5_000

export interface AttestNeeds {
  readonly processes: Processes
  readonly clock: Clock
}

/** By its own word. Never throws and does not wait. */
export function claimedConsumer(processes: Processes, claim: ConsumerClaim | undefined): Consumer {
  if (claim === undefined) return unknownConsumer
  const parent = processes.look(claim.parentPid)
  if (parent) return consumerOf(processes, 'claimed', undefined, parent)
  if (processes.canTell) return unknownConsumer
  return { ...unknownConsumer, how: 'claimed', programs: [onlyPid(claim.parentPid)] }
}

/** Checked, where that can be done. Never throws. */
export async function attestedConsumer(
  { processes, clock }: AttestNeeds,
  claim: ConsumerClaim | undefined,
): Promise<Consumer> {
  if (!processes.canTell || claim?.hold === undefined) return claimedConsumer(processes, claim)
  let file: HeldFile | undefined
  try {
    file = processes.makeHeldFile()
    const settled = await settleWithin(claim.hold(file.path), clock, proofWithinMilliseconds)
    if (settled.late) return unknownConsumer
    // It says itself that it cannot: from inside a container the file is not to be seen.
    if (!settled.value) return claimedConsumer(processes, claim)
    return verified(processes, claim, file)
  } catch {
    return claimedConsumer(processes, claim)
  } finally {
    file?.remove()
  }
}

function verified(processes: Processes, claim: ConsumerClaim, file: HeldFile): Consumer {
  const refuted: Consumer = { ...unknownConsumer, how: 'refuted', relay: onlyPid(claim.pid) }
  const relay = processes.look(claim.pid)
  if (!relay || !file.isHeldBy(claim.pid)) return refuted
  // SECURITY: the parent is the system's word, not the claim's.
  const parent = processes.look(relay.parentPid)
  const consumer = parent
    ? consumerOf(processes, 'verified', relay, parent)
    : { ...unknownConsumer, relay: programOf(relay) }
  // SECURITY: as long as the relay's parent is the same, that process lived all the while, and what was read was its own.
  const again = processes.look(claim.pid)
  const isSame = again?.startedAt === relay.startedAt && again.parentPid === relay.parentPid
  return isSame ? consumer : unknownConsumer
}

function consumerOf(
  processes: Processes,
  how: Consumer['how'],
  relay: ProcessFacts | undefined,
  parent: ProcessFacts,
): Consumer {
  const programs = [parent]
  const next = processes.look(parent.parentPid)
  if (next) programs.push(next)
  // A shell that only carries a command line says little: who ran it says more.
  const third = next && runsCommandLine(parent) ? processes.look(next.parentPid) : undefined
  if (third) programs.push(third)
  const { sessionLeader, terminal } = relay ?? parent
  return {
    how,
    relay: relay && programOf(relay),
    programs: programs.map(programOf),
    terminal,
    sessionLeader: { pid: sessionLeader, startedAt: processes.startedAt(sessionLeader) },
  }
}

function programOf(facts: ProcessFacts): ConsumerProgram {
  const { pid, startedAt, executable, executableId } = facts
  const script = scriptOf(facts)
  return {
    pid,
    startedAt,
    executable: executable === undefined ? undefined : shown(executable),
    executableId,
    script: script === undefined ? undefined : shown(script),
    isCarrier: runsCommandLine(facts),
  }
}

/** SECURITY: a program names itself. What could move a cursor or turn text round does not come this far. */
function shown(text: string): string {
  return cutForLine(text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\ufffd]/gu, '?'))
}

function onlyPid(pid: number): ConsumerProgram {
  const nothing = { startedAt: undefined, executable: undefined, executableId: undefined, script: undefined }
  return { pid, ...nothing, isCarrier: false }
}
