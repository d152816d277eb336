import { type EventName, type EventPayload, events } from '../../preload/contract/events.ts'

/** Who listens to which event. Payloads are judged by the contract before anybody sees them. */
export class EventListeners {
  readonly #listeners = new Map<EventName, Set<(payload: never) => void>>()

  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void {
    const all = this.#listeners.get(name) ?? new Set()
    this.#listeners.set(name, all.add(listener))
    return () => all.delete(listener)
  }

  tell(name: EventName, payload: unknown): void {
    const decoded = events[name].safeParse(payload)
    if (!decoded.success) return
    for (const listener of this.#listeners.get(name) ?? []) listener(decoded.data as never)
  }
}
