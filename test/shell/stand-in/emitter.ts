import { EventEmitter } from 'node:events'

// biome-ignore lint/suspicious/noExplicitAny: Electron's listeners take what their event brings
export type Listener = (...words: any[]) => void

/** Listeners as Electron's classes have them, in a form that fits each of their overloads. */
export class Emitter {
  readonly #emitter = new EventEmitter()

  on(event: string, listener: Listener): never {
    this.#emitter.on(event, listener)
    return this as never
  }

  once(event: string, listener: Listener): never {
    this.#emitter.once(event, listener)
    return this as never
  }

  off(event: string, listener: Listener): never {
    this.#emitter.off(event, listener)
    return this as never
  }

  /** Tells the listeners; whether one of them prevented what would follow. */
  tell(
    event: string,
    ...words: readonly unknown[]
  ): { readonly heard: boolean; readonly prevented: boolean } {
    let prevented = false
    const preventDefault = () => {
      prevented = true
    }
    const [first, ...rest] = words
    const details = { ...(typeof first === 'object' ? first : {}), preventDefault, defaultPrevented: false }
    const heard = this.#emitter.emit(event, details, ...(typeof first === 'object' ? rest : words))
    return { heard, prevented }
  }

  /** Tells the listeners of an event that brings no event object. */
  tellBare(event: string, ...words: readonly unknown[]): boolean {
    return this.#emitter.emit(event, ...words)
  }

  listens(event: string): number {
    return this.#emitter.listenerCount(event)
  }
}
