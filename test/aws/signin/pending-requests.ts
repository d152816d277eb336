import { randomBytes } from 'node:crypto'
import type { AuthorizeRequest } from './authorize-request.ts'

const lifeInMilliseconds = 600_000

/** Authorize requests that a page is open for. Each can be answered once. */
export class PendingRequests {
  readonly #pending = new Map<string, { readonly request: AuthorizeRequest; readonly expiresAt: number }>()

  /** @returns The ticket that the page's form carries. */
  open(request: AuthorizeRequest, now: number): string {
    const ticket = randomBytes(32).toString('base64url')
    this.#pending.set(ticket, { request, expiresAt: now + lifeInMilliseconds })
    return ticket
  }

  take(ticket: string, now: number): AuthorizeRequest | undefined {
    const pending = this.#pending.get(ticket)
    this.#pending.delete(ticket)
    return pending && now <= pending.expiresAt ? pending.request : undefined
  }
}
