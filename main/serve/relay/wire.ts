/**
 * The bytes between relay and agent. A frame is its payload's length (four bytes, big-endian), one type byte, the payload.
 *
 * A request is `H` first, then `S`, `A`, `D`, `E`, `T` in any order, then `G`. The answer ends with `Z`; after it the same
 * connection takes another request.
 *
 * `H` is the protocol's version, the relay's own, its pid and its parent's pid, with a space between each; an older relay
 * ends after its version.
 *
 * @see {@link https://github.com/facebookarchive/nailgun nailgun}, whose chunk format this follows
 * @module
 */
import { ProtocolError } from '../../kernel/errors.ts'

export const protocolVersion = 1

export const wireLimits = {
  /** Payload of one frame that a relay sends. */
  requestFrameInBytes: 64 * 1024,
  /** A whole request, frame heads included. */
  requestInBytes: 256 * 1024,
  /** Payload of one frame that the agent sends. */
  replyFrameInBytes: 1024 * 1024,
} as const

/** What a relay sends. */
export const requestFrames = {
  hello: 'H',
  self: 'S',
  argument: 'A',
  folder: 'D',
  environment: 'E',
  terminals: 'T',
  go: 'G',
  answer: 'I',
  /** Whether the file that the agent named is held open now. */
  held: 'P',
} as const

/** What the agent sends. */
export const replyFrames = {
  output: 'O',
  errorOutput: 'R',
  ask: 'Q',
  /** Open this file and hold it to the end: it proves which process the relay is. A person may be asked meanwhile. */
  hold: 'P',
  exec: 'X',
  exit: 'Z',
  /** Come again in a moment: nothing of the request was looked at. The connection ends. */
  busy: 'B',
} as const

/** The only names of its environment that a relay sends, and that the agent takes. */
export const relayEnvironmentNames: ReadonlySet<string> = new Set([
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'NO_COLOR',
  'FORCE_COLOR',
  'CLICOLOR',
  'TERM',
  'COLUMNS',
  'LANG',
  'LC_ALL',
  'TZ',
  'SSH_CONNECTION',
  'SSH_TTY',
  'DISPLAY',
  'WAYLAND_DISPLAY',
  'BROWSER',
  'SIGNET_PASSPHRASE_FILE',
  'AWS_LOGIN_CACHE_DIRECTORY',
  'HOME',
])

export interface Frame {
  readonly type: string
  readonly payload: Uint8Array
}

const headLength = 5

export function encodeFrame(type: string, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const frame = new Uint8Array(headLength + payload.length)
  new DataView(frame.buffer).setUint32(0, payload.length)
  frame[4] = type.charCodeAt(0)
  frame.set(payload, headLength)
  return frame
}

/** Cuts a stream of bytes into frames, however the bytes arrive. */
export class FrameReader {
  readonly #payloadLimitInBytes: number
  #rest: Uint8Array = new Uint8Array(0)

  constructor(payloadLimitInBytes: number) {
    this.#payloadLimitInBytes = payloadLimitInBytes
  }

  /** Whether a frame has begun and not ended. */
  get isMidFrame(): boolean {
    return this.#rest.length > 0
  }

  /**
   * The frames that `chunk` completes. They may share memory with it.
   *
   * @throws ProtocolError `frame-malformed` as soon as a head claims more than the limit: the claimed bytes are not waited for.
   */
  push(chunk: Uint8Array): Frame[] {
    const bytes = this.#rest.length === 0 ? chunk : joined(this.#rest, chunk)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
    const frames: Frame[] = []
    let start = 0
    while (bytes.length - start >= headLength) {
      const length = view.getUint32(start)
      if (length > this.#payloadLimitInBytes) {
        throw new ProtocolError(
          'frame-malformed',
          `A frame of ${length} bytes came; the limit is ${this.#payloadLimitInBytes}.`,
        )
      }
      const end = start + headLength + length
      if (end > bytes.length) break
      frames.push({
        type: String.fromCharCode(view.getUint8(start + 4)),
        payload: bytes.subarray(start + headLength, end),
      })
      start = end
    }
    // A copy: a view would hold on to the whole chunk for the sake of a few bytes.
    this.#rest = new Uint8Array(bytes.subarray(start))
    return frames
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length)
  bytes.set(first)
  bytes.set(second, first.length)
  return bytes
}
