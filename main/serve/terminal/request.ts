/**
 * What a terminal asks of the agent, and the terminal's end of the answer. The relay carries both.
 *
 * @module
 */

export interface TerminalRequest {
  /** Arguments after the command's own name. */
  readonly argv: readonly string[]
  readonly cwd: string
  /** Only the names that the relay is allowed to send. */
  readonly env: Readonly<Record<string, string>>
  readonly isTerminal: { readonly stdin: boolean; readonly stdout: boolean; readonly stderr: boolean }
  /** The words that run this relay again, absolute: what a `credential_process` line begins with. */
  readonly self: readonly string[]
  /** The relay's process and its parent, by the relay's own word. */
  readonly process?: { readonly pid: number; readonly parentPid: number } | undefined
}

/** What changes in the relay's own environment: a value is set, an undefined one is taken away. */
export type ExecEnvironment = Readonly<Record<string, string | undefined>>

export interface TerminalIo {
  out(text: string): void
  err(text: string): void
  /** Asks for one line; undefined when the person turned away, or there is no terminal. */
  ask(question: { readonly message: string; readonly secret: boolean }): Promise<string | undefined>
  /** Has the relay open this file and hold it open to its end; false when it could not. Absent where it cannot. */
  hold?(path: string): Promise<boolean>
  /** The relay becomes this program: nothing can be sent after it. */
  exec(argv: readonly string[], env: ExecEnvironment): void
  /** Aborts when the person presses Ctrl-C or the relay is gone. */
  readonly signal: AbortSignal
}

/** Runs one command to its exit code. Never throws. */
export type TerminalHandler = (request: TerminalRequest, io: TerminalIo) => Promise<number>
