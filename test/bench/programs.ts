/** The small C programs of this folder, made when they are needed. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import type { Scene } from '../headless/harness.ts'

export interface Programs {
  readonly roundTrip: string
  readonly timeSpawn: string
  readonly grants: string
  readonly httpClients: string
}

/** Why they cannot be made, or where they are. */
export function makePrograms(folder: string): Programs | string {
  const made = ['round-trip', 'time-spawn', 'grants', 'http-clients'].map((name) => {
    const program = join(folder, name)
    const source = join(import.meta.dirname, `${name}.c`)
    const { status, error, stderr } = spawnSync('gcc', ['-O2', '-static', '-o', program, source], {
      encoding: 'utf8',
    })
    if (status === 0) return program
    return { why: error ? 'there is no gcc' : `gcc cannot make ${name}: ${stderr.split('\n')[0]}` }
  })
  const [roundTrip, timeSpawn, grants, httpClients] = made
  for (const each of made) if (typeof each === 'object') return each.why
  return { roundTrip, timeSpawn, grants, httpClients } as Programs
}

/** A run by `time-spawn`. */
export interface Timed {
  /** The program's place among those given. */
  readonly place: number
  readonly code: number
  readonly milliseconds: number
}

export async function timeSpawn(
  scene: Scene,
  programs: Programs,
  args: readonly string[],
): Promise<readonly Timed[]> {
  const { code, stdout, stderr } = await scene.program(programs.timeSpawn, args).ended
  if (code !== 0) throw new Error(`time-spawn ended with ${code}: ${stderr}`)
  return stdout
    .trim()
    .split('\n')
    .map((line) => {
      const [place = 0, exitCode = 0, nanoseconds = 0] = line.split(' ').map(Number)
      return { place, code: exitCode, milliseconds: nanoseconds / 1e6 }
    })
}

/** Runs programs by turns; each with how rarely it comes. Times in milliseconds, by program. */
export async function byTurns(
  scene: Scene,
  programs: Programs,
  rounds: number,
  commands: readonly { readonly every: number; readonly words: readonly string[] }[],
): Promise<readonly (readonly number[])[]> {
  const args = commands.flatMap(({ every, words }) => [String(every), ...words, ';'])
  const runs = await timeSpawn(scene, programs, ['turns', String(rounds), ...args])
  const failed = runs.find(({ code }) => code !== 0)
  if (failed) throw new Error(`${commands[failed.place]?.words[0]} ended with ${failed.code}`)
  return commands.map((_, place) => runs.filter((run) => run.place === place).map((run) => run.milliseconds))
}
