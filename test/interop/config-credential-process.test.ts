import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { credentialProcess } from '../../main/config/credential-process.ts'
import { splitPosixWords } from '../../main/config/posix-words.ts'
import { InputError } from '../../main/kernel/errors.ts'
import { Botocore, botocoreAbsence } from '../fakes/botocore.ts'

const absence = botocoreAbsence()
const why = absence ? ` (skipped: ${absence})` : ''
const marker = '\u0001'

/** The words that `sh -c` makes of each line, for all lines in one go. */
function shellWords(lines: readonly string[]): string[][] {
  const script = lines.map((line) => `printf '%s\\0' ${line}\nprintf '${marker}\\0'`).join('\n')
  const { stdout, status } = spawnSync('/bin/sh', ['-c', script], {
    encoding: 'utf8',
    cwd: '/',
    maxBuffer: 1 << 28,
  })
  expect(status).toBe(0)
  const groups: string[][] = [[]]
  for (const word of stdout.split('\0').slice(0, -1)) {
    if (word === marker) groups.push([])
    else groups.at(-1)?.push(word)
  }
  return groups.slice(0, -1)
}

const signs = [
  ...'abcXYZ09 -_./~$`"\'\\!*?[]{}()<>|&;#=:,+@%^',
  'ü',
  '日',
  '😀',
  '  ',
  ' #',
  '$(id)',
  '$' + '{HOME}',
]
const word = fc
  .array(fc.constantFrom(...signs), { minLength: 1, maxLength: 14 })
  .map((parts) => parts.join(''))
const program = word.map((path) => `/opt/${path}/signet`)
const lines = fc.sample(fc.tuple(program, fc.array(word, { maxLength: 3 })), { numRuns: 4_000, seed: 7 })

/** Those that can be written, with their line. */
const written = lines.flatMap(([path, more]) => {
  const words = [path, ...more]
  try {
    return [{ words, line: credentialProcess(words, 'posix') }]
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(InputError)
    return []
  }
})

describe('credentialProcess, read back', () => {
  it('gives sh -c the same words', () => {
    const all: string[][] = []
    for (let start = 0; start < written.length; start += 200) {
      all.push(...shellWords(written.slice(start, start + 200).map(({ line }) => line)))
    }
    expect(all).toEqual(written.map(({ words }) => words))
    expect(written.length).toBeGreaterThan(1_000)
  })

  it('stays on one line that no parser cuts, with no quotes round it all', () => {
    expect(written.filter(({ line }) => /\s[#;]|[\n\r]/.test(line))).toEqual([])
    expect(written.filter(({ line }) => /^(["']).*\1$/.test(line))).toEqual([])
  })

  it('gives our own reader the same words', () => {
    expect(written.map(({ line }) => splitPosixWords(line))).toEqual(written.map(({ words }) => words))
  })
})

describe.skipIf(absence)(`credentialProcess, read back by Python's shlex${why}`, () => {
  let botocore: Botocore
  beforeAll(() => {
    botocore = new Botocore()
  })
  afterAll(() => botocore.close())

  it('gives botocore the same words', async () => {
    for (const { words, line } of written) expect(await botocore.split(line)).toEqual(words)
  })
})
