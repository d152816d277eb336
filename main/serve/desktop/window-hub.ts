/**
 * Every window that is open, whatever carries its messages: IPC of the shell, or a WebSocket of a browser tab.
 *
 * @module
 */

import { calls, isCallName } from '../../../preload/contract/calls.ts'
import type { EventName, EventPayload } from '../../../preload/contract/events.ts'
import type { StateUpdate } from '../../../preload/contract/state.ts'
import type { AskingTab } from '../../actions/console/console-request.ts'
import type { Clock } from '../../kernel/ports/clock.ts'
import type { Log } from '../../kernel/ports/log.ts'
import { dispatch } from './dispatch.ts'
import type { Handlers } from './handlers.ts'
import { type ReadState, WindowStateMirror } from './window-state.ts'
import { decodeCall, encodeEvent } from './wire.ts'

/** Takes one message to a window. */
type Send = (text: string) => void

/** The agent's end of one window. */
export interface WindowConnection {
  /** False for what is no call: whoever carries it ends the connection. */
  receive(text: string): boolean
  /** The same for who waits for one answer: the reply or the refusal; undefined for what is no call. */
  call(text: string): Promise<string> | undefined
  /** The window is gone. */
  close(): void
}

export interface WindowHub {
  /**
   * @param send - Takes one message to the window. Must not throw.
   * @param tab - Where the window is a browser tab.
   */
  connect(send: Send, tab?: AskingTab): WindowConnection
  /** Told of each change that is noticed, without being a window: nothing is looked at for its sake. Returns its end. */
  watch(told: (update: StateUpdate) => void): () => void
  /** Tells every window. */
  tell<Name extends EventName>(name: Name, payload: EventPayload<Name>): void
  /** Something may have changed. */
  poke(options?: { readonly withFiles: boolean }): void
  connections(): number
  close(): void
}

export interface WindowHubNeeds {
  readonly handlers: Omit<Handlers, 'state.read' | 'state.refresh'>
  readonly read: ReadState
  readonly clock: Pick<Clock, 'schedule'>
  readonly log: Log
}

/** Calls that one window may have under way: more is a flood (T27). */
const mostCallsUnderWay = 64

export function windowHub({ handlers, read, clock, log }: WindowHubNeeds): WindowHub {
  const windows = new Set<Send>()
  /** Those that have the whole: to others a change of it says nothing. */
  const followers = new Set<Send>()
  const watchers = new Set<(update: StateUpdate) => void>()
  const mirror = new WindowStateMirror({
    ...{ read, clock },
    onUpdate(update) {
      for (const told of watchers) told(update)
      tellThose(followers, 'state.changed', update)
    },
  })
  const poke = (options = { withFiles: false }) => void mirror.refresh(options).catch(() => undefined)
  return {
    connect(send, tab) {
      const gone = new AbortController()
      let underWay = 0
      windows.add(send)
      const own: Handlers = {
        ...handlers,
        'state.read': () => mirror.snapshot(() => windows.has(send) && followers.add(send)),
        async 'state.refresh'() {
          await mirror.refresh({ withFiles: true })
          return {}
        },
      }
      mirror.start()
      const call = (text: string): Promise<string> | undefined => {
        const message = decodeCall(text)
        if (message === undefined || underWay >= mostCallsUnderWay) return undefined
        underWay += 1
        return dispatch(message, own, { signal: gone.signal, tab }, log).then((reply) => {
          underWay -= 1
          // What a call has changed is seen at once, not at the next look.
          if (isCallName(message.name) && calls[message.name].changes) poke({ withFiles: true })
          return reply
        })
      }
      return {
        call,
        receive(text) {
          const reply = call(text)
          void reply?.then((told) => {
            if (!gone.signal.aborted) send(told)
          })
          return reply !== undefined
        },
        close() {
          if (!windows.delete(send)) return
          followers.delete(send)
          gone.abort(new Error('the window is gone'))
          if (windows.size === 0) mirror.stop()
        },
      }
    },
    watch(told) {
      watchers.add(told)
      return () => watchers.delete(told)
    },
    tell: (name, payload) => tellThose(windows, name, payload),
    poke,
    connections: () => windows.size,
    close() {
      mirror.stop()
      windows.clear()
      followers.clear()
    },
  }
}

function tellThose<Name extends EventName>(
  those: ReadonlySet<Send>,
  name: Name,
  payload: EventPayload<Name>,
): void {
  if (those.size === 0) return
  const text = encodeEvent(name, payload)
  for (const send of those) send(text)
}
