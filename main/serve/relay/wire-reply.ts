/**
 * What a command says → frames for its relay.
 *
 * @module
 */
import type { ExecEnvironment } from '../terminal/request.ts'
import { encodeFrame, replyFrames, wireLimits } from './wire.ts'

const utf8 = new TextEncoder()

/** Text of any length as frames; a character may be cut between two, as the reader only passes bytes on. */
export function encodeOutput(type: 'O' | 'R', text: string): Uint8Array[] {
  const bytes = utf8.encode(text)
  const frames: Uint8Array[] = []
  for (let start = 0; start < bytes.length; start += wireLimits.replyFrameInBytes) {
    frames.push(encodeFrame(type, bytes.subarray(start, start + wireLimits.replyFrameInBytes)))
  }
  return frames
}

export function encodeAsk(message: string, secret: boolean): Uint8Array {
  return encodeFrame(replyFrames.ask, utf8.encode((secret ? '1' : '0') + message))
}

/** @param path - Of a file that only this relay is told of. */
export function encodeHold(path: string): Uint8Array {
  return encodeFrame(replyFrames.hold, utf8.encode(path))
}

/**
 * The number of words, the words, then NAME=VALUE for each variable, or NAME for one to take away, each ended by a NUL.
 *
 * @throws TypeError when a word cannot cross: it holds a NUL, or a name is empty or holds a `=`.
 */
export function encodeExec(argv: readonly string[], env: ExecEnvironment): Uint8Array {
  const names = Object.keys(env)
  const words = [
    String(argv.length),
    ...argv,
    ...names.map((name) => (env[name] === undefined ? name : `${name}=${env[name]}`)),
  ]
  // SECURITY: a NUL would end a word early and make the rest of it another word, or a variable.
  if (argv.length === 0 || words.some((word) => word.includes('\0')))
    throw new TypeError('No command to run.')
  if (names.some((name) => name === '' || name.includes('='))) throw new TypeError('No name of a variable.')
  const payload = utf8.encode(words.map((word) => `${word}\0`).join(''))
  if (payload.length > wireLimits.replyFrameInBytes) throw new TypeError('The command is too long.')
  return encodeFrame(replyFrames.exec, payload)
}

/** @param code - 0 to 255, as a system takes it; anything else is a failure without a number of its own. */
export function encodeExit(code: number): Uint8Array {
  const isCode = Number.isInteger(code) && code >= 0 && code <= 255
  return encodeFrame(replyFrames.exit, utf8.encode(String(isCode ? code : 1)))
}

export function encodeBusy(): Uint8Array {
  return encodeFrame(replyFrames.busy, new Uint8Array(0))
}
