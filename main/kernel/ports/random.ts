/** Unguessable values. */
export interface Random {
  bytes(length: number): Uint8Array<ArrayBuffer>
  /** UUID version 4 (RFC 9562, section 5.4), lower case with dashes. */
  uuid(): string
  /** Evenly spread in [0, 1), for jitter. */
  unit(): number
}
