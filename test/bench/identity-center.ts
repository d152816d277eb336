/**
 * `node test/bench/identity-center.ts`: the figures of IAM Identity Center, measured on the built product. The listing of the
 * large organisation alone takes three minutes, as it would with AWS.
 *
 *   --json    the figures as JSON
 *   --quick   that listing with clocks at ten times their speed, and fewer rounds
 *
 * @module
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Figure, table } from './figures.ts'
import { killsAroundRefresh, largeOrganisation, manyRoles } from './identity-center-figures.ts'
import { makePrograms } from './programs.ts'

const isQuick = process.argv.includes('--quick')
const folder = mkdtempSync(join(tmpdir(), 'signet-bench-'))
const figures: Figure[] = []

try {
  figures.push(...(await manyRoles(makePrograms(folder))))
  figures.push(...(await killsAroundRefresh(isQuick ? 5 : 20)))
  figures.push(...(await largeOrganisation(isQuick ? 10 : 1)))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

if (process.argv.includes('--json')) console.log(JSON.stringify({ load: loadavg()[0], figures }))
else console.log(`${table(figures)}\n\nLoad ${loadavg()[0]?.toFixed(1)}.`)
