/**
 * What changes console access: `plan`, `apply`, `enable`, `disable`, `statements add`, `statements remove`, `undo`. They differ
 * in what they ask for; how a change is shown, confirmed and sent is the same.
 *
 * @module
 */
import type { ChangeResultView } from '../../../../preload/contract/console-access-views.ts'
import type {
  ChangeConsoleAccess,
  ChangeRequest,
} from '../../../actions/console-access/console-access-change.ts'
import type { ListConsoleAccessChanges } from '../../../actions/console-access/console-access-history.ts'
import type { ChangeProgress } from '../../../actions/console-access/console-access-run.ts'
import type { UndoConsoleAccess } from '../../../actions/console-access/console-access-undo.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag, type OptionValues, text } from '../arguments.ts'
import { exitCodeFor, exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable, span, styleFor } from '../style.ts'
import { type Verb, type VerbContext, verb } from '../verb.ts'
import {
  assertNoWords,
  consoleAccessRequest,
  placeOptions,
  sendOptions,
  statementInput,
  statementOptions,
  viewpointOptions,
} from './console-access-options.ts'
import { historyText, planText, resultText, stepText } from './console-access-plan-text.ts'

const changeOptions = {
  file: text('FILE', 'everything as in this file, which "export" wrote'),
  enable: flag('turn console authorization on'),
  disable: flag('turn it off'),
  remove: text('IDS', 'statements to remove: ids or beginnings of them, separated by commas'),
  ...statementOptions,
}
const common = { ...placeOptions, ...viewpointOptions }

/** `signet console-access plan` */
export function consoleAccessPlan(act: ChangeConsoleAccess): Verb {
  return verb({
    name: 'console-access plan',
    summary: 'Show what a change would do, and send nothing',
    options: { ...changeOptions, ...common },
    run(values, words, context) {
      assertNoWords(words, 'console-access plan [--file FILE] [--enable] [--source-ip RANGE …]')
      const wish = { ...wishOf(values), ...consoleAccessRequest(values, context) }
      return carriedOut(values, context, (prompts, show) =>
        act({ ...wish, dryRun: true, isConfirmed: false, confirm: undefined }, prompts, show),
      )
    },
  })
}

/** `signet console-access apply` */
export function consoleAccessApply(act: ChangeConsoleAccess): Verb {
  return verb({
    name: 'console-access apply',
    summary: 'Show the same, ask, and send it call by call',
    options: { ...changeOptions, ...sendOptions, ...common },
    run(values, words, context) {
      assertNoWords(words, 'console-access apply [--file FILE] [--enable] [--source-ip RANGE …]')
      const wish = wishOf(values)
      return carriedOut(values, context, (prompts, show) =>
        act({ ...wish, ...sending(values), ...consoleAccessRequest(values, context) }, prompts, show),
      )
    },
  })
}

/** `signet console-access enable` and `disable` */
export function consoleAccessSwitch(act: ChangeConsoleAccess, word: 'enable' | 'disable'): Verb {
  return verb({
    name: `console-access ${word}`,
    summary:
      word === 'enable'
        ? 'Turn console authorization on: the statements begin to bind'
        : 'Turn it off: nobody is refused any more',
    options: { ...sendOptions, ...common },
    run(values, words, context) {
      assertNoWords(words, `console-access ${word} [--profile NAME] [--target ID]`)
      const authorization = word === 'enable' ? 'on' : 'off'
      return carriedOut(values, context, (prompts, show) =>
        act({ authorization, ...sending(values), ...consoleAccessRequest(values, context) }, prompts, show),
      )
    },
  })
}

/** `signet console-access statements add` */
export function consoleAccessAdd(act: ChangeConsoleAccess): Verb {
  return verb({
    name: 'console-access statements add',
    summary: 'Add a statement that refuses sign-in from elsewhere',
    options: { ...statementOptions, ...sendOptions, ...common },
    run(values, words, context) {
      const usage = 'console-access statements add --source-ip RANGE --excluded-principal ARN'
      assertNoWords(words, usage)
      const input = statementInput(values)
      if (!input)
        throw new InputError('request-malformed', `Say what the statement lets in: signet ${usage}`, 'none')
      return carriedOut(values, context, (prompts, show) =>
        act({ add: [input], ...sending(values), ...consoleAccessRequest(values, context) }, prompts, show),
      )
    },
  })
}

