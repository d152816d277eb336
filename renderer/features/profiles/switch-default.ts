/**
 * One press makes a profile the default. A dialog comes only where something is to be read or typed first: the first time,
 * when `[default]` becomes Signet's, and for production.
 *
 * @module
 */

import type { App } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { spokenSentence } from '../../texts/spoken.ts'
import { toastDone, toastFailed } from '../../ui/toasts.tsx'

type Needed = Pick<App, 'link' | 'view' | 'mirror' | 'texts'>

export async function makeDefault(app: Needed, profile: string): Promise<void> {
  const { link, view, mirror } = app
  const known = mirror.getState().state?.profiles.find(({ name }) => name === profile)
  try {
    if (known?.isProduction) {
      view.setState({ dialog: { name: 'use-profile', about: profile } })
      return
    }
    const preview = await link.call('profiles.use', { profile, dryRun: true, typed: null })
    if (preview.isFirst) {
      view.setState({ dialog: { name: 'use-profile', about: profile } })
      return
    }
    await switchTo(app, profile, null)
  } catch (thrown) {
    toastFailed(view, errorOf(thrown))
  }
}

/** @throws {@link CallError} */
export async function switchTo(app: Needed, profile: string, typed: string | null): Promise<void> {
  const { link, view } = app
  const { profiles: texts, sayings } = app.texts
  const done = await link.call('profiles.use', { profile, dryRun: false, typed })
  view.setState({ dialog: undefined })
  const { previous } = done
  const words = [texts.using(profile), ...done.warnings.map((each) => spokenSentence(each, sayings))].join(
    ' ',
  )
  const back = previous !== null && previous !== profile ? previous : undefined
  toastDone(
    view,
    words,
    back === undefined ? undefined : { title: texts.undo, run: () => void makeDefault(app, back) },
  )
}
