import { useEffect, useState } from 'react'
import { useAgentState, useApp, useConnection, useTexts } from '../app-context.tsx'
import { errorOf } from '../link/call-error.ts'
import { AgentSentence } from '../ui/agent-sentence.tsx'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { ErrorNotice, Notice } from '../ui/notice.tsx'
import { toastFailed } from '../ui/toasts.tsx'
import { unlockVault } from '../ui/unlock-vault.ts'
import css from './banners.module.css'

/** What concerns the whole window: no agent, a locked vault, a disk that takes nothing. */
export function Banners() {
  const connection = useConnection()
  const vault = useAgentState((state) => state.vault)
  const filesFault = useAgentState((state) => state.filesFault)
  if (connection === 'lost') return <Lost />
  return (
    <>
      {vault.state === 'locked' && <Locked />}
      {filesFault && <ErrorNotice error={filesFault} />}
      {!vault.durable && <NotDurable notices={vault.notices} />}
      {vault.durable &&
        vault.notices.map((notice) => (
          <Notice key={notice} tone="warn">
            <AgentSentence text={notice} />
          </Notice>
        ))}
    </>
  )
}

/** An agent that only restarts is back by then. */
const patienceInMilliseconds = 10_000

function Lost() {
  const { link } = useApp()
  const { frame } = useTexts()
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patienceInMilliseconds)
    return () => clearTimeout(timer)
  }, [])
  if (!isLong && !link.isOver) return <Notice tone="warn">{frame.lost}</Notice>
  return (
    <Notice tone="bad" action={<CopyButton text="signet ui" label="signet ui" />}>
      {link.isOver ? frame.lostForGood : frame.lostLong} <code className={css.command}>signet ui</code>
    </Notice>
  )
}

function Locked() {
  const { link, view } = useApp()
  const { frame } = useTexts()
  const unlock = () =>
    unlockVault({ link, view }).catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
  return (
    <Notice tone="warn" action={<Button onClick={() => void unlock()}>{frame.unlock}</Button>}>
      {frame.locked}
    </Notice>
  )
}

/** What the agent has to say then is about the same. */
function NotDurable({ notices }: { readonly notices: readonly string[] }) {
  const { frame } = useTexts()
  return (
    <Notice tone="bad">
      <p>{frame.notDurableLong}</p>
      {notices.map((notice) => (
        <p key={notice} className={css.more}>
          <AgentSentence text={notice} />
        </p>
      ))}
    </Notice>
  )
}
