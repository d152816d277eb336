/**
 * What the stand-in for Electron tells the test that runs it, and what it is told. Both travel over the process's own
 * channel, so the app under test sees none of it.
 *
 * @module
 */
import process from 'node:process'

/** A call of Electron's interface, as plain values: functions are named, class instances become their `id`. */
export interface Called {
  readonly kind: 'called'
  readonly what: string
  readonly words: readonly unknown[]
}

export interface Answered {
  readonly kind: 'answered'
  readonly id: number
  readonly value?: unknown
  readonly fault?: string
}

/** The test wants something done: an event, a click, a message of a page. */
export interface Driven {
  readonly kind: 'drive'
  readonly id: number
  readonly what: string
  readonly words: readonly unknown[]
}

type Drive = (...words: never[]) => unknown

const drives = new Map<string, Drive>()

export function called(what: string, ...words: readonly unknown[]): void {
  process.send?.({ kind: 'called', what, words: words.map(plain) } satisfies Called)
}

/** Makes something drivable by the test. */
export function onDrive(what: string, drive: Drive): void {
  drives.set(what, drive)
}

export function serveDrives(): void {
  process.on('message', ({ id, what, words }: Driven) => {
    void answer(id, what, words).then((answered) => process.send?.(answered))
  })
}

async function answer(id: number, what: string, words: readonly unknown[]): Promise<Answered> {
  try {
    const drive = drives.get(what)
    if (drive === undefined) throw new Error(`nothing is driven by ${what}`)
    return { kind: 'answered', id, value: await drive(...(words as never[])) }
  } catch (thrown) {
    return { kind: 'answered', id, fault: String(thrown) }
  }
}

/** As it can be sent to another process. */
export function plain(value: unknown): unknown {
  if (typeof value === 'function') return '(function)'
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map(plain)
  const { standInId } = value as { standInId?: unknown }
  if (standInId !== undefined) return `(${String(standInId)})`
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, plain(inner)]))
}
