import type { ComponentType } from 'react'
import { ActivityPlace } from '../features/activity/activity-place.tsx'
import { ProfilesPlace } from '../features/profiles/profiles-place.tsx'
import { SettingsPlace } from '../features/settings/settings-place.tsx'
import { WelcomePlace } from '../features/welcome/welcome-place.tsx'
import type { Place } from '../mirror/view.ts'
import { ComingPlace } from './coming-place.tsx'

/** What is shown at each place of the side bar. */
export const placeRooms: Readonly<Record<Place, ComponentType>> = {
  profiles: ProfilesPlace,
  accounts: ComingPlace,
  'console-access': ComingPlace,
  activity: ActivityPlace,
  config: ComingPlace,
  settings: SettingsPlace,
  welcome: WelcomePlace,
}
