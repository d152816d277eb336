import type { ComponentType } from 'react'
import { ProfilesPlace } from '../features/profiles/profiles-place.tsx'
import type { Place } from '../mirror/view.ts'
import { ComingPlace } from './coming-place.tsx'

/** What is shown at each place of the side bar. */
export const placeRooms: Readonly<Record<Place, ComponentType>> = {
  profiles: ProfilesPlace,
  accounts: ComingPlace,
  'console-access': ComingPlace,
  activity: ComingPlace,
  config: ComingPlace,
  settings: ComingPlace,
}
