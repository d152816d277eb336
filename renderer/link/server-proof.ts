/**
 * Whether the server that a tab comes back to is the one that it left.
 *
 * @module
 */
import { type Greeting, provenText, type Welcome } from '../../preload/contract/tab-greeting.ts'

export class ServerProof {
  #key: string | undefined
  #nonce: string | undefined

  /** What is sent first on a new connection. */
  greeting(): Greeting {
    this.#nonce = this.#key === undefined ? undefined : hex(crypto.getRandomValues(new Uint8Array(32)))
    return { kind: 'greet', nonce: this.#nonce ?? null }
  }

  /**
   * SECURITY (T16): after a crash of the agent another user's program may listen on its port. It gets this tab's cookie
   * with the handshake, but never had the key: it is told nothing, and nothing of it is shown.
   */
  async accepts(welcome: Welcome): Promise<boolean> {
    const [key, nonce] = [this.#key, this.#nonce]
    if (key === undefined || nonce === undefined) {
      if (welcome.kind !== 'welcome') return false
      this.#key = welcome.key
      return true
    }
    if (welcome.kind !== 'proof') return false
    const algorithm = { name: 'HMAC', hash: 'SHA-256' }
    const imported = await crypto.subtle.importKey('raw', bytes(key), algorithm, false, ['verify'])
    const text = new TextEncoder().encode(provenText(nonce))
    return crypto.subtle.verify('HMAC', imported, bytes(welcome.proof), text)
  }
}

function hex(from: Uint8Array): string {
  return Array.from(from, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function bytes(from: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(from.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
}
