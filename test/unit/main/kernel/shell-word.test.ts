import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { shellWord } from '../../../../main/kernel/shell-word.ts'

const readBack = (text: string) =>
  spawnSync('/bin/sh', ['-c', `printf %s ${shellWord(text)}`], { encoding: 'utf8', env: {} }).stdout

describe('shellWord', () => {
  it.each(['shop-dev', 'a b', "it's", '$(id)', '`id`', '"', 'x;y', '~', '*', '#x', 'ü', ''])(
    'a shell reads back exactly the name: %j (T25)',
    (name) => {
      expect(readBack(name)).toBe(name)
    },
  )

  it('stays one word on one line, whatever it is (T25)', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab\'"\\ $`;&|\n\r\t\0(){}*?~#!') }), (text) => {
        expect(readBack(text)).toBe(text.replace(/\p{Cc}/gu, '?'))
      }),
      { numRuns: 60 },
    )
  })
})
