import { describe, expect, it } from 'vitest'
import type { TerminalRequest } from '../../../../../main/serve/terminal/request.ts'
import { printable, shortened, span, styleFor, table } from '../../../../../main/serve/terminal/style.ts'

const request = (env: Record<string, string>, stdout = true): TerminalRequest => ({
  argv: [],
  cwd: '/',
  env,
  isTerminal: { stdin: stdout, stdout, stderr: stdout },
  self: ['/signet'],
})

describe('styleFor', () => {
  it.each([
    ['a terminal', request({}), true],
    ['a pipe', request({}, false), false],
    ['NO_COLOR', request({ NO_COLOR: '1' }), false],
    ['an empty NO_COLOR, which means nothing', request({ NO_COLOR: '' }), true],
    ['a dumb terminal', request({ TERM: 'dumb' }), false],
    ['FORCE_COLOR on a pipe', request({ FORCE_COLOR: '1' }, false), true],
    ['NO_COLOR against FORCE_COLOR', request({ NO_COLOR: '1', FORCE_COLOR: '1' }), false],
  ])('decides for %s', (_, from, coloured) => {
    expect(styleFor(from, 'stdout').bold('x') !== 'x').toBe(coloured)
  })
})

describe('table', () => {
  it('pads by what is seen, not by what colours it', () => {
    const painted = table(
      [
        ['a', 'b'],
        ['long', 'c'],
      ],
      (cell, column) => (column === 0 ? `<${cell}>` : cell),
    )
    expect(painted).toBe('<a   >  b\n<long>  c\n')
  })
})

describe('span', () => {
  it.each([
    [-5, '0 s'],
    [45_000, '45 s'],
    [119_000, '119 s'],
    [12 * 60_000 + 59_000, '12 min'],
    [3 * 3_600_000 + 5 * 60_000, '3 h 5 min'],
    [49 * 3_600_000, '2 d 1 h'],
    [48 * 3_600_000, '2 d'],
  ])('says %d ms as %s', (milliseconds, words) => {
    expect(span(milliseconds)).toBe(words)
  })
})

describe('printable', () => {
  it('shows what could move a cursor or turn text round as a question mark (T15, T25)', () => {
    expect(printable('a\u001b[31mb\r\n\u0007c\u202ed\u200be\u2028f\u0085g')).toBe('a?[31mb???c?d?e?f?g')
  })
})

describe('shortened', () => {
  it.each([
    ['short', 'short'],
    ['0123456789', '0123…6789'],
  ])('cuts %s in its middle', (text, cut) => {
    expect(shortened(text, 9)).toBe(cut)
  })
})
