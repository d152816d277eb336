import type { Operation, Reply } from './service.ts'

export interface OperationCount {
  /** Requests that arrived, whatever became of them. */
  readonly calls: number
  /** What became of them. A fault counts beside the outcome it hid. */
  readonly outcomes: Readonly<Record<string, number>>
}

export interface RecordedRefusal {
  readonly operation: Operation
  readonly outcome: string
  readonly reason: string
}

const mostRefusals = 200

/** Counts calls per operation and outcome, and remembers why the last ones were refused. */
export class Counters {
  readonly #counts = new Map<Operation, { calls: number; outcomes: Map<string, number> }>()
  #refusals: RecordedRefusal[] = []

  called(operation: Operation): void {
    this.#count(operation).calls += 1
  }

  outcome(operation: Operation, reply: Pick<Reply, 'outcome' | 'reason'>): void {
    const { outcomes } = this.#count(operation)
    outcomes.set(reply.outcome, (outcomes.get(reply.outcome) ?? 0) + 1)
    if (reply.reason === undefined) return
    this.#refusals.push({ operation, outcome: reply.outcome, reason: reply.reason })
    if (this.#refusals.length > mostRefusals) this.#refusals.shift()
  }

  /** @param outcome - Only those that ended so; all calls when it is left out. */
  calls(operation: Operation, outcome?: string): number {
    const count = this.#counts.get(operation)
    return (outcome === undefined ? count?.calls : count?.outcomes.get(outcome)) ?? 0
  }

  snapshot(): Readonly<Record<string, OperationCount>> {
    return Object.fromEntries(
      [...this.#counts].map(([operation, { calls, outcomes }]) => [
        operation,
        { calls, outcomes: Object.fromEntries(outcomes) },
      ]),
    )
  }

  refusals(): readonly RecordedRefusal[] {
    return [...this.#refusals]
  }

  reset(): void {
    this.#counts.clear()
    this.#refusals = []
  }

  #count(operation: Operation): { calls: number; outcomes: Map<string, number> } {
    const count = this.#counts.get(operation) ?? { calls: 0, outcomes: new Map<string, number>() }
    this.#counts.set(operation, count)
    return count
  }
}
