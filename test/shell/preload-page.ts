/**
 * Runs the built preload in a page, with what Electron gives a sandboxed one: `contextBridge` and `ipcRenderer`. Values
 * that cross to the page are copied and functions wrapped, as Electron does; nothing else of it can be reached from there.
 * Electron has a JavaScript world of its own for this, which a page of Chromium alone does not: here it is a closure.
 */
export interface PageNames {
  /** The binding that carries a message to the main process, taken away before the page's own scripts run. */
  readonly invoke: string
  /** Where the test hands in messages of the main process. */
  readonly deliver: string
}

/** A script for the beginning of each document. */
export function preloadScript(preload: string, names: PageNames): string {
  return `(${inPage.toString()})(${JSON.stringify(names)}, function (require, module, exports) {${preload}\n})`
}

type Preload = (require: (name: string) => unknown, module: { exports: object }, exports: object) => void

/** Runs in the page: it may use nothing from outside itself. */
function inPage(names: PageNames, preload: Preload): void {
  if (window !== window.top) return
  const page = window as unknown as Record<string, unknown>
  const invoke = page[names.invoke] as (channel: string, ...words: unknown[]) => Promise<unknown>
  delete page[names.invoke]
  const listeners = new Map<string, ((event: object, ...words: unknown[]) => void)[]>()
  const crossing = (value: unknown): unknown => {
    if (typeof value === 'function') return wrapped(value as (...words: unknown[]) => unknown)
    if (Array.isArray(value)) return value.map(crossing)
    if (typeof value !== 'object' || value === null) return value
    return Object.freeze(
      Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, crossing(inner)])),
    )
  }
  const wrapped =
    (target: (...words: unknown[]) => unknown) =>
    (...words: unknown[]): unknown => {
      const result = target(...words.map(crossing))
      return result instanceof Promise ? result.then(crossing) : crossing(result)
    }
  const electron = {
    contextBridge: {
      exposeInMainWorld: (name: string, api: object) =>
        Object.defineProperty(window, name, { value: crossing(api), enumerable: true }),
    },
    ipcRenderer: {
      invoke: (channel: string, ...words: unknown[]) => invoke(channel, ...words),
      on: (channel: string, listener: (event: object, ...words: unknown[]) => void) => {
        listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
      },
    },
  }
  Object.defineProperty(window, names.deliver, {
    value: (channel: string, words: readonly unknown[]) => {
      for (const listener of listeners.get(channel) ?? []) listener({}, ...words)
    },
  })
  const require = (name: string): unknown => {
    if (name === 'electron') return electron
    throw new Error(`a sandboxed preload cannot load ${name}`)
  }
  preload(require, { exports: {} }, {})
}
