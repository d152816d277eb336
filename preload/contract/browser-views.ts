/**
 * In which browser a session's pages open. Ids only: no path and no command line crosses to a window, or comes from one.
 *
 * @module
 */
import * as z from 'zod/mini'

/** One thing that can be chosen, or was: that may not be on this machine any more. */
export const browserOptionViewSchema = z.object({
  /** What is named to choose it: a browser, one profile of it, or its private window. */
  id: z.string(),
  /** The browser, as people know it. */
  browser: z.string(),
  /** The profile as the person named it in the browser, or the browser's own id of it where that is not known; null for the one used last. */
  profile: z.nullable(z.string()),
  isPrivate: z.boolean(),
})
export type BrowserOptionView = z.infer<typeof browserOptionViewSchema>

/** A session and its browser, in one line. */
export const sessionBrowserViewSchema = z.object({
  session: z.string(),
  name: z.string(),
  /** Null: the system's own. */
  choice: z.nullable(browserOptionViewSchema),
  /** Whether it is on this machine. */
  isHere: z.boolean(),
})
export type SessionBrowserView = z.infer<typeof sessionBrowserViewSchema>
