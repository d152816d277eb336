/**
 * The part of an agent that signs in to AWS itself.
 *
 * @module
 */
import { formerSession } from '../actions/sessions/former-session.ts'
import { signInToProfile } from '../actions/sessions/sign-in-to-profile.ts'
import { signIn } from '../sign-in/sign-in.ts'
import type { Rooms } from './rooms.ts'

export function composeSignIn(rooms: Rooms) {
  const { host, door, vault, broker, awsFiles, signin, serverTime, preferences, sessionBrowsers } = rooms
  const { clock, random, redirectReceiver } = host
  return {
    signIn: signInToProfile({
      ...{ door, vault, broker, awsFiles, preferences },
      checkRegion: signin.baseUrl,
      signIn: async (request, prompts, onStep) => {
        const former = formerSession(vault.contents(), request.profile)
        request.tellSession?.(former)
        const opens = request.openBrowser && request.method === 'same-device'
        const browser = await sessionBrowsers.toldBrowserOf(opens ? former : undefined, request.env, prompts)
        const ports = { serverTime, clock, random, prompts, redirectReceiver, browser }
        return signIn(request, { signin, ...ports }, onStep)
      },
    }),
  }
}
