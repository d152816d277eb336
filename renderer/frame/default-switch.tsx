import { useMemo } from 'react'
import type { ProfileView } from '../../preload/contract/views.ts'
import { useAgentState, useApp } from '../app-context.tsx'
import { makeDefault } from '../features/profiles/switch-default.ts'
import { Menu, type MenuItems } from '../ui/menu.tsx'
import { useNow } from '../ui/use-now.ts'
import { wholeWhenText } from '../ui/when-text.ts'
import { defaultFate, endShown } from './default-fate.ts'
import css from './default-switch.module.css'
import { signInAs } from './sign-in-as.ts'
import { switchChoices } from './switch-choices.ts'

/** Who one is now, and one press to be another. */
export function DefaultSwitch() {
  const app = useApp()
  const { view, texts } = app
  const { frame } = texts
  const profiles = useAgentState((state) => state.profiles)
  const current = profiles.find(({ isDefault }) => isDefault)
  const sessions = useAgentState((state) => state.sessions)
  const isLocked = useAgentState((state) => state.vault.state === 'locked')
  const session = sessions.find(({ id }) => id === current?.session)
  const end = endShown(session)
  const now = useNow(end)
  const fate = current && defaultFate(current, session, isLocked, now, texts)
  const choices = useMemo(() => switchChoices(profiles), [profiles])
  const items: MenuItems = [
    ...(current && fate?.isOut ? [signInItem(current), 'line' as const] : []),
    ...choices.favourites.map((profile) => item(profile)),
    ...(choices.favourites.length > 0 && choices.others.length > 0 ? (['line'] as const) : []),
    ...choices.others.map((profile) => item(profile)),
    'line',
    {
      id: ' all',
      title: frame.allProfiles,
      run: () => view.setState({ place: 'profiles', detail: undefined }),
    },
  ]
  function signInItem(profile: ProfileView) {
    return { id: ' sign-in', title: frame.renewSignIn(profile.name), run: () => signInAs(app, profile) }
  }
  function item({ name, isDefault, isProduction }: ProfileView) {
    const mark = [isDefault ? '✓ ' : '', name, isProduction ? ` · ${frame.production}` : ''].join('')
    return { id: name, title: mark, run: () => void makeDefault(app, name) }
  }
  const words = [current?.roleName, current?.isProduction ? frame.production : undefined]
  return (
    <Menu
      label={frame.switchDefault}
      items={items}
      trigger={
        <button
          type="button"
          className={css.switch}
          title={[
            ...[current?.name, current?.accountId, current?.roleName, current?.region],
            ...(end === undefined ? [fate?.words] : [wholeWhenText(end, texts.language)]),
          ]
            .filter(Boolean)
            .join('\n')}
        >
          <span className={css.label}>{frame.default}</span>
          {current?.isProduction && <span className={css.production} aria-hidden="true" />}
          <bdi className={current ? css.name : css.none}>{current?.name ?? frame.noDefault}</bdi>
          {words.some(Boolean) && <span className={css.role}>{words.filter(Boolean).join(' · ')}</span>}
          {fate && <span className={`${css.fate} ${css[fate.tone]}`}>{fate.words}</span>}
          <span aria-hidden="true">▾</span>
        </button>
      }
    />
  )
}
