import type { ConsumerView, ProgramView } from '../../../preload/contract/activity-views.ts'

/** What a person calls a program: what an interpreter runs, else the file itself; never its whole path. */
export function programName(program: ProgramView | undefined): string | undefined {
  if (program === undefined) return undefined
  const exe = lastOf(program.exe)
  const script = lastOf(program.script)
  return script !== undefined && exe !== undefined ? `${script} (${exe})` : (script ?? exe)
}

/** The program behind a request. */
export function consumerName(consumer: ConsumerView | undefined): string | undefined {
  return programName(consumer?.program)
}

function lastOf(path: string | undefined): string | undefined {
  return path?.split(/[/\\]/).findLast((part) => part !== '')
}
