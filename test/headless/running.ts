/** A program that was started: what it says, and how it ends. */
import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'

export interface Ran {
  readonly code: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
  readonly milliseconds: number
}

export class Running {
  readonly child: ChildProcess
  /** Resolves when it has ended and all it said is here. */
  readonly ended: Promise<Ran>
  #stdout = ''
  #stderr = ''
  #listeners = new Set<() => void>()

  constructor(program: string, args: readonly string[], options: SpawnOptions) {
    const begun = performance.now()
    this.child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options })
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#stdout += text
      this.#told()
    })
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text
      this.#told()
    })
    this.ended = new Promise((resolve, reject) => {
      this.child.once('error', reject)
      this.child.once('close', (code, signal) => {
        const milliseconds = performance.now() - begun
        resolve({ code, signal, stdout: this.#stdout, stderr: this.#stderr, milliseconds })
        this.#told()
      })
    })
    // Whoever waits for the end sees the failure; nobody has to.
    this.ended.catch(() => undefined)
  }

  get stdout(): string {
    return this.#stdout
  }

  get stderr(): string {
    return this.#stderr
  }

  get hasEnded(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null
  }

  /** Waits until it has said this on stderr. @throws Error when it ends before. */
  async said(pattern: RegExp): Promise<RegExpExecArray> {
    let isOver = false
    const over = () => {
      isOver = true
      this.#told()
    }
    this.ended.then(over, over)
    for (;;) {
      const found = pattern.exec(this.#stderr)
      if (found) return found
      if (isOver) throw new Error(`it ended without saying ${pattern}: ${this.#stderr || '(nothing)'}`)
      await new Promise<void>((resolve) => {
        const listener = () => {
          this.#listeners.delete(listener)
          resolve()
        }
        this.#listeners.add(listener)
      })
    }
  }

  #told(): void {
    for (const listener of [...this.#listeners]) listener()
  }
}
