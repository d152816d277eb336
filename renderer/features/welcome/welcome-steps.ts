/**
 * How far the first steps are. Pure.
 *
 * @module
 */
import type { WindowState } from '../../../preload/contract/state.ts'

export type WelcomeStep = 'sign-in' | 'profile' | 'attempt'

export interface WelcomeProgress {
  /** The step of the moment. */
  readonly at: WelcomeStep
  /** Who is signed in, as kept: a session's id. */
  readonly session: string | undefined
  /** The profile to try: one that works now. */
  readonly profile: string | undefined
}

export function welcomeProgress({
  sessions,
  profiles,
}: Pick<WindowState, 'sessions' | 'profiles'>): WelcomeProgress {
  const session = sessions.find(({ state }) => state !== 'ended')?.id
  const ready = profiles.filter(
    ({ source, state }) => source === 'signet' && state !== 'ended' && state !== 'not-signed-in',
  )
  const profile = (ready.find(({ isDefault }) => isDefault) ?? ready[0])?.name
  const at = session === undefined ? 'sign-in' : profile === undefined ? 'profile' : 'attempt'
  return { at, session, profile: session === undefined ? undefined : profile }
}
