/** The window with thousands of profiles, in the system's Chromium. */
import { existsSync } from 'node:fs'
import {
  firstList,
  firstScripts,
  heapOf,
  keyToList,
  largeWindow,
  lineCount,
  processorClock,
  profileCount,
  sessionCount,
} from '../ui/large-window.ts'
import { type Figure, figure, milliseconds, quantile, skipped } from './figures.ts'

const count = (value: number) => value.toLocaleString('en')
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(0)} MB`
const name = `window, ${count(profileCount)} profiles`

/** @param rounds - How often the page is opened anew. */
export async function windowOfThousands(rounds: number, keys: number): Promise<Figure[]> {
  if (!existsSync('/usr/bin/chromium')) return [skipped(name, 'no /usr/bin/chromium here')]
  const scene = await largeWindow()
  try {
    const spans: number[] = []
    for (let round = 1; round < rounds; round += 1) {
      const { page, milliseconds } = await firstList(scene)
      spans.push(milliseconds)
      await page.context().close()
    }
    const last = await firstList(scene)
    spans.push(last.milliseconds)
    const { page } = last
    const busy = await processorClock(page)
    const before = await busy()
    const perKey = await keyToList(page, keys)
    const processor = ((await busy()) - before) / keys
    const [first, p50, p95] = [quantile(spans, 0.5), quantile(perKey, 0.5), quantile(perKey, 0.95)]
    const { bytes } = firstScripts()
    return [
      figure(
        `${name}: load to first list`,
        `${milliseconds(first)} (the first time ${milliseconds(spans[0] ?? Number.NaN)})`,
        { first },
        { text: '<= 500 ms', met: first <= 500 },
      ),
      figure(
        '  key to filtered list, p95',
        `${milliseconds(p95)} (p50 ${milliseconds(p50)}; processor time a key ${milliseconds(processor)})`,
        { p50, p95, processor },
        { text: '<= 16 ms', met: p95 <= 16 },
      ),
      ...(await activityFigures(page)),
      figure(
        '  scripts of the first load',
        `${(bytes / 1e3).toFixed(0)} kB packed`,
        { bytes },
        { text: '<= 250 kB', met: bytes <= 250_000 },
      ),
    ]
  } finally {
    await scene.close()
  }
}

async function activityFigures(page: Parameters<typeof heapOf>[0]): Promise<Figure[]> {
  const heap = await heapOf(page)
  const begun = performance.now()
  await page.getByRole('navigation').getByRole('button', { name: 'Activity' }).click()
  await page.getByRole('gridcell').first().waitFor()
  const rows = performance.now() - begun
  const heapAfter = await heapOf(page)
  return [
    figure(
      `  activity, ${count(lineCount)} lines of ${sessionCount} sessions: first rows`,
      milliseconds(rows),
      { rows },
    ),
    figure(
      '  JavaScript heap of the tab',
      `${megabytes(heap)} with the profiles, ${megabytes(heapAfter)} with the activity`,
      { heap, heapAfter },
    ),
  ]
}
