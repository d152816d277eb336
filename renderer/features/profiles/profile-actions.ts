/**
 * Everything that can be done with one profile: the same list for its menu, its keys and the palette.
 *
 * @module
 */
import type { ProfileView } from '../../../preload/contract/views.ts'
import type { App } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { copyText } from '../../ui/copy-text.ts'
import type { MenuItem } from '../../ui/menu.tsx'
import { shellWord } from '../../ui/shell-word.ts'
import { toastDone, toastFailed } from '../../ui/toasts.tsx'
import { openConsole } from './open-console.ts'
import { makeDefault } from './switch-default.ts'

/** The default has nothing to become, nor has a `[default]` that follows another. */
export function canBecomeDefault({
  name,
  source,
  isDefault,
}: Pick<ProfileView, 'name' | 'source' | 'isDefault'>): boolean {
  return source === 'signet' && !isDefault && name !== 'default'
}

/** Groups of items; a line stands between them. */
export function profileActions(app: App, profile: ProfileView): readonly (readonly MenuItem[])[] {
  const { view } = app
  const { actions } = app.texts.profiles
  const { name } = profile
  const isServed = profile.source === 'signet'
  const needsSignIn = profile.state === 'ended' || profile.state === 'not-signed-in'
  const dialog = (which: 'rename-profile' | 'remove-profile' | 'mark-profile') => () =>
    view.setState({ dialog: { name: which, about: name } })
  return [
    [
      ...(needsSignIn ? [signInItem(app, profile)] : []),
      {
        id: 'use',
        title: actions.use,
        keys: 'mod+d',
        isDisabled: !canBecomeDefault(profile),
        run: () => void makeDefault(app, name),
      },
      {
        id: 'console',
        title: actions.console,
        keys: 'mod+o',
        isDisabled: !isServed,
        run: () => openConsole(app, profile),
      },
      { id: 'copy-name', title: actions.copyName, keys: 'mod+c', run: () => copy(app, name) },
      {
        id: 'copy-export',
        title: actions.copyExport,
        keys: 'mod+e',
        run: () => copy(app, exportLine(name)),
      },
    ],
    [
      {
        id: 'pin',
        title: profile.isPinned ? actions.unpin : actions.pin,
        keys: 'mod+b',
        run: () =>
          attempt(app, app.link.call('profiles.mark', { profiles: [name], isPinned: !profile.isPinned })),
      },
      { id: 'marks', title: actions.marks, keys: 'mod+i', run: dialog('mark-profile') },
      ...(isServed ? [productionItem(app, profile)] : []),
    ],
    [
      {
        id: 'rename',
        title: actions.rename,
        keys: 'F2',
        isDisabled: name === 'default',
        run: dialog('rename-profile'),
      },
      {
        id: 'remove',
        title: actions.remove,
        keys: 'Delete',
        isDangerous: true,
        run: dialog('remove-profile'),
      },
    ],
  ]
}

function signInItem({ view, texts, mirror }: App, profile: ProfileView): MenuItem {
  const session = mirror.getState().state?.sessions.find(({ id }) => id === profile.session)
  const about = session?.kind === 'identity-center' ? `session:${session.name}` : profile.name
  return {
    id: 'sign-in',
    title: texts.profiles.actions.signIn,
    keys: 'mod+Enter',
    run: () => view.setState({ dialog: { name: 'sign-in', about } }),
  }
}

/** Marking is one press; taking the mark away is asked for by the agent, in the details, with the name typed. */
function productionItem(app: App, { name, isProduction }: ProfileView): MenuItem {
  const { actions } = app.texts.profiles
  return {
    id: 'production',
    title: isProduction ? actions.unmarkProduction : actions.markProduction,
    keys: 'F8',
    run: () =>
      isProduction
        ? app.view.setState({ place: 'profiles', detail: name })
        : attempt(
            app,
            app.link.call('profiles.setPolicy', { profile: name, isProduction: true, typed: null }),
          ),
  }
}

function attempt({ view }: App, call: Promise<unknown>): void {
  call.catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
}

function copy({ view, texts }: App, text: string): void {
  void copyText(text).then((isCopied) => isCopied && toastDone(view, texts.profiles.copied(text)))
}

/** For a POSIX shell; profile names have no sign that would need more. */
export function exportLine(name: string): string {
  return `export AWS_PROFILE=${shellWord(name)}`
}
