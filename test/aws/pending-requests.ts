import { randomBytes } from 'node:crypto'

const lifeInMilliseconds = 600_000

/** Questions that a page is open for. Each can be answered once. */
export class PendingRequests<Asked> {
  readonly #pending = new Map<string, { readonly asked: Asked; readonly expiresAt: number }>()

  /** @returns The ticket that the page's form carries. */
  open(asked: Asked, now: number): string {
    const ticket = randomBytes(32).toString('base64url')
    this.#pending.set(ticket, { asked, expiresAt: now + lifeInMilliseconds })
    return ticket
  }

  take(ticket: string, now: number): Asked | undefined {
    const pending = this.#pending.get(ticket)
    this.#pending.delete(ticket)
    return pending && now <= pending.expiresAt ? pending.asked : undefined
  }
}
