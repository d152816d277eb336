import { describe, expect, it } from 'vitest'
import { decodeConfigText, encodeConfigText } from '../../../../main/config/text.ts'
import { InputError } from '../../../../main/kernel/errors.ts'

describe('decodeConfigText', () => {
  it('keeps a byte order mark', () => {
    expect(decodeConfigText(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))).toEqual({
      text: '\ufeffa',
      encoding: 'utf-8',
    })
  })

  it('reads one character a byte where it is not UTF-8', () => {
    expect(decodeConfigText(new Uint8Array([0x61, 0xe9, 0x80]))).toEqual({
      text: 'aé\u0080',
      encoding: 'one-byte',
    })
  })
})

describe('encodeConfigText', () => {
  it('refuses to put other letters into a file that is not UTF-8', () => {
    expect(encodeConfigText({ text: 'é', encoding: 'one-byte' })).toEqual(new Uint8Array([0xe9]))
    expect(() => encodeConfigText({ text: '日', encoding: 'one-byte' })).toThrow(InputError)
  })
})
