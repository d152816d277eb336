import type { SessionView } from '../../../preload/contract/views.ts'
import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { ItemMenu } from '../../ui/menu.tsx'
import { useNow } from '../../ui/use-now.ts'
import { wholeWhenText } from '../../ui/when-text.ts'
import { sessionActions } from './session-actions.ts'
import css from './session-list.module.css'
import { endOf, needsPerson, sessionFate, sessionName } from './session-words.ts'

/** Who is signed in, and until when. */
export function SessionList() {
  const { frame } = useTexts()
  const sessions = useAgentState((state) => state.sessions)
  const isLocked = useAgentState((state) => state.vault.state === 'locked')
  return (
    <section aria-labelledby="sessions-title" className={css.list}>
      <h2 id="sessions-title" className={css.title}>
        {frame.sessions}
      </h2>
      {sessions.length === 0 && (
        <p className={css.nobody}>{isLocked ? frame.vault.locked : frame.noSessions}</p>
      )}
      <ul>
        {sessions.map((session) => (
          <SessionItem key={session.id} session={session} />
        ))}
      </ul>
    </section>
  )
}

function SessionItem({ session }: { readonly session: SessionView }) {
  const app = useApp()
  const { texts, view } = app
  const end = endOf(session)
  const now = useNow(end)
  const name = sessionName(session)
  const fate = sessionFate(session, now, texts)
  const shape = needsPerson(session, now) && session.state !== 'ended' ? 'waiting' : session.state
  const whole = [session.principalArn ?? session.name, session.startUrl].filter(Boolean).join('\n')
  return (
    <li>
      <ItemMenu items={sessionActions(app, session)} label={texts.sessions.open(name)}>
        <button
          type="button"
          className={css.session}
          title={whole}
          onClick={() => view.setState({ dialog: { name: 'session', about: session.id } })}
        >
          <span className={`${css.shape} ${css[shape]}`} aria-hidden="true" />
          <bdi className={css.name}>{name}</bdi>
          <span
            className={`${css.when} ${needsPerson(session, now) ? css.out : session.state === 'waiting' ? css.late : ''}`}
            title={end === undefined ? undefined : wholeWhenText(end, texts.language)}
          >
            {session.kind === 'signin' && session.accountId !== null ? `${session.accountId} · ` : ''}
            {fate}
          </span>
        </button>
      </ItemMenu>
    </li>
  )
}
