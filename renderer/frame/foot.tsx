import { useAgentState, useApp, useConnection, useTexts } from '../app-context.tsx'
import { spanText } from '../ui/span-text.ts'
import { useNow } from '../ui/use-now.ts'
import { clockText } from './clock-text.ts'
import css from './foot.module.css'

/** A quiet proof of life. */
export function Foot() {
  const texts = useTexts()
  const { frame } = texts
  const now = useNow()
  const isAway = useConnection() === 'lost'
  const startedAt = useAgentState((state) => state.agent.startedAt)
  const offset = useAgentState((state) => state.clockOffsetInMilliseconds)
  const vault = useAgentState((state) => state.vault)
  const clock = clockText(offset, texts)
  const place = vault.state === 'open' && vault.key ? frame.vaultKey[vault.key] : frame.vault[vault.state]
  return (
    <footer className={css.foot}>
      {isAway ? (
        <span className={css.refused}>{frame.agentAway}</span>
      ) : (
        <span>{frame.agentUp(spanText(now - startedAt, texts))}</span>
      )}
      <Today />
      <span className={css.rest} />
      <span className={clock.isFarOff ? css.refused : undefined}>{clock.words}</span>
      <span className={vault.durable ? undefined : css.bad}>{vault.durable ? place : frame.notDurable}</span>
    </footer>
  )
}

/** What the agent did today, and the way to it. */
function Today() {
  const { view } = useApp()
  const { frame } = useTexts()
  const today = useAgentState((state) => state.today)
  if (today === null) return null
  const { served, refused } = today
  return (
    <button
      type="button"
      className={css.today}
      title={frame.todayHint}
      onClick={() => view.setState({ place: 'activity', detail: undefined })}
    >
      {served === 0 ? frame.todayNothing : frame.today(served)}
      {refused > 0 && <span className={css.refused}> · {frame.todayRefused(refused)}</span>}
    </button>
  )
}
