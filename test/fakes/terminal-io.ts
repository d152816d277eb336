import type { TerminalIo, TerminalRequest } from '../../main/serve/terminal/request.ts'

/** A terminal that remembers what was written to it. */
export class FakeTerminal implements TerminalIo {
  stdout = ''
  stderr = ''
  readonly #abort = new AbortController()
  readonly signal: AbortSignal = this.#abort.signal
  answers: (string | undefined)[] = []

  out(text: string): void {
    this.stdout += text
  }

  err(text: string): void {
    this.stderr += text
  }

  async ask(): Promise<string | undefined> {
    return this.answers.shift()
  }

  exec(): void {
    throw new Error('nothing is run here')
  }

  interrupt(): void {
    this.#abort.abort(new Error('interrupted'))
  }
}

export function terminalRequest(
  argv: readonly string[],
  changes: Partial<TerminalRequest> = {},
): TerminalRequest {
  return {
    argv,
    cwd: '/',
    env: {},
    isTerminal: { stdin: false, stdout: false, stderr: false },
    self: ['/opt/signet'],
    ...changes,
  }
}
