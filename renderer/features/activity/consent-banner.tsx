import type { ConsentQuestionView, ProgramView } from '../../../preload/contract/activity-views.ts'
import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Badge, type Tone } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { spanText } from '../../ui/span-text.ts'
import { toastFailed } from '../../ui/toasts.tsx'
import { useNow } from '../../ui/use-now.ts'
import { askedFor } from './asked-for.ts'
import css from './consent-banner.module.css'
import { FactList } from './fact-list.tsx'
import { consumerName } from './program-name.ts'

/** Programs that wait for a word, wherever the person looks. */
export function ConsentBanners() {
  const consents = useAgentState((state) => state.consents)
  return consents.map((question) => <ConsentBanner key={question.id} question={question} />)
}

/** That a program was checked says which one it is, and not that it may be trusted: nothing here is green. */
const tones: Readonly<Record<ConsentQuestionView['consumer']['how'], Tone>> = {
  verified: 'neutral',
  claimed: 'warn',
  refuted: 'bad',
  unknown: 'warn',
}

function ConsentBanner({ question }: { readonly question: ConsentQuestionView }) {
  const { link, view } = useApp()
  const texts = useTexts()
  const { ask, how } = texts.activity
  const { consumer, profile, until, canRemember, isProduction } = question
  const now = useNow(until)
  const answer = (yes: boolean, remember: boolean) =>
    link
      .call('consent.answer', { id: question.id, answer: yes ? 'yes' : 'no', remember })
      .catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
  const title = ask.title(consumerName(consumer) ?? ask.unknownProgram, profile)
  return (
    <section className={css.banner} role="alert" aria-label={title}>
      <div className={css.words}>
        <p className={css.title}>
          <bdi>{title}</bdi> {isProduction && <Badge tone="bad">{texts.profiles.production}</Badge>}
        </p>
        <Facts question={question} />
        <p>
          <Badge tone={tones[consumer.how]}>{how[consumer.how]}</Badge> {ask.checked[consumer.how]}
        </p>
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

/** Who asks, and for whose credentials: a name alone could be anybody's. */
function Facts({ question: { consumer, profile, channel } }: { readonly question: ConsentQuestionView }) {
  const { facts } = useTexts().activity.ask
  const profiles = useAgentState((state) => state.profiles)
  const sessions = useAgentState((state) => state.sessions)
  const { accountId, principal } = askedFor(profile, profiles, sessions)
  const rows: readonly (readonly [string, string | undefined])[] = [
    [facts.program, wholeProgram(consumer.program)],
    [facts.startedBy, wholeProgram(consumer.parent)],
    [facts.account, accountId],
    [facts.principal, principal],
    [facts.way, [channel, consumer.tty].filter(Boolean).join(', ')],
  ]
  return <FactList rows={rows} className={css.facts} />
}

/** With its whole path, and what it runs. */
function wholeProgram(program: ProgramView | undefined): string | undefined {
  if (program === undefined) return undefined
  const { exe, script, pid } = program
  return [exe ?? `pid ${pid}`, script].filter(Boolean).join(' ')
}
