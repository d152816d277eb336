/**
 * The launch file: how a relay starts an agent when none answers. One word of the command a line.
 *
 * @module
 */
import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { InputError } from '../../kernel/errors.ts'
import type { Home } from './home.ts'
import { writePrivateFile } from './private-file.ts'

/**
 * @param argv - The program by its absolute path, then its arguments.
 * @throws InputError `home-unsafe` when a word holds a line break, or the program's path is not absolute.
 */
export function writeLaunch(home: Home, argv: readonly string[]): void {
  const [program] = argv
  if (program === undefined || !isAbsolute(program) || argv.some((word) => /[\n\0]/.test(word))) {
    throw new InputError(
      'home-unsafe',
      'The way to start the agent cannot be written down: its path is unusual.',
    )
  }
  const text = argv.map((word) => `${word}\n`).join('')
  if (readIfThere(home.launchPath) !== text) writePrivateFile(home.launchPath, text)
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
