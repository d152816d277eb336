/**
 * What a window mirrors. State goes one way: a full snapshot with a revision, then the slices that changed.
 *
 * @module
 */
import * as z from 'zod/mini'
import { consentQuestionViewSchema } from './activity-views.ts'
import { problemsViewSchema } from './config-views.ts'
import { settingsViewSchema } from './settings-views.ts'
import { taskViewSchema } from './task-views.ts'
import { accountViewSchema, profileViewSchema, sessionViewSchema, statusViewSchema } from './views.ts'

const status = statusViewSchema.shape

/** Each slice is replaced as a whole. */
export const stateSchema = z.object({
  agent: status.agent,
  vault: status.vault,
  /** AWS's clock minus this machine's, milliseconds; null until AWS has answered once. */
  clockOffsetInMilliseconds: status.clockOffsetInMilliseconds,
  endpointOverrides: status.endpointOverrides,
  sessions: z.array(sessionViewSchema),
  /** In the order of the config files. */
  profiles: z.array(profileViewSchema),
  accounts: z.array(accountViewSchema),
  /** What is under way, and what ended a short while ago. */
  tasks: z.array(taskViewSchema),
  /** Programs that wait for the person's word. Oldest first. */
  consents: z.array(consentQuestionViewSchema),
  settings: settingsViewSchema,
  /** Null until the files were judged for the first time. */
  problems: z.nullable(problemsViewSchema),
})
export type WindowState = z.infer<typeof stateSchema>

export const snapshotSchema = z.object({ revision: z.number(), state: stateSchema })
export const updateSchema = z.object({ revision: z.number(), changed: z.partial(stateSchema) })
export type Snapshot = z.infer<typeof snapshotSchema>
export type StateUpdate = z.infer<typeof updateSchema>
