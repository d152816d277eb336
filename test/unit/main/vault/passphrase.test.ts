import { describe, expect, it } from 'vitest'
import { longEnough } from '../../../../main/vault/passphrase.ts'

describe('longEnough', () => {
  it.each([
    ['twelve chars', true],
    ['eleven char', false],
    ['a b c d e', true],
    ['  a   b  c d ', false],
    ['            ', false],
    ['密码 很长 的 一个 词', true],
    ['', false],
  ])('judges %j as %s', (passphrase, expected) => {
    expect(longEnough(passphrase)).toBe(expected)
  })
})
