/**
 * The window's way to the agent in the desktop app: two functions, and nothing of Electron behind them (D7).
 *
 * @module
 */
import { contextBridge, ipcRenderer } from 'electron'
import { isCallName } from './contract/calls.ts'
import { channels } from './contract/channels.ts'
import { type EventName, isEventName } from './contract/events.ts'
import { type FromAgent, fromAgentSchema } from './contract/messages.ts'

exposeBridge()

type Listener = (payload: unknown) => void

function exposeBridge(): void {
  const listeners = new Map<EventName, Set<Listener>>()
  /** The last event of a name that came before anybody listened. */
  const unheard = new Map<EventName, unknown>()
  ipcRenderer.on(channels.event, (_event, text: unknown) => {
    const message = decode(text)
    if (message?.kind !== 'event' || !isEventName(message.name)) return
    const told = listeners.get(message.name)
    if (told === undefined) unheard.set(message.name, message.payload)
    for (const listener of told ?? []) listener(message.payload)
  })
  contextBridge.exposeInMainWorld('signet', {
    call,
    /** Returns its end. */
    on(name: string, listener: Listener): () => void {
      if (!isEventName(name)) return () => undefined
      const told = listeners.get(name) ?? new Set()
      listeners.set(name, told.add(listener))
      if (unheard.has(name)) listener(unheard.get(name))
      unheard.delete(name)
      return () => void told.delete(listener)
    },
  })
}

/** Answers `{ reply }` or `{ error }`: an error's fields do not survive the way here. */
async function call(name: string, request: unknown): Promise<unknown> {
  const unknown = {
    code: 'request-malformed',
    message: 'The window asked for something that this agent does not know. Reload the window.',
    remedy: 'none',
  }
  if (!isCallName(name)) return { error: unknown }
  const text = JSON.stringify({ kind: 'call', id: 0, name, request })
  const message = decode(await ipcRenderer.invoke(channels.call, text))
  if (message?.kind === 'reply') return { reply: message.reply }
  return { error: message?.kind === 'refusal' ? message.error : unknown }
}

function decode(text: unknown): FromAgent | undefined {
  try {
    return typeof text === 'string' ? fromAgentSchema.safeParse(JSON.parse(text)).data : undefined
  } catch {
    return undefined
  }
}
