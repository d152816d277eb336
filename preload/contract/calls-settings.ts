import * as z from 'zod/mini'
import { call, look, nothing } from './call.ts'
import { chosenSettingsSchema, surroundingsViewSchema } from './settings-views.ts'

/** How the window and the agent are set. */
export const settingsCalls = {
  /** What is left out stays as it is. */
  'settings.change': call(z.partial(chosenSettingsSchema), nothing),
  'settings.startAtLogin': call(z.strictObject({ isOn: z.boolean() }), nothing),
  'settings.surroundings': look(nothing, surroundingsViewSchema),
}
