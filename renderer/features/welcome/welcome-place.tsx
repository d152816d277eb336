import { useEffect, useState } from 'react'
import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { toastFailed } from '../../ui/toasts.tsx'
import { exportLine } from '../profiles/profile-actions.ts'
import { makeDefault } from '../profiles/switch-default.ts'
import { sessionName } from '../sessions/session-words.ts'
import { CommandLine } from './command-line.tsx'
import { WelcomeCard } from './welcome-card.tsx'
import css from './welcome-place.module.css'
import { welcomeProgress } from './welcome-steps.ts'

/** From nothing to a working `aws` command. */
export function WelcomePlace() {
  const { link, view } = useApp()
  const { welcome } = useTexts()
  const sessions = useAgentState((state) => state.sessions)
  const profiles = useAgentState((state) => state.profiles)
  const { at, session, profile } = welcomeProgress({ sessions, profiles })
  const leave = () => {
    view.setState({ place: 'profiles', detail: undefined })
    void link
      .call('settings.change', { isWelcomeLeft: true })
      .catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
  }
  const who = sessions.find(({ id }) => id === session)
  return (
    <div className={css.welcome}>
      <div>
        <h1>{welcome.title}</h1>
        <p className={css.intro}>{welcome.intro}</p>
      </div>
      <ol className={css.steps}>
        <WelcomeCard
          number={1}
          title={welcome.signIn}
          state={at === 'sign-in' ? 'now' : 'done'}
          result={who && welcome.signedInAs(sessionName(who))}
        >
          <SignInStep />
        </WelcomeCard>
        <WelcomeCard
          number={2}
          title={welcome.profile}
          state={at === 'profile' ? 'now' : at === 'attempt' ? 'done' : 'later'}
          result={profile === undefined ? undefined : welcome.profileReady(profile)}
        >
          <ProfileStep />
        </WelcomeCard>
        <WelcomeCard number={3} title={welcome.attempt} state={at === 'attempt' ? 'now' : 'later'}>
          {profile !== undefined && <AttemptStep profile={profile} />}
        </WelcomeCard>
      </ol>
      <div className={css.leave}>
        <p>{welcome.again}</p>
        <Button look={at === 'attempt' ? 'primary' : 'plain'} onClick={leave}>
          {at === 'attempt' ? welcome.finish : welcome.leave}
        </Button>
      </div>
    </div>
  )
}

function SignInStep() {
  const { view } = useApp()
  const { welcome } = useTexts()
  return (
    <>
      <p>{welcome.signInText}</p>
      <div className={css.buttons}>
        <Button look="primary" onClick={() => view.setState({ dialog: { name: 'sign-in' } })}>
          {welcome.signIn}
        </Button>
        <CommandLine command={welcome.signInCommand} />
      </div>
      <ImportOffer />
    </>
  )
}

/** What the AWS CLI has already. */
function ImportOffer() {
  const { link, view } = useApp()
  const { welcome } = useTexts()
  const [signIns, setSignIns] = useState(0)
  useEffect(() => {
    let isWanted = true
    link
      .call('sessions.importable', {})
      .then((found) => isWanted && setSignIns(found.signIns))
      // An offer that cannot be made is none: the sign-in above does not need it.
      .catch(() => undefined)
    return () => {
      isWanted = false
    }
  }, [link])
  if (signIns === 0) return null
  const take = () =>
    link
      .call('sessions.import', {})
      .then(({ task }) => view.setState({ dialog: { name: 'task', about: task } }))
      .catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
  return (
    <div className={css.offer}>
      <p>{welcome.importText(signIns)}</p>
      <Button onClick={() => void take()}>{welcome.import}</Button>
    </div>
  )
}

function ProfileStep() {
  const { view } = useApp()
  const { welcome } = useTexts()
  return (
    <>
      <p>{welcome.profileText}</p>
      <div className={css.buttons}>
        <Button look="primary" onClick={() => view.setState({ place: 'accounts', detail: undefined })}>
          {welcome.profileButton}
        </Button>
        <CommandLine command={welcome.profileCommand} />
      </div>
    </>
  )
}

function AttemptStep({ profile }: { readonly profile: string }) {
  const app = useApp()
  const { welcome, palette } = app.texts
  const isDefault = useAgentState(({ profiles }) => profiles.some((each) => each.isDefault))
  const name = exportLine(profile).replace('export AWS_PROFILE=', '')
  return (
    <>
      <p>{welcome.attemptText}</p>
      <CommandLine command={`aws sts get-caller-identity --profile ${name}`} />
      <p className={css.hint}>{welcome.attemptNoTool}</p>
      {!isDefault && (
        <div className={css.offer}>
          <p>{welcome.attemptDefault}</p>
          <Button onClick={() => void makeDefault(app, profile)}>{palette.useProfile}</Button>
        </div>
      )}
    </>
  )
}
