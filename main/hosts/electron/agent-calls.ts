import type { CallName, CallRequest } from '../../../preload/contract/calls.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { type FromAgent, fromAgentSchema } from '../../../preload/contract/messages.ts'
import type { WindowHub } from '../../serve/desktop/window-hub.ts'

/** Asks the agent as a window does, from the tray. Undefined when it was done, else why it was not. */
export async function callAgent<Name extends CallName>(
  hub: Pick<WindowHub, 'connect'>,
  name: Name,
  request: CallRequest<Name>,
): Promise<ErrorView | undefined> {
  const connection = hub.connect(() => undefined)
  try {
    const text = await connection.call(JSON.stringify({ kind: 'call', id: 0, name, request }))
    const answer: FromAgent | undefined =
      text === undefined ? undefined : fromAgentSchema.safeParse(JSON.parse(text)).data
    if (answer?.kind === 'reply') return undefined
    return answer?.kind === 'refusal' ? answer.error : notUnderstood
  } finally {
    connection.close()
  }
}

const notUnderstood: ErrorView = {
  code: 'agent-busy',
  message: 'The agent did not take this. Try again.',
  remedy: 'retry',
}
