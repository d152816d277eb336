import type { Log, LogFields } from '../../main/kernel/ports/log.ts'

export class MemoryLog implements Log {
  readonly lines: { readonly event: string; readonly fields: LogFields }[] = []

  note(event: string, fields: LogFields = {}): void {
    this.lines.push({ event, fields })
  }
}
