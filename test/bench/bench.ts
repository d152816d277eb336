/**
 * `npm run bench`: the budgets, measured on the built product. Says met or not met; never fails for a time.
 *
 *   --json    the figures as JSON
 *   --quick   a tenth of the rounds
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Scene } from '../headless/harness.ts'
import { cachedGrants, coldStarts, idle } from './agent-figures.ts'
import { largeConfig } from './config-figures.ts'
import { containerEndpoint } from './container-figures.ts'
import { type Figure, table } from './figures.ts'
import { largeOrganisation, manyRoles } from './identity-center-figures.ts'
import { makePrograms } from './programs.ts'
import { relaysAtOnce, warmRelay } from './relay-figures.ts'
import { botocoreLoop } from './tool-figures.ts'
import { windowOfThousands } from './window-figures.ts'

const isQuick = process.argv.includes('--quick')
const isJson = process.argv.includes('--json')
const begun = performance.now()
const folder = mkdtempSync(join(tmpdir(), 'signet-bench-'))
const figures: Figure[] = []

try {
  const programs = makePrograms(folder)
  const scene = await Scene.start()
  try {
    await scene.signIn('p')
    await measure('the relay, warm', () => warmRelay(scene, programs, isQuick ? 60 : 500))
    await measure('cached grants', () => cachedGrants(scene, programs, isQuick ? 0.5 : 4))
    await measure('the container endpoint', () => containerEndpoint(scene, programs, isQuick ? 0.5 : 4))
    await measure('boto3', () => botocoreLoop(scene, isQuick ? 30 : 200))
    await measure('200 relays at once', () => relaysAtOnce(scene, programs, 200))
  } finally {
    await scene.close()
  }
  await measure('many roles', () => manyRoles(programs))
  if (!isQuick) await measure('a large organisation', () => largeOrganisation(10))
  await measure('starts', () => coldStarts(isQuick ? 2 : 7))
  await measure('a large config', async () => largeConfig())
  await measure('the window', () => windowOfThousands(isQuick ? 2 : 5, isQuick ? 40 : 200))
  await measure('idle agents', () => (isQuick ? idle(3, 2) : idle(30, 10)))
} finally {
  rmSync(folder, { recursive: true, force: true })
}
report()

async function measure(what: string, act: () => Promise<readonly Figure[]>): Promise<void> {
  if (!isJson && process.stderr.isTTY) process.stderr.write(`measuring: ${what}\n`)
  figures.push(...(await act()))
}

function report(): void {
  const [{ model = '' } = {}] = cpus()
  const seconds = Math.round((performance.now() - begun) / 1000)
  const load = loadavg()[0] ?? 0
  if (isJson) {
    console.log(JSON.stringify({ machine: { model, cores: cpus().length, load }, seconds, figures }))
    return
  }
  console.log(table(figures))
  const missed = figures.filter(({ met }) => met === false).length
  console.log(
    `\n${figures.filter(({ met }) => met).length} met, ${missed} not met. ${cpus().length} x ${model.trim()}, load ${load.toFixed(1)}, ${seconds} s.`,
  )
  if (load > cpus().length / 2) {
    console.log('The machine was busy with other work, so times are longer than they are; ratios hold.')
  }
}
