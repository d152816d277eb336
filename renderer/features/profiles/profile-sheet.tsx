import { useEffect, useState } from 'react'
import type { CallReply } from '../../../preload/contract/calls.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import type { ProfileView } from '../../../preload/contract/views.ts'
import { useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorNotice } from '../../ui/notice.tsx'
import { Explanation } from './explanation.tsx'
import { PolicyForm } from './policy-form.tsx'
import { ProfileMark } from './profile-mark.tsx'
import css from './profile-sheet.module.css'

type Shown = CallReply<'profiles.show'>

/** All that is known of one profile, beside the list. */
export function ProfileSheet({
  view,
  onClose,
}: {
  readonly view: ProfileView
  readonly onClose: () => void
}) {
  const { link } = useApp()
  const { profiles: texts, frame } = useTexts()
  const [shown, setShown] = useState<Shown>()
  const [error, setError] = useState<ErrorView>()
  useEffect(() => {
    let isCurrent = true
    link
      .call('profiles.show', { profile: view.name })
      .then((reply) => isCurrent && setShown(reply))
      .catch((thrown: unknown) => isCurrent && setError(errorOf(thrown)))
    return () => {
      isCurrent = false
    }
  }, [link, view])
  return (
    <aside className={css.sheet} aria-label={texts.details}>
      <header className={css.head}>
        <ProfileMark view={view} />
        <h2>
          <bdi>{view.name}</bdi>
        </h2>
        <Button look="bare" onClick={onClose} aria-label={frame.close}>
          ×
        </Button>
      </header>
      {error && <ErrorNotice error={error} />}
      {shown && <Details shown={shown} />}
      {shown && view.source === 'signet' && <PolicyForm profile={view.name} policy={shown.policy} />}
      {shown && <Explanation profile={view.name} />}
      {shown && <Settings shown={shown} />}
    </aside>
  )
}

function Details({ shown }: { readonly shown: Shown }) {
  const { profiles: texts } = useTexts()
  const { view, session, chain } = shown
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    [texts.session, session?.name ?? session?.principalArn],
    [texts.columns.account, view.accountId],
    [texts.columns.role, view.roleName],
    [texts.columns.region, view.region],
    [texts.chain, chain && `${chain.source} → ${chain.roleArn}`],
  ]
  return (
    <dl className={css.details}>
      {rows.map(([title, text]) =>
        text ? (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              <bdi>{text}</bdi>
            </dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}

function Settings({ shown }: { readonly shown: Shown }) {
  const { profiles: texts } = useTexts()
  return (
    <section>
      <h3 className={css.title}>{texts.settings}</h3>
      <ul className={css.settings}>
        {shown.settings.map(({ name, value, file, line }) => (
          <li key={`${file} ${line} ${name}`} title={texts.line(shown[`${file}Path`], line)}>
            <code>
              {name} = {value ?? `(${texts.hidden})`}
            </code>
          </li>
        ))}
      </ul>
    </section>
  )
}
