/**
 * `npm run check`: types per environment, lint and format, and the arrows of the house.
 * Runs all of them, shows what failed, and exits 1 if any did.
 *
 * @module
 */
import { spawnSync } from 'node:child_process'
import { violations } from './architecture/arrows.ts'

const steps: readonly (readonly [name: string, run: () => string | undefined])[] = [
  ['lint and format', () => command('biome', ['ci', '--error-on-warnings', '.'])],
  ['types of the core', () => command('tsc', ['-p', 'main'])],
  ['types of the Node host', () => command('tsc', ['-p', 'main/hosts'])],
  ['types of the shell', () => command('tsc', ['-p', 'main/hosts/electron'])],
  ['types of the preload', () => command('tsc', ['-p', 'preload'])],
  ['types of the window', () => command('tsc', ['-p', 'renderer'])],
  ['types of the tests', () => command('tsc', ['-p', 'test'])],
  ['arrows of the house', () => violations('.').join('\n') || undefined],
]

let failed = 0
for (const [name, run] of steps) {
  const complaint = run()
  console.log(`${complaint === undefined ? 'ok  ' : 'FAIL'} ${name}`)
  if (complaint !== undefined) {
    failed += 1
    console.log(complaint)
  }
}
process.exitCode = failed > 0 ? 1 : 0

/** What the command printed if it failed. */
function command(name: string, args: readonly string[]): string | undefined {
  const { status, stdout, stderr, error } = spawnSync(`node_modules/.bin/${name}`, args, { encoding: 'utf8' })
  return status === 0 ? undefined : `${error?.message ?? ''}${stdout}${stderr}`
}
