/**
 * What answers each call of the contract.
 *
 * @module
 */
import type { CallName, CallReply, CallRequest } from '../../../preload/contract/calls.ts'
import type { AskingTab } from '../../actions/console/console-request.ts'

/** Of the window that asks. */
export interface WindowContext {
  /** Aborts when the window is gone. What a person has started goes on: it is a task, and outlives its window. */
  readonly signal: AbortSignal
  /** Undefined for a window that is no browser tab. */
  readonly tab?: AskingTab | undefined
}

export type Handler<Name extends CallName> = (
  request: CallRequest<Name>,
  context: WindowContext,
) => Promise<CallReply<Name>> | CallReply<Name>

export type Handlers = { readonly [Name in CallName]: Handler<Name> }
