/**
 * Everything that can be done with several profiles: the same list for the bar, the menus and the palette.
 *
 * @module
 */
import { packNames } from '../../../preload/contract/packed-names.ts'
import type { App } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import type { DialogName } from '../../mirror/view.ts'
import { copyText } from '../../ui/copy-text.ts'
import type { MenuItem } from '../../ui/menu.tsx'
import { toastDone, toastFailed, toastNotDone } from '../../ui/toasts.tsx'
import type { ProfileRow } from './profile-rows.ts'
import { renewable } from './profile-selection.ts'
import { renewSessions } from './renew-sessions.ts'
import { areTooMany, namesAbout } from './selected-names.ts'

/** Groups of items; a line stands between them. */
export function selectionActions(app: App, rows: readonly ProfileRow[]): readonly (readonly MenuItem[])[] {
  const { selection } = app.texts
  const views = rows.map(({ view }) => view)
  const names = views.map(({ name }) => name)
  const served = views.filter(({ source }) => source === 'signet')
  const unmarked = served.filter(({ isProduction }) => !isProduction).map(({ name }) => name)
  const sessions = renewable(rows)
  const areAllPinned = views.every(({ isPinned }) => isPinned)
  const pin = (isPinned: boolean): MenuItem => ({
    id: isPinned ? 'pin' : 'unpin',
    title: isPinned ? selection.pin : selection.unpin,
    ...(isPinned || areAllPinned ? { keys: 'mod+b' } : {}),
    run: () =>
      change(app, names, () => app.link.call('profiles.mark', { profiles: packNames(names), isPinned })),
  })
  return [
    [
      {
        id: 'renew',
        title: selection.renew,
        keys: 'mod+u',
        isDisabled: sessions.length === 0,
        run: () => void renewSessions(app, sessions),
      },
      { id: 'copy-names', title: selection.copy, keys: 'mod+c', run: () => copy(app, names) },
    ],
    [
      ...(views.some(({ isPinned }) => !isPinned) ? [pin(true)] : []),
      ...(views.some(({ isPinned }) => isPinned) ? [pin(false)] : []),
      { id: 'tag', title: selection.tag, keys: 'mod+i', run: dialog(app, 'tag-profiles', names) },
      {
        id: 'guard',
        title: selection.guard,
        keys: 'mod+g',
        isDisabled: served.length === 0,
        run: dialog(app, 'guard-profiles', names),
      },
      ...(unmarked.length > 0 ? [productionItem(app, unmarked)] : []),
    ],
    [
      {
        id: 'remove',
        title: selection.remove,
        keys: 'Delete',
        isDangerous: true,
        run: dialog(app, 'remove-profiles', names),
      },
    ],
  ]
}

/** Guarding more needs no word; guarding less is for one profile at a time, in its details. */
function productionItem(app: App, names: readonly string[]): MenuItem {
  return {
    id: 'production',
    title: app.texts.selection.markProduction,
    keys: 'F8',
    run: () =>
      change(app, names, () =>
        app.link.call('profiles.setPolicies', {
          profiles: packNames(names),
          isProduction: true,
          dryRun: false,
          typed: [],
        }),
      ),
  }
}

function dialog({ view, texts }: App, name: DialogName, names: readonly string[]): () => void {
  return () => {
    if (areTooMany(names)) toastTooMany(view, texts)
    else view.setState({ dialog: { name, about: namesAbout(names) } })
  }
}

function change({ view, texts }: App, names: readonly string[], call: () => Promise<unknown>): void {
  if (areTooMany(names)) {
    toastTooMany(view, texts)
    return
  }
  call()
    .then(() => toastDone(view, texts.selection.marked(names.length)))
    .catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
}

function toastTooMany(view: App['view'], { selection }: App['texts']): void {
  toastNotDone(view, selection.tooMany)
}

function copy({ view, texts }: App, names: readonly string[]): void {
  void copyText(names.join('\n')).then(
    (isCopied) => isCopied && toastDone(view, texts.selection.copied(names.length)),
  )
}
