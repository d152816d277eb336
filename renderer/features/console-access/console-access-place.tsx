import { useState } from 'react'
import type { ProfileView } from '../../../preload/contract/views.ts'
import { useAgentState, useApp, useTexts, useView } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Empty } from '../../ui/empty.tsx'
import { Field } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { AccessRoom } from './access-room.tsx'
import css from './console-access-place.module.css'

/** Who may sign in to the AWS console, and from where. */
export function ConsoleAccessPlace() {
  const { view } = useApp()
  const { consoleAccess: texts, frame } = useTexts()
  const profiles = useAgentState((state) => state.profiles)
  const detail = useView((state) => state.detail)
  const [typed, setTyped] = useState('')
  const [target, setTarget] = useState<string | null>(null)
  const served = profiles.filter(({ source }) => source === 'signet')
  const profile = served.find(({ name }) => name === detail) ?? likeliest(served)
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
        <SelectField
          label={texts.profile}
          value={profile.name}
          options={served.map(({ name }) => ({ value: name, title: name }))}
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
            placeholder={texts.targetHint}
            title={texts.targetTitle}
            value={typed}
            maxLength={100}
            isCode
            onChange={(event) => setTyped(event.target.value)}
            onBlur={settle}
          />
        </form>
      </div>
      <AccessRoom key={`${profile.name} ${target}`} profile={profile} target={target} />
    </div>
  )
}

/** Whose keys there are now; else the first one. */
function likeliest(served: readonly ProfileView[]): ProfileView | undefined {
  const alive = served.filter(
    ({ state }) => state === 'active' || state === 'renewing' || state === 'waiting',
  )
  return alive.find(({ name }) => name === 'default') ?? alive[0] ?? served[0]
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
        action={
          <Button look="primary" onClick={() => view.setState({ dialog: { name: 'sign-in' } })}>
            {frame.signIn}
          </Button>
        }
      >
        <p>{texts.none.text}</p>
        <code>{texts.none.command}</code>
      </Empty>
    </div>
  )
}
