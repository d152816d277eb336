import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinLines, parseConfig } from '../../../../main/config/parse.ts'
import { decodeConfigText, encodeConfigText } from '../../../../main/config/text.ts'
import { configBytes } from '../../../fakes/config-text.ts'
import { fileVectors, manyProfiles } from './vectors.ts'

const runs = Number(process.env.SIGNET_CONFIG_FILES ?? 100_000)

function roundTrip(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const config = decodeConfigText(bytes)
  return encodeConfigText({ ...config, text: joinLines(parseConfig(config.text)) })
}

describe('parseConfig', () => {
  it.each([
    ['', 'blank'],
    [' \t ', 'blank'],
    ['# comment', 'comment'],
    ['; comment', 'comment'],
    ['[profile a]', 'header'],
    ['[profile a', 'header'],
    ['region = x', 'key'],
    ['region=', 'key'],
    ['a:b = x', 'key'],
    [' region = x', 'continuation'],
    ['\t# x', 'continuation'],
    ['  [profile b]', 'continuation'],
    ['region: x', 'other'],
    ['= x', 'other'],
    ['junk', 'other'],
    ['a # b = c', 'other'],
    ['\u00a0', 'other'],
  ])('takes %j for %s', (text, kind) => {
    expect(parseConfig(`${text}\n`).lines[0]).toMatchObject({ kind, text, end: '\n' })
  })

  it.each([
    ['[profile a]', 'profile a'],
    ['[ \tprofile a\t ]', 'profile a'],
    ['[profile a] # c', 'profile a'],
    ['[profile a]#c', 'profile a'],
    ['[profile a];c', 'profile a'],
    ['[profile a]  ', 'profile a'],
    ['[]', ''],
    ['[profile a', undefined],
    ['[profile a] junk', undefined],
    ['[profile a#b]', undefined],
    ['[', undefined],
  ])('finds in the header %j the name %j', (text, inside) => {
    expect(parseConfig(text).lines).toEqual([{ kind: 'header', text, end: '', inside }])
  })

  it.each([
    ['region = eu-west-1', 'region', 'eu-west-1'],
    ['region=eu-west-1', 'region', 'eu-west-1'],
    ['region \t=\t eu-west-1 \t', 'region', 'eu-west-1'],
    ['region = eu-west-1 # c', 'region', 'eu-west-1'],
    ['region = eu-west-1\t;c', 'region', 'eu-west-1'],
    ['region = eu-west-1#c', 'region', 'eu-west-1#c'],
    ['region = #c', 'region', ''],
    ['region = a = b', 'region', 'a = b'],
    ['region =', 'region', ''],
    ['region = "a b"', 'region', '"a b"'],
  ])('finds in %j the key and its value', (text, name, value) => {
    const [line] = parseConfig(text).lines
    if (line?.kind !== 'key') throw new Error('no key')
    expect([line.name, line.text.slice(line.valueStart, line.valueEnd)]).toEqual([name, value])
  })

  it('keeps every line end as it is, and a lone carriage return in its line', () => {
    expect(parseConfig('\ufeffa\r\nb\n\r\r\nc\rd')).toMatchObject({
      byteOrderMark: '\ufeff',
      lines: [
        { text: 'a', end: '\r\n' },
        { text: 'b', end: '\n' },
        { text: '\r', end: '\r\n' },
        { text: 'c\rd', end: '' },
      ],
    })
  })

  it.each(fileVectors.map(({ name, text }) => ({ name, text })))('gives back $name unchanged', ({ text }) => {
    const bytes = new TextEncoder().encode(text)
    expect(roundTrip(bytes)).toEqual(bytes)
  })

  it(`gives back ${runs} generated files unchanged, byte for byte`, () => {
    fc.assert(
      fc.property(configBytes, (bytes) => Buffer.from(roundTrip(bytes)).equals(bytes)),
      { numRuns: runs },
    )
  })

  it('gives back any bytes unchanged, UTF-8 or not', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const own = new Uint8Array(bytes)
        return Buffer.from(roundTrip(own)).equals(own)
      }),
      { numRuns: 5_000 },
    )
  })

  it('parses 10,000 profiles', () => {
    const text = manyProfiles(10_000)
    const start = performance.now()
    const { lines } = parseConfig(text)
    const time = performance.now() - start
    expect(lines).toHaveLength(70_000)
    console.log(`10,000 profiles (${text.length} characters) parsed in ${time.toFixed(1)} ms`)
  })
})
