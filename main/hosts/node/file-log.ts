/**
 * The agent's log: one JSON object a line, mode 0600, turned over at 1 MiB with one older file kept.
 * A disk that does not take a line must not stop the agent: the line is dropped.
 *
 * @module
 */
import { appendFileSync, renameSync, statSync } from 'node:fs'
import type { Log, LogFields } from '../../kernel/ports/log.ts'

const mostBytes = 1024 * 1024

export function fileLog(path: string, now: () => number): Log {
  let bytes = sizeOf(path)
  return {
    note(event: string, fields: LogFields = {}) {
      const line = `${JSON.stringify({ time: new Date(now()).toISOString(), event, ...fields })}\n`
      try {
        if (bytes + line.length > mostBytes) {
          renameSync(path, `${path}.1`)
          bytes = 0
        }
        appendFileSync(path, line, { mode: 0o600 })
        bytes += line.length
      } catch {
        // A full or read-only disk: serving goes on.
      }
    },
  }
}

function sizeOf(path: string): number {
  try {
    return statSync(path).size
  } catch {
    return 0
  }
}
