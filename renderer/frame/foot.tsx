import { useAgentState, useApp, useTexts } from '../app-context.tsx'
import { spanText } from '../ui/span-text.ts'
import { useNow } from '../ui/use-now.ts'
import css from './foot.module.css'

/** A quiet proof of life. */
export function Foot() {
  const texts = useTexts()
  const { frame } = texts
  const now = useNow()
  const startedAt = useAgentState((state) => state.agent.startedAt)
  const offset = useAgentState((state) => state.clockOffsetInMilliseconds)
  const vault = useAgentState((state) => state.vault)
  const place = vault.state === 'open' && vault.key ? frame.vaultKey[vault.key] : frame.vault[vault.state]
  return (
    <footer className={css.foot}>
      <span>{frame.agentUp(spanText(now - startedAt, texts))}</span>
      <Today />
      <span className={css.rest} />
      <span>{clockText(offset, frame)}</span>
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

function clockText(offset: number | null, frame: ReturnType<typeof useTexts>['frame']): string {
  if (offset === null) return frame.clockUnknown
  const seconds = offset / 1000
  if (Math.abs(seconds) < 1) return frame.clockSame
  return frame.clockOff(`${seconds > 0 ? '+' : '−'}${Math.abs(seconds).toFixed(1)}`)
}
