/**
 * The web-standard globals that rooms without a host may use: they are the same in Node, Electron and a browser.
 * This file stands in place of the DOM and Node types for the core, so that reaching for a host is a type error.
 * It is left out where the host's own types are in.
 */

declare class URLSearchParams {
  constructor(init?: string | Record<string, string> | Iterable<readonly [string, string]>)
  append(name: string, value: string): void
  get(name: string): string | null
  getAll(name: string): string[]
  has(name: string): boolean
  set(name: string, value: string): void
  delete(name: string): void
  keys(): IterableIterator<string>
  entries(): IterableIterator<[string, string]>
  [Symbol.iterator](): IterableIterator<[string, string]>
  toString(): string
}

declare class URL {
  constructor(url: string, base?: string | URL)
  static canParse(url: string, base?: string): boolean
  readonly href: string
  readonly origin: string
  protocol: string
  username: string
  password: string
  host: string
  hostname: string
  port: string
  pathname: string
  search: string
  readonly searchParams: URLSearchParams
  hash: string
  toString(): string
  toJSON(): string
}

declare class TextEncoder {
  encode(input?: string): Uint8Array<ArrayBuffer>
}

declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean })
  decode(input?: ArrayBuffer | ArrayBufferView): string
}

interface AbortSignal {
  readonly aborted: boolean
  readonly reason: unknown
  throwIfAborted(): void
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
declare const AbortSignal: { abort(reason?: unknown): AbortSignal; any(signals: AbortSignal[]): AbortSignal }

declare class AbortController {
  readonly signal: AbortSignal
  abort(reason?: unknown): void
}

interface CryptoKey {
  readonly type: 'private' | 'public' | 'secret'
  readonly extractable: boolean
}

interface CryptoKeyPair {
  readonly privateKey: CryptoKey
  readonly publicKey: CryptoKey
}

interface JsonWebKey {
  kty?: string
  crv?: string
  x?: string
  y?: string
  d?: string
  key_ops?: string[]
  ext?: boolean
}

declare const crypto: {
  readonly subtle: {
    digest(algorithm: 'SHA-1' | 'SHA-256', bytes: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer>
    generateKey(
      algorithm: { name: 'ECDSA'; namedCurve: 'P-256' },
      extractable: boolean,
      usages: ('sign' | 'verify')[],
    ): Promise<CryptoKeyPair>
    importKey(
      format: 'jwk',
      key: JsonWebKey,
      algorithm: { name: 'ECDSA'; namedCurve: 'P-256' },
      extractable: boolean,
      usages: ('sign' | 'verify')[],
    ): Promise<CryptoKey>
    exportKey(format: 'jwk', key: CryptoKey): Promise<JsonWebKey>
  }
}

declare function btoa(binary: string): string
declare function atob(base64: string): string
declare function structuredClone<T>(value: T): T
