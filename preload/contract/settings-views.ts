/**
 * How a person has set the window and the agent, and where the agent stands. Nothing here can hold a secret.
 *
 * @module
 */
import * as z from 'zod/mini'

/** What a person chooses; each has a value from the start. */
export const chosenSettingsSchema = z.strictObject({
  theme: z.enum(['system', 'light', 'dark']),
  language: z.enum(['system', 'en', 'de']),
  density: z.enum(['usual', 'compact']),
  /** Told before a session ends, and when somebody asks for leave. */
  notifications: z.boolean(),
  /** The person has left the first steps: they are shown on demand only. */
  isWelcomeLeft: z.boolean(),
})
export type ChosenSettings = z.infer<typeof chosenSettingsSchema>

export const usualSettings: ChosenSettings = {
  theme: 'system',
  language: 'system',
  density: 'usual',
  notifications: true,
  isWelcomeLeft: false,
}

export const settingsViewSchema = z.object({
  ...chosenSettingsSchema.shape,
  /** Null where nothing here can do it: only the desktop app can. */
  startAtLogin: z.nullable(z.boolean()),
  /** Whether a notification would be seen. */
  canNotify: z.boolean(),
})
export type SettingsView = z.infer<typeof settingsViewSchema>

/** What the agent takes from its environment and its folders, for reading. */
export const surroundingsViewSchema = z.object({
  runtime: z.string(),
  /** As set, without a user and a password; null where there is none. */
  proxy: z.object({
    https: z.nullable(z.string()),
    http: z.nullable(z.string()),
    exceptions: z.nullable(z.string()),
  }),
  files: z.object({
    config: z.string(),
    credentials: z.string(),
    vault: z.string(),
    preferences: z.string(),
    backups: z.string(),
    activity: z.string(),
    log: z.string(),
  }),
})
export type SurroundingsView = z.infer<typeof surroundingsViewSchema>
