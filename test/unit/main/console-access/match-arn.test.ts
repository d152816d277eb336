import { describe, expect, it } from 'vitest'
import { matchesArn, splitArn } from '../../../../main/console-access/match-arn.ts'

describe('matchesArn', () => {
  it('compares each part for itself, and the rest with its colons', () => {
    const arn = 'arn:aws:iam::111122223333:role/Dev'
    expect([
      matchesArn('arn:aws:iam::*:role/*', arn),
      matchesArn('arn:aws:*:role/Dev', arn),
      matchesArn('arn:*:*:*:*:*', arn),
      matchesArn('*', arn),
      matchesArn('arn:aws:x::1:a:*', 'arn:aws:x::1:a:b:c'),
    ]).toEqual([true, undefined, true, undefined, true])
  })

  it('knows an ARN by its six parts', () => {
    expect([splitArn('arn:aws:iam::1:a:b'), splitArn('arn:aws:iam'), splitArn('x:aws:iam::1:a')]).toEqual([
      ['arn', 'aws', 'iam', '', '1', 'a:b'],
      undefined,
      undefined,
    ])
  })
})
