import type { App } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { toastDone, toastFailed } from '../../ui/toasts.tsx'

/** AWS is asked for each: a few at a time. */
const atOnce = 4

/** Renews what the sessions have now, and says once how it went. */
export async function renewSessions(
  { link, view, texts }: Pick<App, 'link' | 'view' | 'texts'>,
  sessions: readonly string[],
): Promise<void> {
  const { selection } = texts
  const left = [...sessions]
  const failures: unknown[] = []
  const work = async () => {
    for (let session = left.shift(); session !== undefined; session = left.shift()) {
      await link.call('sessions.renew', { session }).catch((thrown: unknown) => failures.push(thrown))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  if (failures.length === 0) {
    toastDone(view, selection.renewed(sessions.length))
    return
  }
  const error = errorOf(failures[0])
  const message = selection.notRenewed(failures.length, sessions.length, error.message)
  toastFailed(view, { ...error, message })
}
