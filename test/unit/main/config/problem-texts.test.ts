import { describe, expect, it } from 'vitest'
import { type ProblemKind, problemTexts, problemWords } from '../../../../main/config/problem-texts.ts'

const kinds = Object.keys(problemTexts) as ProblemKind[]

describe('problemWords', () => {
  it.each(kinds)('says of %s what to do with which one', (kind) => {
    const { problem, fix } = problemWords(kind, 'NAMED')
    expect(fix).not.toBe('')
    // A placeholder is nothing that anybody can paste.
    expect(fix.replaceAll('NAMED', '')).not.toMatch(/\bNAME\b/)
    // Of a whole profile it is told which one.
    if (problem.startsWith('Profile NAMED')) expect(fix).toContain('NAMED')
  })

  it('gives a command in which no name is more than a word (T25)', () => {
    const { fix } = problemWords('two-sources', "$(id)'s\nrm")
    expect(fix.split('\n').at(-1)).toBe("signet login --profile '$(id)'\\''s?rm' --adopt")
  })
})
