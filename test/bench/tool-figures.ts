/** What a program pays that asks again before each call, as botocore does with keys that live 15 minutes. */
import { join } from 'node:path'
import type { Scene } from '../headless/harness.ts'
import { installed } from '../interop/outside-program.ts'
import { type Figure, figure, milliseconds, quantile, skipped } from './figures.ts'

interface Loop {
  readonly runs: number
  readonly inRunsMilliseconds: number
  readonly times: { readonly process: readonly number[]; readonly fixed: readonly number[] }
}

export async function botocoreLoop(scene: Scene, calls: number): Promise<Figure[]> {
  const name = `boto3, ${calls} calls with 15-minute keys`
  const python = installed('/usr/bin/python3')
  if (python === undefined || installed('/usr/lib/python3/dist-packages/boto3') === undefined)
    return [skipped(name, 'there is no python3-boto3')]
  const script = join(import.meta.dirname, 'botocore-loop.py')
  const loop = scene.program(python, [script, 'p', String(calls), scene.standIn.urls.sts])
  const { code, stdout, stderr } = await loop.ended
  const answered = scene.standIn.counters.calls('sts')
  if (code !== 0 || answered !== 2 * calls + 2)
    throw new Error(`the botocore loop ended with ${code} after ${answered} calls: ${stderr}`)
  const { runs, inRunsMilliseconds, times } = JSON.parse(stdout) as Loop
  const [process, fixed] = [quantile(times.process, 0.5), quantile(times.fixed, 0.5)]
  const perRun = inRunsMilliseconds / runs
  return [
    figure(`${name}: runs of the relay`, `${runs}`, { runs }),
    figure(
      '  added to each call, p50',
      `${milliseconds(process - fixed)} (${milliseconds(fixed)} with fixed keys)`,
      {
        added: process - fixed,
        fixed,
      },
    ),
    figure('  of which in the relay, mean', milliseconds(perRun), { perRun }),
  ]
}
