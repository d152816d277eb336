/**
 * The window of a large organisation, and what can be measured of it. Spans are milliseconds of the page's own clock.
 *
 * @module
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright'
import { seedActivity } from '../fakes/seeded-activity.ts'
import { root } from '../headless/harness.ts'
import { WindowScene } from './window-scene.ts'

export const profileCount = 5_000
export const sessionCount = 500
const linesOfSession = 20
export const lineCount = sessionCount * linesOfSession

const nameOf = (at: number) => `team-${at % 97}-stage-${at % 5}-${at}`
const accountOf = (at: number) => String(100_000_000_000 + at)

/** Profiles with favourites and tags, and a log of all sessions. */
export async function largeWindow(): Promise<WindowScene> {
  const scene = await WindowScene.start()
  const { configPath, stateDir } = scene.scene
  mkdirSync(dirname(configPath), { recursive: true })
  const section = (at: number) =>
    `[profile ${nameOf(at)}]\nregion = eu-central-1\nsso_session = s\nsso_account_id = ${accountOf(at)}\nsso_role_name = Developer\n`
  writeFileSync(configPath, Array.from({ length: profileCount }, (_, at) => section(at)).join('\n'))
  const marks = Array.from({ length: 200 }, (_, at) => [
    nameOf(at),
    { isPinned: at < 20, tags: [`t${at % 7}`], score: 200 - at, usedAt: 1 },
  ])
  const preferences = {
    version: 1,
    profiles: Object.fromEntries(marks),
    portals: {},
    settings: { isWelcomeLeft: true },
  }
  writeFileSync(join(stateDir, 'preferences.json'), JSON.stringify(preferences))
  const now = Date.now()
  await seedActivity(
    stateDir,
    Array.from({ length: lineCount }, (_, at) => ({
      ...{
        time: now - (lineCount - at) * 8_000,
        event: 'served' as const,
        channel: 'credential-process',
        cached: at % 9 > 0,
      },
      ...{ profile: nameOf(at % sessionCount), accountId: accountOf(at % sessionCount), key: 'ABCD' },
      principal: `arn:aws:sts::${accountOf(at % sessionCount)}:assumed-role/Developer/alice`,
      consumer: { how: 'verified' as const, program: { pid: at, exe: '/usr/bin/terraform' } },
    })),
  )
  return scene
}

/** From the page's beginning until a row of the list is there. */
export async function firstList(
  scene: WindowScene,
): Promise<{ readonly page: Page; readonly milliseconds: number }> {
  const context = await scene.context()
  await context.addInitScript(() => {
    new MutationObserver((_changes, observer) => {
      if (document.querySelectorAll('[role=gridcell]').length === 0) return
      observer.disconnect()
      performance.mark('first-list')
    }).observe(document, { childList: true, subtree: true })
  })
  const page = await context.newPage()
  await page.goto(await scene.link())
  // Asking by role walks the whole page, again and again, on the thread that is measured.
  await page.waitForFunction(() => performance.getEntriesByName('first-list').length > 0)
  const milliseconds = await page.evaluate(
    () => performance.getEntriesByName('first-list')[0]?.startTime ?? Number.NaN,
  )
  return { page, milliseconds }
}

/** Types into the filter; per key, until the filtered list is drawn. */
export function keyToList(page: Page, count: number): Promise<number[]> {
  return page.evaluate(async (rounds) => {
    const input = document.querySelector<HTMLInputElement>('main input[type=search], main input')
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    if (!input) throw new Error('no field to filter by')
    const words = ['team-42-stage-3-4', 'stage-1-99', 'developer 1000', 'eu-central', 'zzz']
    const spans: number[] = []
    for (let at = 0, word = ''; spans.length < rounds; at += 1) {
      const whole = words[Math.floor(at / 20) % words.length] ?? ''
      word =
        word.length < whole.length && whole.startsWith(word)
          ? whole.slice(0, word.length + 1)
          : whole.slice(0, 1)
      const begun = performance.now()
      set?.call(input, word)
      input.dispatchEvent(new Event('input', { bubbles: true }))
      // A deferred list is drawn in a task of its own; the one after it comes when that is done.
      await new Promise((resolve) => setTimeout(resolve, 0))
      spans.push(performance.now() - begun)
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
    }
    return spans
  }, count)
}

/** Processor time of the tab's main thread since it began, which a busy machine does not stretch. */
export async function processorClock(page: Page): Promise<() => Promise<number>> {
  const client = await page.context().newCDPSession(page)
  await client.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await client.send('Performance.getMetrics')
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN)
  }
}

/** JavaScript heap after a collection, bytes. */
export async function heapOf(page: Page): Promise<number> {
  const client = await page.context().newCDPSession(page)
  await client.send('HeapProfiler.collectGarbage')
  const { usedSize } = await client.send('Runtime.getHeapUsage')
  return usedSize
}

/** Scripts that are loaded before anything is seen: how many, and their bytes as packed by gzip. */
export function firstScripts(): { readonly count: number; readonly bytes: number } {
  const folder = join(root, 'dist', 'window')
  const html = readFileSync(join(folder, 'index.html'), 'utf8')
  const scripts = [...html.matchAll(/(?:src|href)="\.?\/?([^"]+\.js)"/g)].map(([, path = '']) => path)
  const sizes = scripts.map((path) => gzipSync(readFileSync(join(folder, path)), { level: 9 }).length)
  return { count: scripts.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}
