/**
 * The `cause` of a network error that came before any of the request had left: no connection, no name, no proxy. Such a
 * request may be sent again even where sending it twice would not do.
 */
export class NotSent extends Error {
  /** `reason` is the system's code. */
  constructor(reason: string) {
    super(`nothing was sent: ${reason}`)
    this.name = 'NotSent'
  }
}
