import type { ComponentType } from 'react'
import { AccountsPlace } from '../features/accounts/accounts-place.tsx'
import { ActivityPlace } from '../features/activity/activity-place.tsx'
import { ConfigPlace } from '../features/config/config-place.tsx'
import { ConsoleAccessPlace } from '../features/console-access/console-access-place.tsx'
import { ProfilesPlace } from '../features/profiles/profiles-place.tsx'
import { SettingsPlace } from '../features/settings/settings-place.tsx'
import { WelcomePlace } from '../features/welcome/welcome-place.tsx'
import type { Place } from '../mirror/view.ts'

/** What is shown at each place of the side bar. */
export const placeRooms: Readonly<Record<Place, ComponentType>> = {
  profiles: ProfilesPlace,
  accounts: AccountsPlace,
  'console-access': ConsoleAccessPlace,
  activity: ActivityPlace,
  config: ConfigPlace,
  settings: SettingsPlace,
  welcome: WelcomePlace,
}
