/**
 * A person's answer to a question that waits: may this program have these credentials?
 *
 * @module
 */
import type { ConsentQuestionView } from '../../../preload/contract/activity-views.ts'
import { type AttestNeeds, attestedConsumer } from '../../broker/attest.ts'
import type { Consent, ConsentAnswer } from '../../broker/consent.ts'
import type { ConsumerClaim } from '../../broker/consumer.ts'
import { InputError, RefusalError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'

export interface AnswerConsentRequest extends Pick<ConsentAnswer, 'answer' | 'remember'> {
  readonly id: string
  /** The command that answers, by its own word. */
  readonly consumer?: ConsumerClaim | undefined
}

export interface AnswerConsent {
  pending(): readonly ConsentQuestionView[]
  /**
   * @returns The question that was answered.
   * @throws {@link InputError} `not-found` when it waits no more; {@link RefusalError} `consent-denied` for a yes that does
   * not come from a terminal.
   */
  answer(request: AnswerConsentRequest, prompts: Prompts): Promise<ConsentQuestionView>
}

export function answerConsent(needs: {
  readonly consent: Consent
  readonly attest: AttestNeeds
}): AnswerConsent {
  const { consent, attest } = needs
  return {
    pending: () => consent.pending(),
    async answer({ id, answer, remember, consumer: claim }, prompts) {
      const question = consent.pending().find((view) => view.id === id.toLowerCase())
      if (!question) throw over(id)
      const by = await attestedConsumer(attest, claim)
      // SECURITY: T26. A program that a tool started has no terminal of its own to answer from. One of the same person that
      // makes itself a terminal passes: then at least the log says so.
      const hasPerson = prompts.ask !== undefined && by.how !== 'refuted'
      const hasTerminal = by.how !== 'verified' || by.terminal !== undefined
      if (answer === 'yes' && !(hasPerson && hasTerminal)) throw notAtTerminal()
      if (!consent.answer(question.id, { answer, remember, by })) throw over(id)
      return question
    },
  }
}

function over(id: string): InputError {
  return new InputError(
    'not-found',
    `No question ${JSON.stringify(id)} waits any more. What waits is listed by: signet approve`,
    'none',
  )
}

function notAtTerminal(): RefusalError {
  return new RefusalError(
    'consent-denied',
    'A yes is taken only from a person at a terminal. Run "signet approve" there yourself.',
    'approve',
  )
}
