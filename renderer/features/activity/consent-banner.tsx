import type { ConsentQuestionView } from '../../../preload/contract/activity-views.ts'
import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { spanText } from '../../ui/span-text.ts'
import { toastFailed } from '../../ui/toasts.tsx'
import { useNow } from '../../ui/use-now.ts'
import css from './consent-banner.module.css'
import { consumerName, programName } from './program-name.ts'

/** Programs that wait for a word, wherever the person looks. */
export function ConsentBanners() {
  const consents = useAgentState((state) => state.consents)
  return consents.map((question) => <ConsentBanner key={question.id} question={question} />)
}

function ConsentBanner({ question }: { readonly question: ConsentQuestionView }) {
  const { link, view } = useApp()
  const texts = useTexts()
  const { ask } = texts.activity
  const { consumer, profile, until, canRemember, isProduction } = question
  const now = useNow(until)
  const answer = (yes: boolean, remember: boolean) =>
    link
      .call('consent.answer', { id: question.id, answer: yes ? 'yes' : 'no', remember })
      .catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
  const parent = programName(consumer.parent)
  return (
    <section
      className={css.banner}
      role="alert"
      aria-label={ask.title(consumerName(consumer) ?? ask.unknownProgram, profile)}
    >
      <div className={css.words}>
        <p className={css.title}>
          <bdi>{ask.title(consumerName(consumer) ?? ask.unknownProgram, profile)}</bdi>{' '}
          {isProduction && <Badge tone="bad">{texts.profiles.production}</Badge>}
        </p>
        <p>
          {ask.checked[consumer.how]} {parent && ask.parent(parent)}
        </p>
        {consumer.program?.exe && <code>{consumer.program.exe}</code>}
        <p className={css.until}>{ask.endsIn(spanText(until - now, texts))}</p>
      </div>
      <div className={css.buttons}>
        <Button onClick={() => void answer(false, false)}>{ask.deny}</Button>
        {canRemember && <Button onClick={() => void answer(true, true)}>{ask.remember}</Button>}
        <Button look="primary" onClick={() => void answer(true, false)}>
          {ask.once}
        </Button>
      </div>
    </section>
  )
}
