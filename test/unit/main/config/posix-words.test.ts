import { describe, expect, it } from 'vitest'
import { splitPosixWords } from '../../../../main/config/posix-words.ts'

describe('splitPosixWords', () => {
  it.each([
    ['', []],
    [' a \t b ', ['a', 'b']],
    [`"a b" 'c d'`, ['a b', 'c d']],
    [`a"b"'c'd`, ['abcd']],
    [`'' ""`, ['', '']],
    ['a\\ b', ['a b']],
    [`"a\\"b\\\\c\\d"`, ['a"b\\c\\d']],
    [`'a\\b'`, ['a\\b']],
    ['a #b', ['a', '#b']],
    ['"a', undefined],
    ["a'", undefined],
    ['a\\', undefined],
  ])('splits %j', (line, words) => {
    expect(splitPosixWords(line)).toEqual(words)
  })
})
