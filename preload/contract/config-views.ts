/**
 * What a person may see of Signet's own changes in the AWS files, of what is to be mended there, and of what can be taken
 * over. Times are epoch milliseconds.
 *
 * @module
 */
import * as z from 'zod/mini'
import { configBackupViewSchema } from './profile-views.ts'
import { findingViewSchema } from './views.ts'

export const configFileSchema = z.enum(['config', 'credentials'])
export type ConfigFileView = z.infer<typeof configFileSchema>

export const filePreviewsSchema = z.array(z.object({ path: z.string(), diff: z.array(z.string()) }))

/** A change of Signet's: the copy from before it, and whose copy it is. */
export const configChangeViewSchema = z.object({ file: configFileSchema, backup: configBackupViewSchema })
export type ConfigChangeView = z.infer<typeof configChangeViewSchema>

/** What is wrong, as far as anybody has looked. */
export const problemsViewSchema = z.object({
  /** Of the AWS files as they are now, and of everything else as it was at `checkedAt`. */
  findings: z.array(findingViewSchema),
  /** How many of them ask for something to be done. */
  toMend: z.number(),
  /** When the whole was looked at, AWS's hosts too; null when nobody has asked yet. */
  checkedAt: z.nullable(z.number()),
})
export type ProblemsView = z.infer<typeof problemsViewSchema>

/** What `signet import` deals with. */
export const takeOverKindSchema = z.enum(['sign-ins', 'move-keys', 'restore-keys'])
export type TakeOverKind = z.infer<typeof takeOverKindSchema>

/** One sign-in or key, in words. `obstacle` says why it stays where it is. */
export const takeOverItemViewSchema = z.object({
  name: z.string(),
  detail: z.string(),
  obstacle: z.nullable(z.string()),
})
export type TakeOverItemView = z.infer<typeof takeOverItemViewSchema>
