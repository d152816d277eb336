import type { App } from '../../app-context.tsx'
import type { SignInAttempt } from '../../mirror/view.ts'

/** More than can be under way at once. */
const mostKept = 20

/**
 * Begins a sign-in, shows its steps, and remembers how it was begun.
 *
 * @throws {@link CallError}
 */
export async function beginSignIn(
  { link, view }: Pick<App, 'link' | 'view'>,
  attempt: SignInAttempt,
): Promise<void> {
  const { task } =
    attempt.call === 'sessions.signIn'
      ? await link.call(attempt.call, attempt.request)
      : await link.call(attempt.call, attempt.request)
  view.setState(({ attempts }) => ({
    dialog: { name: 'task', about: task },
    attempts: new Map([...[...attempts].slice(1 - mostKept), [task, attempt]]),
  }))
}
