import { describe, expect, it } from 'vitest'
import { FrameReader, wireLimits } from '../../../../../main/serve/relay/wire.ts'
import {
  encodeAsk,
  encodeExec,
  encodeExit,
  encodeOutput,
} from '../../../../../main/serve/relay/wire-reply.ts'

const read = (...frames: Uint8Array[]) =>
  new FrameReader(wireLimits.replyFrameInBytes)
    .push(Buffer.concat(frames))
    .map(({ type, payload }) => [type, Buffer.from(payload).toString()])

describe('encodeOutput', () => {
  it('cuts long text into frames that a relay takes', () => {
    const text = 'ü'.repeat(1_200_000)
    const frames = new FrameReader(wireLimits.replyFrameInBytes).push(Buffer.concat(encodeOutput('O', text)))
    expect(frames.map(({ payload }) => payload.length)).toEqual([1_048_576, 1_048_576, 302_848])
    expect(Buffer.concat(frames.map(({ payload }) => payload)).toString()).toBe(text)
  })

  it('says nothing by no frame', () => {
    expect(encodeOutput('R', '')).toEqual([])
  })
})

describe('encodeAsk', () => {
  it('marks a secret', () => {
    expect(read(encodeAsk('Code: ', false), encodeAsk('Passphrase: ', true))).toEqual([
      ['Q', '0Code: '],
      ['Q', '1Passphrase: '],
    ])
  })
})

describe('encodeExec', () => {
  it('ends each word with a NUL', () => {
    expect(read(encodeExec(['aws', '', 's3'], { A: '1', B: '' }))).toEqual([['X', '3\0aws\0\0s3\0A=1\0B=\0']])
  })

  it('names a variable that is taken away without a sign', () => {
    const env = { A: '1', B: undefined, C: '' }
    expect(read(encodeExec(['aws'], env))).toEqual([['X', '1\0aws\0A=1\0B\0C=\0']])
  })

  it('refuses words that would become others on the way', () => {
    const refused: [string[], Record<string, string | undefined>][] = [
      [[], {}],
      [['a\0LD_PRELOAD=x'], {}],
      [['a'], { A: 'x\0LD_PRELOAD=y' }],
      [['a'], { 'A=x': '' }],
      [['a'], { 'A=x': undefined }],
      [['a'], { '': 'x' }],
      [['a'.repeat(wireLimits.replyFrameInBytes)], {}],
    ]
    for (const [argv, env] of refused) expect(() => encodeExec(argv, env)).toThrow(TypeError)
  })
})

describe('encodeExit', () => {
  it('sends what a system takes', () => {
    expect(read(...[0, 255, 256, -1, Number.NaN].map(encodeExit)).map(([, code]) => code)).toEqual([
      '0',
      '255',
      '1',
      '1',
      '1',
    ])
  })
})
