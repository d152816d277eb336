import * as z from 'zod/mini'
import { browserOptionViewSchema } from './browser-views.ts'
import { call, look, nothing, shortText } from './call.ts'

const started = z.object({ task: z.string() })

/** Signing in and out, and the vault's door. What takes a while answers with its task. */
export const sessionCalls = {
  'sessions.signIn': call(
    z.strictObject({
      profile: shortText,
      method: z.enum(['same-device', 'cross-device']),
      region: z.nullable(shortText),
      openBrowser: z.boolean(),
      adopt: z.boolean(),
      replace: z.boolean(),
    }),
    started,
  ),
  'sessions.signInToIdentityCenter': call(
    z.strictObject({
      /** A known name alone is enough. */
      session: z.nullable(shortText),
      startUrl: z.nullable(shortText),
      region: z.nullable(shortText),
      /** Null: as fits where the window stands. */
      flow: z.nullable(z.enum(['authorization-code', 'device'])),
      openBrowser: z.boolean(),
    }),
    started,
  ),
  'sessions.signOut': call(
    /** `everywhere`: AWS is asked to end the session on every machine. */
    z.strictObject({ session: shortText, everywhere: z.optional(z.boolean()) }),
    z.object({ summary: z.array(z.string()) }),
  ),
  /** A portal that was signed out of is not remembered any more. */
  'sessions.forget': call(z.strictObject({ name: shortText }), nothing),
  /** Renews a session's credentials or access token now, though they have life left. */
  'sessions.renew': call(z.strictObject({ session: shortText }), nothing),
  /** What the AWS CLI has signed in to, and Signet could take over. Only looks. */
  'sessions.importable': look(nothing, z.object({ signIns: z.number() })),
  'sessions.import': call(nothing, started),
  /** What a session's pages can open in on this machine; looked for anew each time. */
  'sessions.browsers': look(nothing, z.object({ options: z.array(browserOptionViewSchema) })),
  /** `choice`: the id of one of those; null for the system's own. Answers with what stood there before. */
  'sessions.setBrowser': call(
    z.strictObject({ session: shortText, choice: z.nullable(shortText) }),
    z.object({
      before: z.nullable(browserOptionViewSchema),
      after: z.nullable(browserOptionViewSchema),
    }),
  ),
  'vault.unlock': call(nothing, started),
  'vault.lock': call(nothing, nothing),
  /** Another passphrase, or the key in its other place. Who has a passphrase is asked for it. */
  'vault.moveKey': call(z.strictObject({ to: z.enum(['key-store', 'passphrase']) }), started),
}
