/**
 * What a window mirrors. State goes one way: a full snapshot with a revision, then the slices that changed.
 *
 * @module
 */
import * as z from 'zod/mini'
import { consentQuestionViewSchema, todayViewSchema } from './activity-views.ts'
import { browserOptionViewSchema } from './browser-views.ts'
import { problemsViewSchema } from './config-views.ts'
import { errorViewSchema } from './errors.ts'
import { profileUseViewSchema } from './profile-views.ts'
import { settingsViewSchema } from './settings-views.ts'
import { taskViewSchema } from './task-views.ts'
import {
  accountViewSchema,
  profileViewSchema,
  sessionViewSchema,
  signedOutViewSchema,
  statusViewSchema,
} from './views.ts'

const status = statusViewSchema.shape

/** Each slice is replaced as a whole. */
export const stateSchema = z.object({
  agent: status.agent,
  vault: status.vault,
  /** AWS's clock minus this machine's, milliseconds; null until AWS has answered once. */
  clockOffsetInMilliseconds: status.clockOffsetInMilliseconds,
  endpointOverrides: status.endpointOverrides,
  sessions: z.array(sessionViewSchema),
  /** In which browser the pages of a session open, by its id; the system's own where it is left out. */
  browsers: z.record(z.string(), browserOptionViewSchema),
  /** Portals of Identity Center that a person has signed out of; nobody knows while the vault is locked. */
  signedOut: z.array(signedOutViewSchema),
  /** What was handed out; null until the log was read. */
  today: z.nullable(todayViewSchema),
  /** In the order of the config files. */
  profiles: z.array(profileViewSchema),
  /** What each profile's credentials are doing, by its name; those alone of which there is something to say. */
  uses: z.record(z.string(), profileUseViewSchema),
  accounts: z.array(accountViewSchema),
  /** Why the person's AWS files could not be read; what is said of them is as old as the last time they could. */
  filesFault: z.nullable(errorViewSchema),
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
