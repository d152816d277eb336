/**
 * The window's way to the agent, whatever carries it.
 *
 * @module
 */
import type { CallName, CallReply, CallRequest } from '../../preload/contract/calls.ts'
import type { EventName, EventPayload } from '../../preload/contract/events.ts'

export interface AgentLink {
  /** The window is a tab of a browser, which opens further tabs. */
  readonly isTab: boolean
  /** Of one that is lost: the other end is gone for good, and is not asked for again. */
  readonly isOver?: boolean
  /** @throws {@link CallError} with what the agent says, or that it cannot be reached. */
  call<Name extends CallName>(name: Name, request: CallRequest<Name>): Promise<CallReply<Name>>
  /** Events that are not of their shape are dropped. Returns its end. */
  on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void): () => void
  /** Told at once how it stands, then at each change. Returns its end. */
  onConnection(listener: (state: ConnectionState) => void): () => void
}

export type ConnectionState = 'connecting' | 'open' | 'lost'

/** What `preload/bridge.ts` exposes. */
export interface ShellBridge {
  call(name: CallName, request: unknown): Promise<unknown>
  on(name: EventName, listener: (payload: unknown) => void): () => void
}
