/**
 * Opens the AWS console in the person's browser: at once, or after the typed word for production.
 *
 * @module
 */
import type { ProfileView } from '../../../preload/contract/views.ts'
import type { App } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { toastDone, toastFailed } from '../../ui/toasts.tsx'

export function openConsole(app: App, { name, isProduction }: ProfileView): void {
  const { view } = app
  if (isProduction) view.setState({ dialog: { name: 'open-console', about: name } })
  else openNow(app, name, null).catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
}

/** @throws {@link CallError} */
export async function openNow(app: App, profile: string, typed: string | null): Promise<void> {
  const { link, view, texts } = app
  const { opened, notes } = await link.call('profiles.openConsole', { profile, service: null, typed })
  const words = opened ? texts.profiles.consoleOpened(profile) : texts.profiles.consoleByHand
  toastDone(view, [words, ...notes].join(' '))
}
