import { useMemo } from 'react'
import { useAgentState, useApp } from '../../app-context.tsx'
import type { RowProvider } from '../../commands/row-provider.ts'
import { useProvider } from '../../ui/use-provider.ts'
import { sessionActions } from './session-actions.ts'
import { sessionName, sessionPlace } from './session-words.ts'

/** Sessions in the palette. */
export function useSessionProvider(): void {
  const app = useApp()
  const sessions = useAgentState((state) => state.sessions)
  useProvider(
    useMemo((): RowProvider => {
      const { texts } = app
      return {
        id: 'sessions',
        order: 2,
        title: texts.palette.rows.sessions,
        rows: () =>
          sessions.map((session) => ({
            id: `session:${session.id}`,
            title: sessionName(session),
            detail: sessionPlace(session, texts),
            words: [session.principalArn, session.region].filter(Boolean).join(' '),
            badge: texts.sessions.states[session.state],
          })),
        actions: ({ id }) => {
          const session = sessions.find((each) => `session:${each.id}` === id)
          return session === undefined ? [] : sessionActions(app, session)
        },
      }
    }, [app, sessions]),
  )
}
