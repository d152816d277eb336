/** What a relay sends, in bytes. */
import { encodeFrame } from '../../main/serve/relay/wire.ts'

export function frame(type: string, text = ''): Uint8Array {
  return encodeFrame(type, new TextEncoder().encode(text))
}

/** One request, from nowhere in particular and with no terminal. */
export function relayRequest(argv: readonly string[], hello = '1'): Buffer {
  return Buffer.concat([
    frame('H', hello),
    ...argv.map((word) => frame('A', word)),
    frame('D', '/'),
    frame('T', '000'),
    frame('G'),
  ])
}
