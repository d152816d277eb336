/** What the system says of other processes of this person. Linux only tells; elsewhere nothing is known. */

/** A process, as the system has it at one moment. */
export interface ProcessFacts {
  readonly pid: number
  readonly parentPid: number
  /** In the system's own count since boot: with the pid it names one process for ever. */
  readonly startedAt: string
  /** Undefined where the system does not show it: another user's, or one that is ending. */
  readonly executable: string | undefined
  /** Changes when another file takes the executable's place. */
  readonly executableId: string | undefined
  /** As the process has them now: it may write anything there. */
  readonly words: readonly string[]
  readonly folder: string | undefined
  /** The pid of the session's leader, as a rule a terminal's shell. */
  readonly sessionLeader: number
  /** The controlling terminal, as `/dev/pts/3`; undefined where it has none. */
  readonly terminal: string | undefined
}

/** A file of an unguessable name in a folder that is closed to others. Whoever holds it open was shown its name. */
export interface HeldFile {
  readonly path: string
  /** Whether this process has the file open now. */
  isHeldBy(pid: number): boolean
  /** Takes the file away. Never throws. */
  remove(): void
}

export interface Processes {
  /** Whether anything can be known here. */
  readonly canTell: boolean
  /** Undefined for a process that is gone or hidden. Never throws. */
  look(pid: number): ProcessFacts | undefined
  /** When the process started, as {@link ProcessFacts.startedAt}: much cheaper than all of it. */
  startedAt(pid: number): string | undefined
  /** @throws the system's error where the file cannot be made. */
  makeHeldFile(): HeldFile
}
