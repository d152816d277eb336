import { type RefObject, useEffect, useState } from 'react'
import type { CallReply } from '../../../preload/contract/calls.ts'
import type { ErrorView } from '../../../preload/contract/errors.ts'
import type { ProfileView } from '../../../preload/contract/views.ts'
import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { ErrorNotice } from '../../ui/notice.tsx'
import { Fact, Facts, Sheet, SheetPart } from '../../ui/sheet.tsx'
import { Explanation } from './explanation.tsx'
import { PolicyForm } from './policy-form.tsx'
import { ProfileMark } from './profile-mark.tsx'
import css from './profile-sheet.module.css'

type Shown = CallReply<'profiles.show'>

/** Whoever moves on along the list has asked for none of those between. */
const restInMilliseconds = 80

/** All that is known of one profile, beside the list. */
export function ProfileSheet({
  view,
  onClose,
  panel,
}: {
  readonly view: ProfileView
  readonly onClose: () => void
  readonly panel: RefObject<HTMLElement | null>
}) {
  const { link } = useApp()
  const { profiles: texts } = useTexts()
  const [shown, setShown] = useState<Shown>()
  const [error, setError] = useState<ErrorView>()
  useEffect(() => {
    let isCurrent = true
    const load = () =>
      link
        .call('profiles.show', { profile: view.name })
        .then((reply) => isCurrent && setShown(reply))
        .catch((thrown: unknown) => isCurrent && setError(errorOf(thrown)))
    const timer = setTimeout(() => void load(), restInMilliseconds)
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [link, view])
  return (
    <Sheet
      label={texts.details}
      title={view.name}
      mark={<ProfileMark view={view} />}
      onClose={onClose}
      panel={panel}
    >
      {error && <ErrorNotice error={error} />}
      <Details view={view} chain={shown?.chain} />
      {shown && view.source === 'signet' && <PolicyForm profile={view.name} policy={shown.policy} />}
      {shown && <Explanation profile={view.name} />}
      {shown && <Settings shown={shown} />}
    </Sheet>
  )
}

/** What the window knows of it stands at once. */
function Details({
  view,
  chain,
}: {
  readonly view: ProfileView
  readonly chain: Shown['chain'] | undefined
}) {
  const { profiles: texts } = useTexts()
  const session = useAgentState(({ sessions }) => sessions).find(({ id }) => id === view.session)
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    [texts.session, session?.name ?? session?.principalArn],
    [texts.columns.account, view.accountId],
    [texts.columns.role, view.roleName],
    [texts.columns.region, view.region],
    [texts.tags, view.tags.map(texts.tag).join(' ')],
    [texts.chain, chain && `${chain.source} → ${chain.roleArn}`],
  ]
  return (
    <Facts>
      {rows.map(([title, text]) =>
        text ? (
          <Fact key={title} title={title}>
            <bdi>{text}</bdi>
          </Fact>
        ) : null,
      )}
    </Facts>
  )
}

function Settings({ shown }: { readonly shown: Shown }) {
  const { profiles: texts } = useTexts()
  return (
    <SheetPart title={texts.settings}>
      <ul className={css.settings}>
        {shown.settings.map(({ name, value, file, line }) => (
          <li key={`${file} ${line} ${name}`} title={texts.line(shown[`${file}Path`], line)}>
            <code>
              {name} = {value ?? `(${texts.hidden})`}
            </code>
          </li>
        ))}
      </ul>
    </SheetPart>
  )
}
