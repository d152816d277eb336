import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Where a listing goes on. */
export interface PagePosition {
  readonly offset: number
  /** True: the page before this one was empty. */
  readonly afterEmpty: boolean
}

/** Page tokens, each good for the listing that gave it and for no other. */
export class PageTokens {
  readonly #key = randomBytes(32)

  /** @param listing - What is listed, and for whom. */
  issue(listing: string, { offset, afterEmpty }: PagePosition): string {
    const position = `${offset}.${afterEmpty ? 1 : 0}`
    return Buffer.concat([this.#seal(listing, position), Buffer.from(position)]).toString('base64')
  }

  /** Undefined for a token that this listing did not give. */
  read(listing: string, token: string): PagePosition | undefined {
    const bytes = Buffer.from(token, 'base64')
    const position = bytes.subarray(32).toString()
    const seal = this.#seal(listing, position)
    if (bytes.length <= 32 || !timingSafeEqual(bytes.subarray(0, 32), seal)) return undefined
    const [offset, afterEmpty] = position.split('.')
    return { offset: Number(offset), afterEmpty: afterEmpty === '1' }
  }

  #seal(listing: string, position: string): Buffer {
    return createHmac('sha256', this.#key)
      .update(JSON.stringify([listing, position]))
      .digest()
  }
}
