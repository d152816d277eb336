/** An agent's end of the wire that does just what a test tells it, in a home as a real agent would leave it. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encodeFrame, type Frame, FrameReader, wireLimits } from '../../main/serve/relay/wire.ts'
import { type RelayRequest, RequestReader } from '../../main/serve/relay/wire-request.ts'

export interface Call extends RelayRequest {
  /** The frames as they came, up to the last of the request. */
  readonly frames: readonly Frame[]
  send(type: string, payload?: string | Uint8Array): void
  /** The next frame after the request. */
  next(): Promise<Frame>
  readonly socket: Socket
}

export type Script = (call: Call) => void | Promise<void>

export class ScriptedAgent {
  readonly home: string
  /** Requests that came whole. */
  readonly calls: Call[] = []
  readonly #server: Server
  #script: Script
  #greeting: (socket: Socket) => boolean = () => true

  private constructor(home: string, script: Script) {
    this.home = home
    this.#script = script
    this.#server = createServer({ pauseOnConnect: true }, (socket) => this.#serve(socket))
  }

  static async start(script: Script = answerNothing): Promise<ScriptedAgent> {
    const agent = new ScriptedAgent(emptyHome(), script)
    mkdirSync(join(agent.home, 'run'), { mode: 0o700 })
    await new Promise<void>((resolve) => agent.#server.listen(agent.socketPath, resolve))
    writeFileSync(agent.endpointPath, `protocol=1\nsocket=${agent.socketPath}\npid=1\n`, { mode: 0o600 })
    return agent
  }

  get socketPath(): string {
    return join(this.home, 'run', 'agent.sock')
  }

  get endpointPath(): string {
    return join(this.home, 'state', 'endpoint')
  }

  does(script: Script): void {
    this.#script = script
  }

  /** What it does with a connection before it reads from it; it reads when that says so. */
  greets(greeting: (socket: Socket) => boolean): void {
    this.#greeting = greeting
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server.close(resolve))
    rmSync(this.home, { recursive: true, force: true })
  }

  #serve(socket: Socket): void {
    const reader = new FrameReader(wireLimits.requestFrameInBytes)
    const request = new RequestReader()
    const frames: Frame[] = []
    const later: Frame[] = []
    const waiting: ((frame: Frame) => void)[] = []
    let isWhole = false
    socket.on('error', () => socket.destroy())
    socket.on('data', (chunk: Uint8Array) => {
      for (const frame of reader.push(chunk)) {
        if (isWhole) {
          const wanted = waiting.shift()
          if (wanted) wanted(frame)
          else later.push(frame)
          continue
        }
        frames.push(frame)
        const received = request.accept(frame)
        if (received === undefined) continue
        isWhole = true
        const call: Call = {
          ...received,
          frames,
          socket,
          send: (type, payload = '') => {
            const bytes = typeof payload === 'string' ? Buffer.from(payload) : payload
            socket.write(encodeFrame(type, bytes))
          },
          next: () => {
            const frame = later.shift()
            return frame ? Promise.resolve(frame) : new Promise((resolve) => waiting.push(resolve))
          },
        }
        this.calls.push(call)
        void this.#script(call)
      }
    })
    if (this.#greeting(socket)) socket.resume()
  }
}

/** A home with a state folder and nothing in it. */
export function emptyHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'signet-'))
  mkdirSync(join(home, 'state'), { mode: 0o700 })
  return home
}

function answerNothing(call: Call): void {
  call.send('Z', '0')
}
