import type {
  OpenReceiver,
  RedirectReceiver,
  RedirectReply,
  RedirectRequest,
} from '../../main/kernel/ports/redirect-receiver.ts'

/** A loopback receiver without a socket. Ports are counted up from 41001. */
export class FakeRedirectReceiver implements RedirectReceiver {
  /** How many of the next attempts to open fail. */
  failures = 0
  attempts = 0
  readonly #open: number[] = []
  #answer: ((request: RedirectRequest, port: number) => RedirectReply) | undefined
  #port = 41_000

  async open(answer: (request: RedirectRequest, port: number) => RedirectReply): Promise<OpenReceiver> {
    this.attempts += 1
    if (this.failures > 0) {
      this.failures -= 1
      throw new Error('listen EADDRINUSE')
    }
    this.#port += 1
    const port = this.#port
    this.#answer = answer
    this.#open.push(port)
    return {
      port,
      close: async () => {
        const at = this.#open.indexOf(port)
        if (at >= 0) this.#open.splice(at, 1)
      },
    }
  }

  /** Ports that are open now. */
  get openPorts(): readonly number[] {
    return this.#open
  }

  /** Sends a request as a browser would: GET, with the right Host. */
  request(target: string, changed: Partial<RedirectRequest> = {}): RedirectReply {
    if (!this.#answer) throw new Error('nothing was opened')
    const request = { method: 'GET', target, hosts: [`127.0.0.1:${this.#port}`], origins: [], ...changed }
    return this.#answer(request, this.#port)
  }
}
