/**
 * A terminal that follows the activity: lines as they come, and one question at a time. While a person reads a question,
 * lines wait, for what is said meanwhile would take the question away.
 *
 * @module
 */
import type { ActivityView, ConsentQuestionView } from '../../../preload/contract/activity-views.ts'
import type { AnswerConsent } from '../../actions/activity/answer-consent.ts'
import type { ActivityListener } from '../../actions/activity/follow-activity.ts'
import { errorView } from '../../kernel/errors.ts'
import { activityLine } from './activity-text.ts'
import { answerOf, questionMessage } from './consent-question.ts'
import { printableJson } from './printable-json.ts'
import { printable } from './style.ts'
import type { VerbContext } from './verb.ts'

export function followScreen(
  context: VerbContext,
  consent: AnswerConsent,
  isJson: boolean,
): ActivityListener {
  if (isJson) return jsonScreen(context)
  return context.prompts.ask ? new AskingScreen(context, consent) : plainScreen(context)
}

function jsonScreen({ io }: VerbContext): ActivityListener {
  const fresh = unseen()
  return {
    line: (view) => io.out(`${printableJson(view)}\n`),
    questions(pending) {
      for (const question of fresh(pending)) io.out(`${printableJson({ question })}\n`)
    },
  }
}

function plainScreen({ io, style }: VerbContext): ActivityListener {
  const fresh = unseen()
  return {
    line: (view) => io.out(activityLine(view, style, { isOfDays: false })),
    questions(pending) {
      for (const { id, profile } of fresh(pending)) {
        io.out(`Profile ${printable(profile)} asks first. Answer at a terminal: signet approve ${id}\n`)
      }
    },
  }
}

/** Each question once. */
function unseen(): (pending: readonly ConsentQuestionView[]) => readonly ConsentQuestionView[] {
  let seen = new Set<string>()
  return (pending) => {
    const fresh = pending.filter(({ id }) => !seen.has(id))
    seen = new Set(pending.map(({ id }) => id))
    return fresh
  }
}

class AskingScreen implements ActivityListener {
  readonly #context: VerbContext
  readonly #consent: AnswerConsent
  #lines: string[] = []
  #pending: readonly ConsentQuestionView[] = []
  #asked: ConsentQuestionView | undefined

  constructor(context: VerbContext, consent: AnswerConsent) {
    this.#context = context
    this.#consent = consent
  }

  line(view: ActivityView): void {
    this.#lines.push(activityLine(view, this.#context.style, { isOfDays: false }))
    this.#flush()
  }

  questions(pending: readonly ConsentQuestionView[]): void {
    this.#pending = pending
    const asked = this.#asked
    if (asked && !pending.some(({ id }) => id === asked.id)) {
      this.#asked = undefined
      this.#context.io.out(`\nThat question is over.\n`)
    }
    this.#next()
  }

  #flush(): void {
    if (this.#asked || this.#lines.length === 0) return
    this.#context.io.out(this.#lines.join(''))
    this.#lines = []
  }

  #next(): void {
    this.#flush()
    const [question] = this.#pending
    if (this.#asked || !question) return
    this.#asked = question
    void this.#ask(question)
  }

  async #ask(question: ConsentQuestionView): Promise<void> {
    const { io, now } = this.#context
    const line = await io.ask({ message: questionMessage(question, now()), secret: false })
    // Over meanwhile, or the person left.
    if (this.#asked !== question || line === undefined) return
    const answer = answerOf(line, question)
    if (!answer) {
      void this.#ask(question)
      return
    }
    // What it says of itself comes by the listener, when the broker has it.
    this.#asked = undefined
    const { consumer, prompts } = this.#context
    try {
      await this.#consent.answer({ id: question.id, ...answer, consumer }, prompts)
    } catch (thrown) {
      io.err(`${errorView(thrown).message}\n`)
    }
    this.#next()
  }
}
