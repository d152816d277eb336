import { describe, expect, it } from 'vitest'
import { clockText } from '../../../../renderer/frame/clock-text.ts'
import { english } from '../../../../renderer/texts/en/english.ts'

describe('clockText', () => {
  it.each([
    [null, 'Clock not compared yet', false],
    [0, 'Clock in step with AWS', false],
    [-900, 'Clock in step with AWS', false],
    [1_500, 'Clock +1.5 s', false],
    [-90_000, 'Clock −90.0 s', false],
    [1_200_000, 'Clock 20 min behind AWS', true],
    [-7_500_000, 'Clock 2 h 5 min ahead of AWS', true],
  ])('tells %j as a person would', (offset, words, isFarOff) => {
    expect(clockText(offset, english)).toEqual({ words, isFarOff })
  })
})
