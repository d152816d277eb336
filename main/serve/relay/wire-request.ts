/**
 * Frames of a relay → a request of a terminal.
 *
 * @module
 */
import { ProtocolError } from '../../kernel/errors.ts'
import type { TerminalRequest } from '../terminal/request.ts'
import { type Frame, relayEnvironmentNames, requestFrames, wireLimits } from './wire.ts'

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export interface RelayRequest {
  /** What the relay speaks; the agent's own version is `protocolVersion`. */
  readonly protocol: number
  readonly request: TerminalRequest
}

/** Gathers the frames of one request. */
export class RequestReader {
  #hello: Hello | undefined
  readonly #argv: string[] = []
  readonly #self: string[] = []
  readonly #env: Record<string, string> = Object.create(null)
  #cwd: string | undefined
  #isTerminal: TerminalRequest['isTerminal'] | undefined
  #sizeInBytes = 0

  /**
   * @returns The request, when `frame` was its last.
   * @throws ProtocolError `frame-malformed` when the frames are no request, or more than a request may be.
   */
  accept(frame: Frame): RelayRequest | undefined {
    this.#sizeInBytes += frame.payload.length + 5
    if (this.#sizeInBytes > wireLimits.requestInBytes) throw malformed('The request is too long.')
    const text = decodeText(frame.payload)
    if (this.#hello === undefined && frame.type !== requestFrames.hello) {
      throw malformed('A request must begin with its protocol version.')
    }
    switch (frame.type) {
      case requestFrames.hello:
        this.#hello = once(this.#hello, decodeHello(text))
        return undefined
      case requestFrames.argument:
        this.#argv.push(text)
        return undefined
      case requestFrames.self:
        this.#self.push(text)
        return undefined
      case requestFrames.folder:
        this.#cwd = once(this.#cwd, text)
        return undefined
      case requestFrames.environment:
        this.#addVariable(text)
        return undefined
      case requestFrames.terminals:
        this.#isTerminal = once(this.#isTerminal, decodeTerminals(text))
        return undefined
      case requestFrames.go:
        return this.#end()
      default:
        throw malformed('A frame of an unknown kind came.')
    }
  }

  #addVariable(text: string): void {
    const sign = text.indexOf('=')
    if (sign < 1) throw malformed('An environment frame must be NAME=VALUE.')
    // SECURITY: the relay sends no other name; what another program sends is not taken over either.
    const name = text.slice(0, sign)
    if (relayEnvironmentNames.has(name)) this.#env[name] = text.slice(sign + 1)
  }

  #end(): RelayRequest {
    const [hello, cwd, isTerminal] = [this.#hello, this.#cwd, this.#isTerminal]
    if (hello === undefined || cwd === undefined || isTerminal === undefined) {
      throw malformed('The request lacks its folder or its terminals.')
    }
    const { protocol, process } = hello
    const request = { argv: this.#argv, cwd, env: this.#env, isTerminal, self: this.#self, process }
    return { protocol, request }
  }
}

/** The answer to a question: undefined when there is none. */
export function decodeAnswer(payload: Uint8Array): string | undefined {
  const text = decodeText(payload)
  if (text === '0') return undefined
  if (!text.startsWith('1')) throw malformed('An answer must begin with 0 or 1.')
  return text.slice(1)
}

/** Whether the relay holds the file that it was asked to hold. */
export function decodeHeld(payload: Uint8Array): boolean {
  const text = decodeText(payload)
  if (text !== '0' && text !== '1') throw malformed('Whether a file is held must be 0 or 1.')
  return text === '1'
}

interface Hello {
  readonly protocol: number
  readonly process: TerminalRequest['process']
}

/** The relay's own version stands between the protocol's and the pids; nobody decides by it. One search, as every request has it. */
const hello = /^(\d{1,6})(?: (?:\S+ ([1-9]\d{0,9}) ([1-9]\d{0,9})$)?|$)/

function decodeHello(text: string): Hello {
  const [, protocol, pid, parentPid] = hello.exec(text) ?? []
  if (protocol === undefined) throw malformed('The protocol version is not a number.')
  const process =
    pid === undefined || parentPid === undefined
      ? undefined
      : { pid: Number(pid), parentPid: Number(parentPid) }
  return { protocol: Number(protocol), process }
}

function decodeTerminals(text: string): TerminalRequest['isTerminal'] {
  if (!/^[01]{3}$/.test(text)) throw malformed('The terminals must be three digits of 0 or 1.')
  return { stdin: text[0] === '1', stdout: text[1] === '1', stderr: text[2] === '1' }
}

function decodeText(payload: Uint8Array): string {
  let text: string
  try {
    text = utf8.decode(payload)
  } catch (cause) {
    throw malformed('A frame is not UTF-8 text.', cause)
  }
  if (text.includes('\0')) throw malformed('A frame holds a NUL.')
  return text
}

function once<T>(before: T | undefined, value: T): T {
  if (before !== undefined) throw malformed('A frame came twice that may come once.')
  return value
}

function malformed(message: string, cause?: unknown): ProtocolError {
  return new ProtocolError('frame-malformed', message, 'none', cause)
}