/** `signet console-access statements remove` */
export function consoleAccessRemove(act: ChangeConsoleAccess): Verb {
  return verb({
    name: 'console-access statements remove',
    summary: 'Remove statements by their ids, or the beginnings of them',
    usage: 'ID …',
    options: { ...sendOptions, ...common },
    run(values, remove, context) {
      if (remove.length === 0) {
        throw new InputError(
          'request-malformed',
          'Usage: signet console-access statements remove ID …',
          'none',
        )
      }
      return carriedOut(values, context, (prompts, show) =>
        act({ remove, ...sending(values), ...consoleAccessRequest(values, context) }, prompts, show),
      )
    },
  })
}

/** `signet console-access undo` */
export function consoleAccessUndo(act: UndoConsoleAccess, list: ListConsoleAccessChanges): Verb {
  return verb({
    name: 'console-access undo',
    summary: 'Take the last change back, planned and shown like any other',
    options: {
      change: text('ID', 'another change than the last one'),
      list: flag('the changes that Signet made here, and nothing else'),
      ...sendOptions,
      ...common,
    },
    async run(values, words, context) {
      assertNoWords(words, 'console-access undo [--change ID | --list]')
      const request = consoleAccessRequest(values, context)
      if (values.list) {
        const changes = await list(request.profile)
        context.io.out(values.json ? `${printableJson(changes)}\n` : historyText(changes, context.style))
        return exitCodes.ok
      }
      return carriedOut(values, context, (prompts, show) =>
        act({ changeId: values.change, ...sending(values), ...request }, prompts, show),
      )
    },
  })
}

function sending(values: OptionValues<typeof sendOptions>) {
  return { dryRun: values['dry-run'], isConfirmed: values.yes, confirm: values.confirm }
}

/** @throws {@link InputError} `request-malformed` for no wish, or two that exclude each other. */
function wishOf(
  values: OptionValues<typeof changeOptions>,
): Pick<ChangeRequest, 'authorization' | 'add' | 'remove' | 'file'> {
  const { file, enable, disable, remove } = values
  const input = statementInput(values)
  const isPieces = enable || disable || remove !== undefined || input !== undefined
  if ((file !== undefined) === isPieces || (enable && disable)) {
    throw new InputError(
      'request-malformed',
      'Say what is wanted: --file FILE, or any of --enable or --disable, --remove IDS, and a statement such as --source-ip RANGE --excluded-principal ARN.',
      'none',
    )
  }
  return {
    file,
    authorization: enable ? 'on' : disable ? 'off' : undefined,
    add: input && [input],
    remove: remove
      ?.split(',')
      .map((id) => id.trim())
      .filter((id) => id !== ''),
  }
}

type Act = (
  prompts: VerbContext['prompts'],
  show: (progress: ChangeProgress) => void,
) => Promise<ChangeResultView>

async function carriedOut(
  { json }: { readonly json: boolean },
  context: VerbContext,
  act: Act,
): Promise<number> {
  const { io, style, prompts, request } = context
  const result = await act(prompts, (progress) => {
    // With --json what is asked needs something to be asked about, and stdout is for the result.
    if (progress.kind === 'plan') {
      if (!json) io.out(planText(progress.plan, style))
      else if (prompts.ask) io.err(planText(progress.plan, styleFor(request, 'stderr')))
    } else if (!json) io.err(progressText(progress, context))
  })
  if (json) io.out(`${printableJson(result)}\n`)
  else io.out(resultText(result, style))
  if (result.fault) io.err(`signet: ${result.fault.message.split('\n').map(printable).join('\n')}\n`)
  return exitCodeOf(result)
}

function progressText(progress: Exclude<ChangeProgress, { kind: 'plan' }>, { request }: VerbContext): string {
  const style = styleFor(request, 'stderr')
  return progress.kind === 'step'
    ? stepText(progress.step, progress.number, progress.of, style)
    : style.dim(`  AWS does not show it yet, ${span(progress.milliseconds)}\n`)
}

function exitCodeOf({ outcome, fault }: ChangeResultView): number {
  if (fault) return exitCodeFor(fault)
  return outcome === 'declined' || outcome === 'cancelled' ? exitCodes.cancelled : exitCodes.ok
}
