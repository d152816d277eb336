/**
 * The link over the shell's preload.
 *
 * @module
 */
import { calls } from '../../preload/contract/calls.ts'
import { errorViewSchema } from '../../preload/contract/errors.ts'
import type { EventName, EventPayload } from '../../preload/contract/events.ts'
import type { AgentLink, ConnectionState, ShellBridge } from './agent-link.ts'
import { CallError } from './call-error.ts'
import { EventListeners } from './event-listeners.ts'

export function shellLink(shell: ShellBridge): AgentLink {
  const listeners = new EventListeners()
  const heard = new Set<EventName>()
  return {
    isTab: false,
    async call(name, request) {
      // Errors do not survive IPC with their fields, so a refusal comes as a value.
      const answer = (await shell.call(name, request)) as { reply?: unknown; error?: unknown }
      const error = errorViewSchema.safeParse(answer.error)
      if (error.success) throw new CallError(error.data)
      return calls[name].reply.parse(answer.reply) as never
    },
    on<Name extends EventName>(name: Name, listener: (payload: EventPayload<Name>) => void) {
      if (!heard.has(name)) {
        heard.add(name)
        shell.on(name, (payload) => listeners.tell(name, payload))
      }
      return listeners.on(name, listener)
    },
    onConnection(listener: (state: ConnectionState) => void) {
      listener('open')
      return () => undefined
    },
  }
}
