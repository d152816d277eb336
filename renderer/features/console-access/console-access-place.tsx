import { useState } from 'react'
import { useAgentState, useApp, useTexts, useView } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Field } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { AccessRoom } from './access-room.tsx'
import css from './console-access-place.module.css'
import { chosenProfile, profilesWithKeys } from './profile-choice.ts'

/** Who may sign in to the AWS console, and from where. */
export function ConsoleAccessPlace() {
  const { view } = useApp()
  const { consoleAccess: texts, frame } = useTexts()
  const profiles = useAgentState((state) => state.profiles)
  const detail = useView((state) => state.detail)
  const [typed, setTyped] = useState('')
  const [target, setTarget] = useState<string | null>(null)
  const profile = chosenProfile(profiles, detail)
  if (profile === undefined) return <NoProfile />
  const settle = () => setTarget(typed.trim() || null)
  return (
    <div className={css.place}>
      <div className={css.heading}>
        <div className={css.title}>
          <h1>{frame.places['console-access']}</h1>
          <p className={css.intro}>
            {texts.intro}
            {profile.accountId !== null && (
              <>
                {' '}
                {texts.account} <code>{profile.accountId}</code>
              </>
            )}
          </p>
        </div>
        <div className={css.choices}>
          <SelectField
            label={texts.profile}
            value={profile.name}
            options={profilesWithKeys(profiles).map(({ name }) => ({ value: name, title: name }))}
            onChange={(name) => view.setState({ detail: name })}
          />
          <form
            className={css.target}
            onSubmit={(event) => {
              event.preventDefault()
              settle()
            }}
          >
            <Field
              label={texts.target}
              placeholder={profile.accountId ?? undefined}
              hint={<TargetHint />}
              value={typed}
              maxLength={100}
              isCode
              onChange={(event) => setTyped(event.target.value)}
              onBlur={settle}
            />
          </form>
        </div>
      </div>
      <AccessRoom key={`${profile.name} ${target}`} profile={profile} target={target} />
    </div>
  )
}

function TargetHint() {
  const { targetHint } = useTexts().consoleAccess
  return (
    <>
      {targetHint.account} {targetHint.organization} <code className={css.id}>o-a1b2c3d4e5</code>,{' '}
      {targetHint.root} <code className={css.id}>r-a1b2c3d4e5</code>.
    </>
  )
}

function NoProfile() {
  const { view } = useApp()
  const { consoleAccess: texts, frame } = useTexts()
  return (
    <div className={css.place}>
      <div>
        <h1>{frame.places['console-access']}</h1>
        <p className={css.intro}>{texts.intro}</p>
      </div>
      <Empty
        title={texts.none.title}
        command={texts.none.command}
        action={
          <Button look="primary" onClick={() => view.setState({ dialog: { name: 'sign-in' } })}>
            {frame.signIn}
          </Button>
        }
      >
        <p>{texts.none.text}</p>
      </Empty>
    </div>
  )
}
