import type { ConsentQuestionView } from '../../../../preload/contract/activity-views.ts'
import type { AnswerConsent } from '../../../actions/activity/answer-consent.ts'
import { InputError } from '../../../kernel/errors.ts'
import { flag } from '../arguments.ts'
import { answerOf, questionMessage, questionText } from '../consent-question.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { span } from '../style.ts'
import { type Verb, type VerbContext, verb } from '../verb.ts'

/** `signet approve` */
export function approve(consent: AnswerConsent): Verb {
  return verb({
    name: 'approve',
    summary: 'Answer programs that wait for your word',
    usage: '[ID]',
    options: {
      once: flag('a yes for this one time'),
      deny: flag('a no'),
      json: flag('what waits, as JSON'),
    },
    details: [
      'Without an ID: what waits, one after the other. With one: a yes, for the same program in the same terminal, until it has\n' +
        'not asked for 10 minutes, for 12 hours at most, and never past a lock.',
      'A yes is taken only at a terminal. It says what was checked of the program, never that the program is safe.',
    ],
    async run({ once, deny, json }, words, context) {
      const [id] = words
      if (words.length > 1 || (once && deny)) throw usage()
      const pending = consent.pending()
      if (json) {
        context.io.out(`${printableJson(pending)}\n`)
        return exitCodes.ok
      }
      if (id !== undefined || once || deny)
        return answerOne(consent, idOf(id, pending), { once, deny }, context)
      if (pending.length === 0) context.io.out('No program waits for your word.\n')
      else await answerEach(consent, pending, context)
      return exitCodes.ok
    },
  })
}

async function answerOne(
  consent: AnswerConsent,
  id: string,
  { once, deny }: { readonly once: boolean; readonly deny: boolean },
  { io, prompts, consumer }: VerbContext,
): Promise<number> {
  const answer = deny ? 'no' : 'yes'
  const question = await consent.answer({ id, answer, remember: !once, consumer }, prompts)
  io.out(questionText(question))
  if (deny) io.out('Denied.\n')
  else
    io.out(once || !question.canRemember ? 'Approved, once.\n' : 'Approved for this program and terminal.\n')
  return exitCodes.ok
}

async function answerEach(
  consent: AnswerConsent,
  pending: readonly ConsentQuestionView[],
  { io, prompts, consumer, now }: VerbContext,
): Promise<void> {
  for (const question of pending) {
    if (!prompts.ask) {
      io.out(`${question.id}  ${span(question.until - now())} left\n${questionText(question)}`)
      continue
    }
    for (;;) {
      const line = await prompts.ask({ message: questionMessage(question, now()), secret: false })
      if (line === undefined) return
      const answer = answerOf(line, question)
      if (!answer) continue
      await consent.answer({ id: question.id, ...answer, consumer }, prompts)
      io.out(answer.answer === 'yes' ? 'Approved.\n' : 'Denied.\n')
      break
    }
  }
}

function idOf(id: string | undefined, pending: readonly ConsentQuestionView[]): string {
  if (id !== undefined) return id
  const [only, another] = pending
  if (only && !another) return only.id
  throw new InputError(
    'not-found',
    only
      ? `Several wait. Name one: ${pending.map((view) => view.id).join(', ')}`
      : 'No program waits for your word.',
    'none',
  )
}

function usage(): InputError {
  return new InputError('request-malformed', 'Usage: signet approve [ID] [--once | --deny]', 'none')
}
