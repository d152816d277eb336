/** The container endpoint: answers a second and how long the slowest take, as 50 programs ask at once. */
import { spawnSync } from 'node:child_process'
import { waitingProgram } from '../headless/exec-scene.ts'
import type { Scene } from '../headless/harness.ts'
import { type Figure, figure, milliseconds, quantile, skipped } from './figures.ts'
import type { Programs } from './programs.ts'

const clients = 50

export async function containerEndpoint(
  scene: Scene,
  programs: Programs | string,
  seconds: number,
): Promise<Figure[]> {
  if (typeof programs === 'string') return [skipped('container endpoint', programs)]
  const given = await waitingProgram(scene)
  const { port, host, pathname } = new URL(given.uri)
  const input = `GET ${pathname} HTTP/1.1\r\nHost: ${host}\r\nAccept: application/json\r\nAuthorization: ${given.token}\r\nUser-Agent: Boto3/1.26.27\r\n\r\n`
  const ask = (way: 'keep' | 'new', count: number, forSeconds = seconds): readonly number[] => {
    const words = [port, String(count), String(forSeconds), way]
    const { status, stdout, stderr } = spawnSync(programs.httpClients, words, {
      ...{ input, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
    })
    if (status !== 0) throw new Error(`the container endpoint failed a client: ${stderr}`)
    return stdout
      .trim()
      .split('\n')
      .map((line) => Number(line) / 1e6)
  }
  ask('keep', clients, seconds / 2)
  const [kept, alone, fresh] = [ask('keep', clients), ask('keep', 1), ask('new', clients)]
  given.program.child.kill('SIGKILL')
  await given.program.ended
  return [
    row(`container endpoint, ${clients} clients at once`, kept, seconds, 5),
    row('  one client', alone, seconds),
    row(`  ${clients} clients, a new connection each time`, fresh, seconds),
  ]
}

function row(name: string, times: readonly number[], seconds: number, most?: number): Figure {
  const perSecond = times.length / seconds
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)]
  return figure(
    name,
    `${Math.round(perSecond).toLocaleString('en')} a second, p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}`,
    { perSecond, p50, p99, answers: times.length },
    most === undefined ? undefined : { text: `p99 <= ${most} ms`, met: p99 <= most },
  )
}
