/**
 * A call of a window → its handler → the reply.
 *
 * @module
 */
import { type CallName, calls, isCallName } from '../../../preload/contract/calls.ts'
import type { CallMessage } from '../../../preload/contract/messages.ts'
import { AppError, errorView, InputError } from '../../kernel/errors.ts'
import { placeOf } from '../../kernel/place-of.ts'
import type { Log } from '../../kernel/ports/log.ts'
import type { Handler, Handlers, WindowContext } from './handlers.ts'
import { windowError } from './window-words.ts'
import { encodeRefusal, encodeReply } from './wire.ts'

/** Answers any call with one message; never throws. */
export async function dispatch(
  { id, name, request }: CallMessage,
  handlers: Handlers,
  context: WindowContext,
  log: Log,
): Promise<string> {
  try {
    if (!isCallName(name)) throw malformed()
    return encodeReply(id, await run(name, request, handlers, context))
  } catch (thrown) {
    // Its text may hold anything, so only its place is written down (T23).
    if (!(thrown instanceof AppError)) log.note('internal', { place: placeOf(thrown), operation: 'window' })
    return encodeRefusal(id, windowError(errorView(thrown)))
  }
}

async function run<Name extends CallName>(
  name: Name,
  request: unknown,
  handlers: Handlers,
  context: WindowContext,
): Promise<unknown> {
  const row = calls[name]
  const decoded = row.request.safeParse(request)
  if (!decoded.success) throw malformed()
  // The row's own schema has just said that the request is the handler's.
  const handler = handlers[name] as Handler<CallName>
  const reply = await handler(decoded.data as never, context)
  // SECURITY (T15): the schema drops every field that it does not name, so nothing else can cross.
  return row.reply.parse(reply)
}

function malformed(): InputError {
  return new InputError(
    'request-malformed',
    'The window asked for something that this agent does not know. Reload the window.',
    'none',
  )
}
