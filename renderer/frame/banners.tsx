import { useEffect, useState } from 'react'
import { useAgentState, useApp, useConnection, useTexts } from '../app-context.tsx'
import { errorOf } from '../link/call-error.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Notice } from '../ui/notice.tsx'
import { toastFailed } from '../ui/toasts.tsx'
import { unlockVault } from '../ui/unlock-vault.ts'
import css from './banners.module.css'

/** What concerns the whole window: no agent, a locked vault, a disk that takes nothing. */
export function Banners() {
  const connection = useConnection()
  const vault = useAgentState((state) => state.vault)
  if (connection === 'lost') return <Lost />
  return (
    <>
      {vault.state === 'locked' && <Locked />}
      {!vault.durable && <NotDurable />}
      {vault.notices.map((notice) => (
        <Notice key={notice} tone="warn">
          {notice}
        </Notice>
      ))}
    </>
  )
}

/** An agent that only restarts is back by then. */
const patienceInMilliseconds = 10_000

function Lost() {
  const { frame } = useTexts()
  const [isLong, setLong] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), patienceInMilliseconds)
    return () => clearTimeout(timer)
  }, [])
  if (!isLong) return <Notice tone="warn">{frame.lost}</Notice>
  return (
    <Notice tone="bad" action={<CopyButton text="signet ui" />}>
      {frame.lostLong} <code className={css.command}>signet ui</code>
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

function NotDurable() {
  const { frame } = useTexts()
  return <Notice tone="bad">{frame.notDurableLong}</Notice>
}
