import type { App } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { inEnglish } from '../../texts/in-english.ts'
import { toastDone, toastNotDone } from '../../ui/toasts.tsx'

/** AWS is asked for each: a few at a time. */
const atOnce = 4

/** Renews what the sessions have now, and says once how it went. */
export async function renewSessions(
  { link, view, texts }: Pick<App, 'link' | 'view' | 'texts'>,
  sessions: readonly string[],
): Promise<void> {
  const { selection, errors } = texts
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
  const { code, message } = errorOf(failures[0])
  const why = errors[code] === undefined ? message : `${errors[code]} ${inEnglish(message)}`
  toastNotDone(view, selection.notRenewed(failures.length, sessions.length, why), code)
}
