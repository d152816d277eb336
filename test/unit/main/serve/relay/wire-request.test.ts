import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProtocolError } from '../../../../../main/kernel/errors.ts'
import { FrameReader, wireLimits } from '../../../../../main/serve/relay/wire.ts'
import { decodeAnswer, RequestReader } from '../../../../../main/serve/relay/wire-request.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const accept = (frames: readonly (readonly [string, string | Uint8Array])[]) => {
  const reader = new RequestReader()
  return frames.map(([type, payload]) =>
    reader.accept({ type, payload: typeof payload === 'string' ? bytes(payload) : payload }),
  )
}
const whole = [
  ['H', '1 0.1.0'],
  ['D', '/'],
  ['T', '010'],
  ['G', ''],
] as const

describe('RequestReader', () => {
  it('gathers a request', () => {
    const frames = [
      ['H', '1 0.1.0'],
      ['S', '/opt/signet'],
      ['A', 'use'],
      ['A', 'ü'],
      ['D', '/home/a'],
      ['E', 'AWS_PROFILE=a=b'],
      ['T', '011'],
      ['G', ''],
    ] as const
    expect(accept(frames)).toEqual([
      ...Array.from({ length: 7 }, () => undefined),
      {
        protocol: 1,
        request: {
          argv: ['use', 'ü'],
          cwd: '/home/a',
          env: { AWS_PROFILE: 'a=b' },
          isTerminal: { stdin: false, stdout: true, stderr: true },
          self: ['/opt/signet'],
        },
      },
    ])
  })

  it('takes no variable that a relay would not send', () => {
    const named = ['AWS_SECRET_ACCESS_KEY=x', '__proto__=x', 'LD_PRELOAD=x', 'HOME=/h'].map(
      (pair) => ['E', pair] as const,
    )
    const received = accept([['H', '1'], ...named, ...whole.slice(1)]).at(-1)
    expect({ ...received?.request.env }).toEqual({ HOME: '/h' })
  })

  it('takes a relay’s process where it is said, and does without (T26)', () => {
    const hellos = [
      '1 0.1.0 812 4',
      '1 0.1.0',
      '1',
      '1 0.1.0 812',
      '1 0.1.0 0 4',
      '1 x -1 4',
      '1 x 1e3 4',
      '1 x 99999999999 4',
    ]
    const received = hellos.map((hello) => accept([['H', hello], ...whole.slice(1)]).at(-1)?.request.process)
    expect(received).toEqual([{ pid: 812, parentPid: 4 }, ...Array.from({ length: 7 }, () => undefined)])
  })

  const malformed: Record<string, readonly (readonly [string, string | Uint8Array])[]> = {
    'no version first': [['A', 'x']],
    'two versions': [
      ['H', '1'],
      ['H', '1'],
    ],
    'a version with a sign': [['H', '+1']],
    'a version that is no number': [['H', 'one']],
    'a version with a tail': [['H', '1x']],
    'a version beyond reason': [['H', '99999999999']],
    'an unknown kind': [
      ['H', '1'],
      ['Y', ''],
    ],
    'an answer-side kind': [
      ['H', '1'],
      ['Z', '0'],
    ],
    'no folder': [
      ['H', '1'],
      ['T', '000'],
      ['G', ''],
    ],
    'no terminals': [
      ['H', '1'],
      ['D', '/'],
      ['G', ''],
    ],
    'two folders': [
      ['H', '1'],
      ['D', '/'],
      ['D', '/'],
    ],
    'terminals of another length': [
      ['H', '1'],
      ['T', '01'],
    ],
    'terminals of other digits': [
      ['H', '1'],
      ['T', '012'],
    ],
    'a variable without a name': [
      ['H', '1'],
      ['E', '=x'],
    ],
    'a variable without a sign': [
      ['H', '1'],
      ['E', 'HOME'],
    ],
    'bytes that are not UTF-8': [
      ['H', '1'],
      ['A', Uint8Array.of(0xff)],
    ],
    'a NUL': [
      ['H', '1'],
      ['A', 'a\0b'],
    ],
  }
  it.each(Object.entries(malformed))('refuses %s', (_name, frames) => {
    expect(() => accept(frames)).toThrow(expect.objectContaining({ code: 'frame-malformed' }))
  })

  it('refuses more than a request may be (T27)', () => {
    const argument = ['A', 'x'.repeat(wireLimits.requestFrameInBytes)] as const
    const just = [['H', '1'], argument, argument, argument] as const
    expect(accept(just)).toHaveLength(4)
    expect(() => accept([...just, argument])).toThrow('too long')
    const empty = Array.from({ length: wireLimits.requestInBytes / 5 }, () => ['A', ''] as const)
    expect(() => accept([['H', '1'], ...empty])).toThrow('too long')
  })

  it('takes any bytes for a request or for a breach, and for nothing else', () => {
    const soup = fc.array(
      fc.tuple(
        fc.constantFrom(...'HSADETGIOX?'),
        fc.oneof(fc.constantFrom('1', '/', '000', 'HOME=x'), fc.string()),
      ),
    )
    fc.assert(
      fc.property(soup, (frames) => {
        try {
          accept(frames)
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(ProtocolError)
        }
      }),
      { numRuns: 20_000 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => {
        try {
          const request = new RequestReader()
          for (const frame of new FrameReader(100).push(noise)) request.accept(frame)
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(ProtocolError)
        }
      }),
      { numRuns: 20_000 },
    )
  })
})

describe('decodeAnswer', () => {
  it('tells a line from none', () => {
    expect([decodeAnswer(bytes('1')), decodeAnswer(bytes('10')), decodeAnswer(bytes('0'))]).toEqual([
      '',
      '0',
      undefined,
    ])
    for (const text of ['', '2', '00']) expect(() => decodeAnswer(bytes(text))).toThrow(ProtocolError)
  })
})
