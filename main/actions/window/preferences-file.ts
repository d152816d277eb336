/**
 * What a person has chosen and what Signet has noticed of their habits, as it stands in `preferences.json`. No secret has
 * a place here.
 *
 * @module
 */
import * as z from 'zod/mini'
import { profileColourSchema } from '../../../preload/contract/profile-views.ts'
import { chosenSettingsSchema } from '../../../preload/contract/settings-views.ts'
import { jsonOf } from '../../kernel/json-of.ts'

/** What a person put on a profile, and how much they use it. Strict: a field that is not known here must not be lost. */
const profileMarkSchema = z.strictObject({
  isPinned: z.optional(z.boolean()),
  tags: z.optional(z.array(z.string())),
  colour: z.optional(profileColourSchema),
  /** How often and how recently it was used; see `frecency.ts`. Stands as it was at `usedAt`, epoch milliseconds. */
  score: z.optional(z.number()),
  usedAt: z.optional(z.number()),
})
export type ProfileMark = z.infer<typeof profileMarkSchema>

/** The profile of every tool that names none. */
const defaultPointerSchema = z.strictObject({
  profile: z.string(),
  /** The one before it, for `signet use -`. */
  previous: z.optional(z.string()),
  /** Epoch milliseconds. */
  since: z.number(),
})
export type DefaultPointer = z.infer<typeof defaultPointerSchema>

/** Where an Identity Center session was signed in, so that its name is enough the next time. */
const rememberedPortalSchema = z.strictObject({
  startUrl: z.string(),
  region: z.string(),
  scopes: z.array(z.string()),
})
export type RememberedPortal = z.infer<typeof rememberedPortalSchema>

/** Where the pages of a session open: ids of a browser and of one profile of it, never a program or a path. */
const browserChoiceSchema = z.strictObject({
  browser: z.string(),
  profile: z.optional(z.string()),
  isPrivate: z.optional(z.boolean()),
})

const preferencesVersion = 1

const preferencesSchema = z.strictObject({
  version: z.literal(preferencesVersion),
  default: z.optional(defaultPointerSchema),
  /** By profile name. */
  profiles: z.record(z.string(), profileMarkSchema),
  /** By session name. */
  portals: z.record(z.string(), rememberedPortalSchema),
  /** By session id; the system's own browser where left out. */
  browsers: z.optional(z.record(z.string(), browserChoiceSchema)),
  /** How the window is set; what was never chosen is left out. */
  settings: z.optional(z.partial(chosenSettingsSchema)),
})
export type PreferencesContents = z.infer<typeof preferencesSchema>

export const noPreferences: PreferencesContents = { version: preferencesVersion, profiles: {}, portals: {} }

export type DecodedPreferences =
  | { readonly kind: 'read'; readonly contents: PreferencesContents }
  /** Written by a Signet that knows more. */
  | { readonly kind: 'newer' }
  | { readonly kind: 'damaged' }

export function decodePreferences(bytes: Uint8Array<ArrayBuffer>): DecodedPreferences {
  const value = jsonOf(bytes)
  const parsed = preferencesSchema.safeParse(value)
  if (parsed.success) return { kind: 'read', contents: parsed.data }
  const version = z.object({ version: z.number() }).safeParse(value)
  const isNewer = version.success && version.data.version > preferencesVersion
  // Only more than is known here: nothing of it may be lost.
  const isMore = parsed.error.issues.every(({ code }) => code === 'unrecognized_keys')
  return { kind: isNewer || isMore ? 'newer' : 'damaged' }
}

export function encodePreferences(contents: PreferencesContents): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(`${JSON.stringify(contents, undefined, 2)}\n`)
}
