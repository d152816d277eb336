import * as z from 'zod/mini'
import { call, look, nothing, shortText } from './call.ts'
import {
  configChangeViewSchema,
  configFileSchema,
  filePreviewsSchema,
  takeOverItemViewSchema,
  takeOverKindSchema,
} from './config-views.ts'
import { configBackupViewSchema, defaultProfileViewSchema } from './profile-views.ts'

const number = z.int().check(z.minimum(1), z.maximum(1_000))
const chosen = z.strictObject({ file: configFileSchema, number })

/** The AWS files: what Signet changed, the way back, what is wrong, and what can be taken over. */
export const configCalls = {
  /** The newest first, of both files. */
  'config.changes': look(
    nothing,
    z.object({
      configPath: z.string(),
      credentialsPath: z.string(),
      changes: z.array(configChangeViewSchema),
    }),
  ),
  /** What came with a change: from its copy to the next one, or to what is there now. */
  'config.showChange': look(
    chosen,
    z.object({ path: z.string(), backup: configBackupViewSchema, diff: z.array(z.string()) }),
  ),
  'config.undo': call(
    z.strictObject({ file: configFileSchema, number, dryRun: z.boolean() }),
    z.object({
      outcome: z.enum(['restored', 'unchanged', 'dry-run', 'declined']),
      path: z.string(),
      /** The changes that are taken back, the newest first. */
      commands: z.array(z.nullable(z.string())),
      /** What else comes back, in words. */
      effects: z.array(z.string()),
      diff: z.array(z.string()),
    }),
  ),
  'config.default': look(
    nothing,
    z.object({ ...defaultProfileViewSchema.shape, warnings: z.array(z.string()) }),
  ),
  /** Looks at everything, AWS's hosts too. What it finds is in the `problems` slice. */
  'config.check': call(nothing, nothing),
  'config.previewTakeOver': look(
    z.strictObject({ kind: takeOverKindSchema }),
    z.object({
      items: z.array(takeOverItemViewSchema),
      /** Whether anything would happen. */
      isReady: z.boolean(),
      files: filePreviewsSchema,
    }),
  ),
  /** `typed`: the word that the person typed to go on, where one is asked for. */
  'config.takeOver': call(
    z.strictObject({ kind: takeOverKindSchema, typed: z.nullable(shortText) }),
    z.object({ task: z.string() }),
  ),
}
