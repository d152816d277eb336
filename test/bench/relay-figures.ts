/** What a tool waits for: the relay as a whole process. */
import { builtRelay, nodeRelay, type Scene } from '../headless/harness.ts'
import { type Figure, figure, milliseconds, quantile, skipped } from './figures.ts'
import { byTurns, type Programs, timeSpawn } from './programs.ts'

const ask = ['credential-process', '--profile', 'p']

/** Warm, beside the C program that does the same round trip and beside the relay in Node, by turns. */
export async function warmRelay(
  scene: Scene,
  programs: Programs | string,
  rounds: number,
): Promise<Figure[]> {
  if (typeof programs === 'string') return [skipped('relay, warm', programs)]
  await scene.ask('p')
  const [c = [], relay = [], node = []] = await byTurns(scene, programs, rounds, [
    { every: 1, words: [programs.roundTrip, ...ask] },
    { every: 1, words: [...builtRelay, ...ask] },
    { every: 10, words: [...nodeRelay, ...ask] },
  ])
  const [ofC, ofRelay, ofNode] = [c, relay, node].map((times) => quantile(times, 0.5)) as [
    number,
    number,
    number,
  ]
  const ratio = ofRelay / ofC
  const worst = quantile(relay, 0.99)
  return [
    figure(
      'relay credential-process, warm, p50',
      milliseconds(ofRelay),
      { p50: ofRelay, runs: relay.length },
      {
        text: '< 3 ms',
        met: ofRelay < 3,
      },
    ),
    figure(
      '  beside a static C program',
      `${ratio.toFixed(2)} x (C ${milliseconds(ofC)})`,
      { ratio, c: ofC },
      {
        text: '<= 1.7 x',
        met: ratio <= 1.7,
      },
    ),
    figure(
      '  beside the relay in Node',
      `1/${(ofNode / ofRelay).toFixed(0)} (Node ${milliseconds(ofNode)})`,
      {
        node: ofNode,
      },
    ),
    figure(
      '  p99',
      `${milliseconds(worst)} (C ${milliseconds(quantile(c, 0.99))})`,
      { p99: worst },
      {
        text: '<= 10 ms',
        met: worst <= 10,
      },
    ),
  ]
}

/** Many at once on a key that has ended. */
export async function relaysAtOnce(
  scene: Scene,
  programs: Programs | string,
  count: number,
): Promise<Figure[]> {
  const name = `${count} relays at once, key has ended`
  if (typeof programs === 'string') return [skipped(name, programs)]
  await scene.endKeys()
  const before = scene.standIn.counters.calls('token')
  const runs = await timeSpawn(scene, programs, ['at-once', String(count), ...builtRelay, ...ask])
  const calls = scene.standIn.counters.calls('token') - before
  const answered = runs.filter(({ code }) => code === 0).length
  const times = runs.map((run) => run.milliseconds)
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)]
  return [
    figure(
      `${name}: answered`,
      `${answered} of ${count}, by ${calls} upstream call${calls === 1 ? '' : 's'}`,
      { answered, calls },
      {
        text: 'all, 1 call',
        met: answered === count && calls === 1,
      },
    ),
    figure(
      '  p99',
      `${milliseconds(p99)} (p50 ${milliseconds(p50)})`,
      { p50, p99 },
      {
        text: '<= 250 ms',
        met: p99 <= 250,
      },
    ),
  ]
}
