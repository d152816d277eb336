import type { ConsumerView, ProgramView } from '../../../preload/contract/activity-views.ts'

/** A pipe that a shell reads from: `bash <(curl …)` has /dev/fd/3 as its script. */
const namesNothing = /^(?:\/dev\/(?:fd\/\d+|stdin)|\/proc\/.*\/fd\/\d+|\d+)$/

/** What a person calls a program: what an interpreter runs, else the file itself; never its whole path. */
export function programName(program: ProgramView | undefined): string | undefined {
  if (program === undefined) return undefined
  const exe = lastOf(program.exe)
  const script = namesNothing.test(program.script ?? '') ? undefined : lastOf(program.script)
  if (script === undefined || exe === undefined) return script ?? exe
  // The code stands on the command line itself, and is not told: `python3 -c`.
  return script.startsWith('-') ? `${exe} ${script}` : `${script} (${exe})`
}

/** The program behind a request. */
export function consumerName(consumer: ConsumerView | undefined): string | undefined {
  return programName(consumer?.program)
}

function lastOf(path: string | undefined): string | undefined {
  return path?.split(/[/\\]/).findLast((part) => part !== '')
}
