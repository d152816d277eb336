import { type CallName, type CallReply, type CallRequest, calls } from '../../../preload/contract/calls.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { type FromAgent, fromAgentSchema } from '../../../preload/contract/messages.ts'
import type { WindowHub } from '../../serve/desktop/window-hub.ts'

/** What the agent answered. */
export type Answer<Name extends CallName> =
  | { readonly reply: CallReply<Name>; readonly error?: undefined }
  | { readonly error: ErrorView }

/** Asks the agent as a window does, from the tray. */
export async function callAgent<Name extends CallName>(
  hub: Pick<WindowHub, 'connect'>,
  name: Name,
  request: CallRequest<Name>,
): Promise<Answer<Name>> {
  const connection = hub.connect(() => undefined)
  try {
    const text = await connection.call(JSON.stringify({ kind: 'call', id: 0, name, request }))
    const answer: FromAgent | undefined =
      text === undefined ? undefined : fromAgentSchema.safeParse(JSON.parse(text)).data
    // The contract has just made the reply of its form.
    if (answer?.kind === 'reply') return { reply: calls[name].reply.parse(answer.reply) as CallReply<Name> }
    return { error: answer?.kind === 'refusal' ? answer.error : notUnderstood }
  } finally {
    connection.close()
  }
}

const notUnderstood: ErrorView = {
  code: 'agent-busy',
  message: 'The agent did not take this. Try again.',
  remedy: 'retry',
}
