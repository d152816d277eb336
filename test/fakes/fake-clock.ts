import type { Clock } from '../../main/kernel/ports/clock.ts'

interface Task {
  readonly due: number
  readonly run: () => void
}

/** A clock that moves only when told, in order of the tasks that come due. */
export class FakeClock implements Clock {
  #wall: number
  #elapsed = 0
  readonly #tasks = new Set<Task>()

  constructor(wall = Date.parse('2026-01-02T03:04:05Z')) {
    this.#wall = wall
  }

  now(): number {
    return this.#wall
  }

  elapsed(): number {
    return this.#elapsed
  }

  schedule(delayInMilliseconds: number, run: () => void): () => void {
    const task = { due: this.#elapsed + Math.max(0, delayInMilliseconds), run }
    this.#tasks.add(task)
    return () => this.#tasks.delete(task)
  }

  /** Milliseconds until the next task, if there is one. */
  untilNext(): number | undefined {
    const next = this.#next()
    return next && next.due - this.#elapsed
  }

  get scheduled(): number {
    return this.#tasks.size
  }

  /** Lets time pass. Tasks that come due run in order, and what they start gets to run between them. */
  async advance(milliseconds: number): Promise<void> {
    const end = this.#elapsed + milliseconds
    for (let next = this.#next(); next && next.due <= end; next = this.#next()) {
      this.#pass(Math.max(0, next.due - this.#elapsed))
      this.#tasks.delete(next)
      next.run()
      await settle()
    }
    this.#pass(end - this.#elapsed)
    await settle()
  }

  /** The machine sleeps: time passes, no task runs until it wakes; then all that came due run at once. */
  async suspend(milliseconds: number): Promise<void> {
    this.#pass(milliseconds)
    await this.advance(0)
  }

  /** The wall clock is set; elapsed time is not. */
  setWall(epochMilliseconds: number): void {
    this.#wall = epochMilliseconds
  }

  #pass(milliseconds: number): void {
    this.#wall += milliseconds
    this.#elapsed += milliseconds
  }

  #next(): Task | undefined {
    let first: Task | undefined
    for (const task of this.#tasks) if (!first || task.due < first.due) first = task
    return first
  }
}

/** Lets every promise that can settle now do so. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise<void>((resolve) => setImmediate(resolve))
}
