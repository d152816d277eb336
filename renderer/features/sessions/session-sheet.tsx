import { type ReactNode, useState } from 'react'
import type { SessionView } from '../../../preload/contract/views.ts'
import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Notice } from '../../ui/notice.tsx'
import { useNow } from '../../ui/use-now.ts'
import { whenText, wholeWhenText } from '../../ui/when-text.ts'
import { askEverywhere, renewNow, signInAgain, signOut } from './session-actions.ts'
import { SessionBrowser } from './session-browser.tsx'
import { CredentialsClock, SessionClock } from './session-clocks.tsx'
import css from './session-sheet.module.css'
import { sessionName } from './session-words.ts'

/** One session in full: who, until when by both clocks, whom it serves, and what can be done. */
export function SessionSheet({ about }: { readonly about: string }) {
  const asksAtOnce = about.startsWith(askEverywhere)
  const id = asksAtOnce ? about.slice(askEverywhere.length) : about
  const { view } = useApp()
  const { sessions, frame } = useTexts()
  const session = useAgentState((state) => state.sessions).find((each) => each.id === id)
  const close = () => view.setState({ dialog: undefined })
  if (session === undefined) {
    return (
      <Dialog title={sessions.sheet} onClose={close}>
        <p className={css.gone}>{sessions.gone}</p>
        <div className={css.buttons}>
          <Button onClick={close}>{frame.close}</Button>
        </div>
      </Dialog>
    )
  }
  return (
    <Dialog title={sessionName(session)} onClose={close}>
      <p className={css.state}>
        <Badge tone={toneOf[session.state]}>{sessions.states[session.state]}</Badge>{' '}
        {sessions.kinds[session.kind]}
      </p>
      {session.fault && <Fault session={session} />}
      <Facts session={session} />
      <Actions session={session} close={close} asksAtOnce={asksAtOnce} />
    </Dialog>
  )
}

const toneOf = { active: 'ok', renewing: 'accent', waiting: 'warn', ended: 'bad' } as const

function Fault({ session: { fault, state } }: { readonly session: SessionView }) {
  const { sessions } = useTexts()
  const words: Readonly<Record<string, string>> = sessions.faults
  return (
    <Notice tone={state === 'ended' ? 'bad' : 'warn'}>
      {state === 'active'
        ? sessions.faultBefore(fault ?? '')
        : (words[fault ?? ''] ?? sessions.otherFault(fault ?? ''))}
      {state === 'ended' && ` ${sessions.endedNext}`}
      {state === 'waiting' && ` ${sessions.waitingNext}`}
    </Notice>
  )
}

function Facts({ session }: { readonly session: SessionView }) {
  const { language, sessions } = useTexts()
  const now = useNow(session.credentialsExpireAt)
  return (
    <dl className={css.facts}>
      {session.principalArn !== null && (
        <Fact title={sessions.who}>
          <code className={css.long}>{session.principalArn}</code>
          <CopyButton text={session.principalArn} label={sessions.copyArn} />
        </Fact>
      )}
      {session.accountId !== null && (
        <Fact title={sessions.account}>
          <code>{session.accountId}</code>
        </Fact>
      )}
      {session.startUrl !== null && (
        <Fact title={sessions.portal}>
          <code className={css.long}>{session.startUrl}</code>
        </Fact>
      )}
      <Fact title={sessions.region}>
        <code>{session.region}</code>
      </Fact>
      <Fact title={sessions.signedIn}>
        <time title={wholeWhenText(session.signedInAt, language)}>
          {whenText(session.signedInAt, now, language)}
        </time>
      </Fact>
      <Fact title={session.kind === 'identity-center' ? sessions.accessToken : sessions.credentials}>
        <CredentialsClock session={session} now={now} />
      </Fact>
      <Fact title={sessions.session}>
        <SessionClock session={session} now={now} />
      </Fact>
      <Fact title={sessions.profiles}>
        <Profiles names={session.profiles} />
      </Fact>
      <Fact title={sessions.browser.opensIn}>
        <SessionBrowser session={session} />
      </Fact>
    </dl>
  )
}

function Fact({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <div className={css.fact}>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  )
}

const mostProfiles = 8

function Profiles({ names }: { readonly names: readonly string[] }) {
  const { view } = useApp()
  const { sessions } = useTexts()
  if (names.length === 0) return sessions.noProfiles
  const show = (detail: string | undefined) => view.setState({ dialog: undefined, place: 'profiles', detail })
  return (
    <span className={css.profiles}>
      {names.slice(0, mostProfiles).map((name) => (
        <button key={name} type="button" className={css.profile} title={name} onClick={() => show(name)}>
          <bdi>{name}</bdi>
        </button>
      ))}
      {names.length > mostProfiles && <span>{sessions.moreProfiles(names.length - mostProfiles)}</span>}
    </span>
  )
}

function Actions({
  session,
  close,
  asksAtOnce,
}: {
  readonly session: SessionView
  readonly close: () => void
  readonly asksAtOnce: boolean
}) {
  const app = useApp()
  const { sessions, frame } = app.texts
  const [isBusy, setBusy] = useState(false)
  const [asksEverywhere, setAsksEverywhere] = useState(asksAtOnce)
  const hasEnded = session.state === 'ended'
  const during = async (work: Promise<boolean>, isLast: boolean) => {
    setBusy(true)
    const isDone = await work
    setBusy(false)
    if (isDone && isLast) close()
  }
  const canRenew = !hasEnded && session.kind !== 'iam-user' && session.renews !== false
  if (asksEverywhere) {
    return (
      <div className={css.ask}>
        <Notice tone="warn">
          <p>{sessions.confirmEverywhere}</p>
          <p>{sessions.signOutEverywhereHint}</p>
        </Notice>
        <div className={css.buttons}>
          <Button onClick={() => setAsksEverywhere(false)} autoFocus>
            {frame.cancel}
          </Button>
          <Button
            look="danger"
            disabled={isBusy}
            onClick={() => void during(signOut(app, session.id, true), true)}
          >
            {sessions.signOutEverywhere.replace(/\s*…$/, '')}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <div className={css.actions}>
      <Button
        disabled={isBusy}
        title={sessions.signOutHereHint}
        onClick={() => void during(signOut(app, session.id, false), true)}
      >
        {sessions.signOut}
      </Button>
      {session.kind === 'signin' && !hasEnded && (
        <Button
          disabled={isBusy}
          title={sessions.signOutEverywhereHint}
          onClick={() => setAsksEverywhere(true)}
        >
          {sessions.signOutEverywhere}
        </Button>
      )}
      <span className={css.right}>
        {canRenew && (
          <Button disabled={isBusy} onClick={() => void during(renewNow(app, session.id), false)}>
            {sessions.renewNow}
          </Button>
        )}
        {session.kind !== 'iam-user' && (
          <Button look={hasEnded ? 'primary' : 'plain'} onClick={() => signInAgain(app, session)}>
            {sessions.signInAgain}
          </Button>
        )}
      </span>
    </div>
  )
}
