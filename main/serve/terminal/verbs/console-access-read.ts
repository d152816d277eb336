/**
 * Reading console access: `status`, `statements list`.
 *
 * @module
 */
import type { ReadConsoleAccess } from '../../../actions/console-access/console-access-status.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { type Verb, verb } from '../verb.ts'
import {
  assertNoWords,
  consoleAccessRequest,
  placeOptions,
  viewpointOptions,
} from './console-access-options.ts'
import { statementsText, statusText } from './console-access-status-text.ts'

/** `signet console-access status` */
export function consoleAccessStatus(act: ReadConsoleAccess): Verb {
  return verb({
    name: 'console-access status',
    summary: 'Who may sign in to the console now, and from where',
    options: { ...placeOptions, ...viewpointOptions },
    async run(values, words, context) {
      assertNoWords(words, 'console-access status [--profile NAME] [--target ID]')
      const view = await act(consoleAccessRequest(values, context), context.prompts)
      context.io.out(values.json ? `${printableJson(view)}\n` : statusText(view, context.style))
      return exitCodes.ok
    },
  })
}

/** `signet console-access statements list` */
export function consoleAccessStatements(act: ReadConsoleAccess): Verb {
  return verb({
    name: 'console-access statements list',
    summary: 'The statements, with their ids',
    options: { ...placeOptions },
    async run(values, words, context) {
      assertNoWords(words, 'console-access statements list')
      const { io, style, prompts } = context
      const { statements, isOn } = await act(consoleAccessRequest(values, context), prompts)
      if (values.json) io.out(`${printableJson(statements)}\n`)
      else if (statements.length === 0) io.out('There are no statements.\n')
      else io.out(statementsText(statements, style))
      if (!isOn && statements.length > 0 && !values.json) {
        io.err('They are inert until console authorization is on: signet console-access enable\n')
      }
      return exitCodes.ok
    },
  })
}
