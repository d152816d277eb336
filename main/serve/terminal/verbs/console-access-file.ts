/**
 * Console access and a file: `export`, `drift`.
 *
 * @module
 */
import type { CompareConsoleAccess } from '../../../actions/console-access/console-access-drift.ts'
import type { ExportConsoleAccess } from '../../../actions/console-access/console-access-export.ts'
import { InputError } from '../../../kernel/errors.ts'
import { text } from '../arguments.ts'
import { diffText } from '../diff-text.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable } from '../style.ts'
import { type Verb, verb } from '../verb.ts'
import { assertNoWords, consoleAccessRequest, placeOptions } from './console-access-options.ts'

/** `signet console-access export` */
export function consoleAccessExport(act: ExportConsoleAccess): Verb {
  return verb({
    name: 'console-access export',
    summary: 'What stands at AWS, as a file to keep, compare and put back',
    options: { out: text('FILE', 'where it goes; printed when left out'), ...placeOptions },
    async run(values, words, context) {
      assertNoWords(words, 'console-access export [--out FILE]')
      const request = { out: values.out, ...consoleAccessRequest(values, context) }
      const { path, text: content, statements } = await act(request, context.prompts)
      if (path === undefined) context.io.out(content)
      else if (values.json) context.io.out(`${printableJson({ path, statements })}\n`)
      else {
        const count = statements === 1 ? '1 statement' : `${statements} statements`
        context.io.out(`Written: ${printable(path)} (${count})\n`)
      }
      return exitCodes.ok
    },
  })
}

/** `signet console-access drift` */
export function consoleAccessDrift(act: CompareConsoleAccess): Verb {
  return verb({
    name: 'console-access drift',
    summary: 'Compare what stands at AWS with a file; ends with 1 when they differ',
    options: { file: text('FILE', 'which "export" wrote'), ...placeOptions },
    async run(values, words, context) {
      const usage = 'console-access drift --file FILE'
      assertNoWords(words, usage)
      if (values.file === undefined)
        throw new InputError('request-malformed', `Usage: signet ${usage}`, 'none')
      const { io, style, prompts } = context
      const drift = await act({ file: values.file, ...consoleAccessRequest(values, context) }, prompts)
      if (values.json) io.out(`${printableJson(drift)}\n`)
      else if (drift.isSame)
        io.out(`${style.good('The same')}: account ${drift.accountId} is as in ${printable(drift.path)}.\n`)
      else {
        io.out(
          `${style.warn('Differs')} from ${printable(drift.path)} (- in the file only, + at AWS only):\n`,
        )
        io.out(diffText(drift.diff, style))
        io.out(`To make it as in the file: signet console-access apply --file ${printable(values.file)}\n`)
      }
      return drift.isSame ? exitCodes.ok : exitCodes.failed
    },
  })
}
