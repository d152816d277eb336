import type { ConsoleAccessView } from '../../../preload/contract/console-access-views.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice, Notice } from '../../ui/notice.tsx'
import type { Access } from './use-access.ts'

/** Whether the statements bind anybody, before anything else is read. */
export function AccessNotice({ view }: { readonly view: ConsoleAccessView }) {
  const { consoleAccess: texts } = useTexts()
  const count = view.statements.length
  return (
    <>
      {view.isOn && <Notice tone="accent">{texts.binding}</Notice>}
      {!view.isOn && count > 0 && (
        <Notice tone="warn">
          <strong>{texts.inertTitle}</strong> {texts.inert(count)}
        </Notice>
      )}
      {!view.isOn && count === 0 && <Notice tone="ok">{texts.open}</Notice>}
      {view.unseen.map((what) => (
        <Notice key={what} tone="accent">
          {texts.unseen(what)}
        </Notice>
      ))}
    </>
  )
}

/** Not signed in, under way, or what went wrong, with the next step. */
export function AccessFault({
  access: { error, isReading, view, refresh },
  profile,
  target,
  isSignedIn,
}: {
  readonly access: Access
  readonly profile: string
  readonly target: string | null
  readonly isSignedIn: boolean
}) {
  const { view: window } = useApp()
  const { consoleAccess: texts, frame } = useTexts()
  const signIn = (
    <Button look="primary" onClick={() => window.setState({ dialog: { name: 'sign-in', about: profile } })}>
      {frame.signIn}
    </Button>
  )
  if (!isSignedIn) {
    return (
      <Notice tone="warn" action={signIn}>
        {texts.signedOut(profile)}
      </Notice>
    )
  }
  if (error) {
    const again = <Button onClick={refresh}>{frame.retry}</Button>
    // Asking again with a target that is none helps nobody.
    const next = error.code === 'target-invalid' ? undefined : error.remedy === 'sign-in' ? signIn : again
    const isOfOrganization = error.code === 'insufficient-permissions' && /^[or]-/.test(target ?? '')
    return (
      <>
        <ErrorNotice error={error} action={next} />
        {isOfOrganization && <Notice tone="warn">{texts.ofOrganization}</Notice>}
      </>
    )
  }
  return isReading && view === undefined ? <p role="status">{texts.reading}</p> : null
}
