/**
 * What a person may see of a console that was opened. The address that signs in is a secret, and is none of it.
 *
 * @module
 */
import * as z from 'zod/mini'

export const consoleOpenedViewSchema = z.object({
  profile: z.string(),
  accountId: z.nullable(z.string()),
  /** Of the page. */
  region: z.string(),
  /** The page of the console, as an address that signs nobody in. */
  page: z.string(),
  /** `federation`: with credentials of Signet. `portal`: through the Identity Center access portal. */
  way: z.enum(['federation', 'portal']),
  /** Whether a browser came for it. */
  opened: z.boolean(),
  /** When the console's session ends, epoch milliseconds; null where AWS alone knows. */
  endsAt: z.nullable(z.number()),
  /** What was done in another way than asked. */
  notes: z.array(z.string()),
})
export type ConsoleOpenedView = z.infer<typeof consoleOpenedViewSchema>

/** An address for the tab that asked leads somewhere for so long. */
export const tabPageLifeInMilliseconds = 60_000

/** Where a browser tab that asked for a console goes for it: below its own address, once. It signs nobody in by itself. */
export const tabPagePathSchema = z.string().check(z.regex(/^open\/[0-9a-f]{64}$/))

/** What a window is told. */
export const windowConsoleViewSchema = z.extend(consoleOpenedViewSchema, {
  /** The window is a browser tab, and the console opens in its own browser: not started by the agent. */
  inTab: z.nullable(
    z.object({
      path: tabPagePathSchema,
      /** In place of the browser that was chosen for the session, which cannot be started. */
      isInstead: z.boolean(),
    }),
  ),
})
export type WindowConsoleView = z.infer<typeof windowConsoleViewSchema>
