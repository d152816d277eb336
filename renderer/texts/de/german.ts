import type { english } from '../en/english.ts'
import { accounts } from './accounts.ts'
import { activity } from './activity.ts'
import { config } from './config.ts'
import { consoleAccess } from './console-access.ts'
import { errors } from './errors.ts'
import { frame } from './frame.ts'
import { palette } from './palette.ts'
import { profiles } from './profiles.ts'
import { sayings } from './sayings.ts'
import { selection } from './selection.ts'
import { sessions } from './sessions.ts'
import { settings } from './settings.ts'
import { signIn } from './sign-in.ts'
import { tables } from './tables.ts'
import { tasks } from './tasks.ts'
import { welcome } from './welcome.ts'

export const german: typeof english = {
  language: 'de',
  accounts,
  activity,
  config,
  consoleAccess,
  errors,
  frame,
  palette,
  sessions,
  settings,
  profiles,
  sayings,
  selection,
  signIn,
  tables,
  tasks,
  welcome,
}
