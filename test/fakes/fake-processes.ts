import type { HeldFile, Processes, ProcessFacts } from '../../main/kernel/ports/processes.ts'

/** A table of processes that a test sets up, and files that it lets them hold. */
export class FakeProcesses implements Processes {
  canTell = true
  readonly table = new Map<number, ProcessFacts>()
  /** Pids that hold the file of this path. */
  readonly held = new Map<string, Set<number>>()
  looks = 0
  #made = 0

  add(facts: Partial<ProcessFacts> & { readonly pid: number }): this {
    const { pid, executable = `/usr/bin/p${pid}` } = facts
    this.table.set(pid, {
      parentPid: 1,
      startedAt: `${pid * 10}`,
      executable,
      executableId: `file of ${executable}`,
      words: [executable],
      folder: '/home/ann',
      sessionLeader: 100,
      terminal: '/dev/pts/3',
      ...facts,
    })
    return this
  }

  look(pid: number): ProcessFacts | undefined {
    this.looks += 1
    return this.canTell ? this.table.get(pid) : undefined
  }

  startedAt(pid: number): string | undefined {
    return this.canTell ? this.table.get(pid)?.startedAt : undefined
  }

  makeHeldFile(): HeldFile {
    this.#made += 1
    const path = `/run/agent.sock.${this.#made}`
    return {
      path,
      isHeldBy: (pid) => this.held.get(path)?.has(pid) === true,
      remove: () => void this.held.delete(path),
    }
  }

  /** What the relay of this pid does when it is told to hold a file. */
  holdAs(pid: number): (path: string) => Promise<boolean> {
    return async (path) => {
      this.held.set(path, new Set([pid]))
      return true
    }
  }
}
