/**
 * One relay's conversation: requests come in one after the other, each is handled to its exit code.
 * Knows frames, not sockets.
 *
 * @module
 */
import { errorView, ProtocolError } from '../../kernel/errors.ts'
import type { ExecEnvironment, TerminalHandler, TerminalIo, TerminalRequest } from '../terminal/request.ts'
import { type Frame, FrameReader, protocolVersion, requestFrames, wireLimits } from './wire.ts'
import { encodeAsk, encodeExec, encodeExit, encodeHold, encodeOutput } from './wire-reply.ts'
import { decodeAnswer, decodeHeld, type RelayRequest, RequestReader } from './wire-request.ts'

/** The relay's end of a session. */
export interface RelayPeer {
  /** Sends what is said so far, in one piece. */
  send(frames: readonly Uint8Array[]): void
  /** Runs `task` soon, when what runs now has run. */
  soon(task: () => void): void
  /** Ends the connection after what was sent. */
  end(): void
  /** A request was answered and sent. Resolves when the relay has room for the next. */
  answered(): Promise<void>
}

export type SessionStep = 'waiting' | 'reading' | 'running'

export class RelaySession {
  readonly #handle: TerminalHandler
  readonly #peer: RelayPeer
  readonly #frames = new FrameReader(wireLimits.requestFrameInBytes)
  readonly #gone = new AbortController()
  #request: RequestReader | undefined
  #run: CommandRun | undefined

  constructor(handle: TerminalHandler, peer: RelayPeer) {
    this.#handle = handle
    this.#peer = peer
  }

  get step(): SessionStep {
    if (this.#run !== undefined) return 'running'
    return this.#request !== undefined || this.#frames.isMidFrame ? 'reading' : 'waiting'
  }

  /** @throws ProtocolError `frame-malformed`: nothing more can be understood on this connection. */
  receive(chunk: Uint8Array): void {
    for (const frame of this.#frames.push(chunk)) this.#accept(frame)
  }

  /** The relay is gone: what it asked for is called off. */
  close(): void {
    this.#gone.abort()
    this.#run?.answer(undefined)
    this.#run?.held(false)
  }

  #accept(frame: Frame): void {
    if (frame.type === requestFrames.answer) {
      // An answer may cross with the end of what it answers: then nobody waits for it.
      const answer = decodeAnswer(frame.payload)
      this.#run?.answer(answer)
      return
    }
    if (frame.type === requestFrames.held) {
      const isHeld = decodeHeld(frame.payload)
      this.#run?.held(isHeld)
      return
    }
    if (this.#run !== undefined) {
      throw new ProtocolError('frame-malformed', 'A request came before the last one was answered.')
    }
    this.#request ??= new RequestReader()
    const received = this.#request.accept(frame)
    if (received === undefined) return
    this.#request = undefined
    const run = new CommandRun(this.#peer, this.#gone.signal)
    this.#run = run
    void this.#handleRequest(received, run)
  }

  async #handleRequest(received: RelayRequest, run: CommandRun): Promise<void> {
    const handle = isUnderstood(received) ? this.#handle : refuseVersion
    await run.toItsEnd(handle, received.request)
    if (this.#gone.signal.aborted) return
    await this.#peer.answered()
    this.#run = undefined
  }
}

/** One command, from its request to its exit code. */
class CommandRun implements TerminalIo {
  readonly signal: AbortSignal
  readonly #peer: RelayPeer
  #unsent: Uint8Array[] = []
  #asked: ((answer: string | undefined) => void) | undefined
  #holding: ((isHeld: boolean) => void) | undefined
  #isOver = false

  constructor(peer: RelayPeer, signal: AbortSignal) {
    this.#peer = peer
    this.signal = signal
  }

  async toItsEnd(handle: TerminalHandler, request: TerminalRequest): Promise<void> {
    let code: number
    try {
      code = await handle(request, this)
    } catch (thrown) {
      this.err(`${errorView(thrown).message}\n`)
      code = 1
    }
    this.answer(undefined)
    this.held(false)
    if (this.#isOver) return
    this.#unsent.push(encodeExit(code))
    this.#send()
    this.#isOver = true
  }

  out(text: string): void {
    this.#say(encodeOutput('O', text))
  }

  err(text: string): void {
    this.#say(encodeOutput('R', text))
  }

  ask(question: { readonly message: string; readonly secret: boolean }): Promise<string | undefined> {
    if (this.#isOver || this.signal.aborted) return Promise.resolve(undefined)
    this.answer(undefined)
    return new Promise((resolve) => {
      this.#asked = resolve
      this.#say([encodeAsk(question.message, question.secret)])
    })
  }

  hold(path: string): Promise<boolean> {
    if (this.#isOver || this.signal.aborted) return Promise.resolve(false)
    this.held(false)
    return new Promise((resolve) => {
      this.#holding = resolve
      this.#say([encodeHold(path)])
    })
  }

  exec(argv: readonly string[], env: ExecEnvironment): void {
    if (this.#isOver) return
    this.#unsent.push(encodeExec(argv, env))
    this.#send()
    this.#isOver = true
    this.#peer.end()
  }

  answer(text: string | undefined): void {
    this.#asked?.(text)
    this.#asked = undefined
  }

  held(isHeld: boolean): void {
    this.#holding?.(isHeld)
    this.#holding = undefined
  }

  #say(frames: readonly Uint8Array[]): void {
    if (this.#isOver) return
    // What is said in one go, exit code included, leaves in one write: each write wakes the relay once.
    if (this.#unsent.length === 0) this.#peer.soon(() => this.#send())
    this.#unsent.push(...frames)
  }

  #send(): void {
    if (this.#unsent.length === 0) return
    const frames = this.#unsent
    this.#unsent = []
    this.#peer.send(frames)
  }
}

/** A relay of another version can still end this agent, so that the right one takes its place. */
function isUnderstood({ protocol, request }: RelayRequest): boolean {
  return protocol === protocolVersion || (request.argv[0] === 'agent' && request.argv[1] === 'stop')
}

async function refuseVersion(_request: TerminalRequest, io: TerminalIo): Promise<number> {
  io.err('The running agent is of another version than this command. Restart it: signet agent stop\n')
  return 1
}
