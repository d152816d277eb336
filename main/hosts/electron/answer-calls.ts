/**
 * Calls of the window over IPC: judged, measured, answered by the agent's own handlers (T16).
 *
 * @module
 */
import { ipcMain } from 'electron'
import { channels } from '../../../preload/contract/channels.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import { encodeRefusal } from '../../serve/desktop/wire.ts'
import { CallPace, mayCall } from './decisions/call-gate.ts'
import type { MainWindow } from './main-window.ts'
import { senderOf } from './sender-of.ts'

/** Always answers with the text of a reply or a refusal; never throws into the window. */
export function answerCalls(window: Pick<MainWindow, 'contents' | 'connection'>): void {
  const pace = new CallPace()
  ipcMain.handle(channels.call, (event, ...words: unknown[]) => {
    // SECURITY: who asks comes before what is asked.
    if (!mayCall(senderOf(event, window.contents))) return encodeRefusal(0, notOurs)
    const [text] = words
    if (words.length !== 1 || typeof text !== 'string') return encodeRefusal(0, malformed)
    if (!pace.accepts(performance.now())) return encodeRefusal(0, flood)
    return window.connection?.call(text) ?? encodeRefusal(0, malformed)
  })
}

const notOurs: ErrorView = {
  code: 'access-denied',
  message: 'Only the window of Signet may ask this.',
  remedy: 'none',
}
const malformed: ErrorView = {
  code: 'request-malformed',
  message: 'The window asked for something that this agent does not know. Reload the window.',
  remedy: 'none',
}
const flood: ErrorView = {
  code: 'agent-busy',
  message: 'The window asks too often. Wait a moment, then try again.',
  remedy: 'retry',
}
