import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeFrame, type Frame, FrameReader, wireLimits } from '../../../../../main/serve/relay/wire.ts'

const frameOf = fc.record({
  type: fc.constantFrom('H', 'A', 'G', '?'),
  payload: fc.uint8Array({ maxLength: 300 }),
})

describe('FrameReader', () => {
  it('finds the same frames however their bytes arrive', () => {
    fc.assert(
      fc.property(
        fc.array(frameOf),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }),
        (frames, cuts) => {
          const bytes = Buffer.concat(frames.map(({ type, payload }) => encodeFrame(type, payload)))
          const reader = new FrameReader(300)
          const found: Frame[] = []
          for (let start = 0, turn = 0; start < bytes.length; turn += 1) {
            const end = start + (cuts[turn % cuts.length] ?? 1)
            found.push(...reader.push(bytes.subarray(start, end)))
            start = end
          }
          expect(found.map(plain)).toEqual(frames.map(plain))
          expect(reader.isMidFrame).toBe(false)
        },
      ),
      { numRuns: 2000 },
    )
  })

  it('refuses a frame by its head, before its bytes come (T27)', () => {
    const head = encodeFrame('A', new Uint8Array(0))
    new DataView(head.buffer).setUint32(0, wireLimits.requestFrameInBytes + 1)
    const reader = new FrameReader(wireLimits.requestFrameInBytes)
    expect(reader.push(head.subarray(0, 4))).toEqual([])
    expect(() => reader.push(head.subarray(4))).toThrow(expect.objectContaining({ code: 'frame-malformed' }))
    new DataView(head.buffer).setUint32(0, 0xffff_ffff)
    expect(() => new FrameReader(wireLimits.requestFrameInBytes).push(head)).toThrow(/4294967295 bytes/)
  })

  it('holds on to no more of a chunk than the frame that it began', () => {
    const reader = new FrameReader(10)
    const chunk = Buffer.concat([encodeFrame('A', new Uint8Array(10)), Uint8Array.of(0, 0)])
    reader.push(chunk)
    chunk.fill(0xff)
    // Had it kept a view, the rest of the head would now be 0xffff.
    expect(reader.push(Uint8Array.of(0, 0, 65)).map(plain)).toEqual([{ type: 'A', payload: [] }])
  })
})

function plain(frame: Frame): unknown {
  return { type: frame.type, payload: [...frame.payload] }
}
