import type { SessionView } from '../../../preload/contract/views.ts'
import { useAgentState, useTexts } from '../../app-context.tsx'
import { spanText } from '../../ui/span-text.ts'
import { useNow } from '../../ui/use-now.ts'
import css from './session-list.module.css'

/** Who is signed in, and until when. */
export function SessionList() {
  const { frame } = useTexts()
  const sessions = useAgentState((state) => state.sessions)
  return (
    <section aria-labelledby="sessions-title">
      <h2 id="sessions-title" className={css.title}>
        {frame.sessions}
      </h2>
      {sessions.length === 0 && <p className={css.nobody}>{frame.noSessions}</p>}
      <ul>
        {sessions.map((session) => (
          <SessionItem key={session.id} session={session} />
        ))}
      </ul>
    </section>
  )
}

function SessionItem({ session }: { readonly session: SessionView }) {
  const texts = useTexts()
  const now = useNow(session.credentialsExpireAt)
  const left = session.credentialsExpireAt === null ? undefined : session.credentialsExpireAt - now
  return (
    <li className={css.session}>
      <span className={css[session.state]} aria-hidden="true" />
      <span className={css.name}>{session.name ?? session.principalArn}</span>
      <span className={css.when}>
        {session.state}
        {left !== undefined && left > 0 ? ` · ${spanText(left, texts)}` : ''}
      </span>
    </li>
  )
}
