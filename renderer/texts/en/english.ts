import { accounts } from './accounts.ts'
import { activity } from './activity.ts'
import { config } from './config.ts'
import { consoleAccess } from './console-access.ts'
import { frame } from './frame.ts'
import { palette } from './palette.ts'
import { profiles } from './profiles.ts'
import { sessions } from './sessions.ts'
import { settings } from './settings.ts'
import { signIn } from './sign-in.ts'
import { tasks } from './tasks.ts'
import { welcome } from './welcome.ts'

export const english = {
  language: 'en',
  accounts,
  activity,
  config,
  consoleAccess,
  frame,
  palette,
  sessions,
  settings,
  profiles,
  signIn,
  tasks,
  welcome,
}
