import { useTexts } from '../../app-context.tsx'
import { AboutSettings } from './about-settings.tsx'
import { DesktopSettings } from './desktop-settings.tsx'
import { NetworkSettings } from './network-settings.tsx'
import css from './settings-place.module.css'
import { useSurroundings } from './use-surroundings.ts'
import { VaultSettings } from './vault-settings.tsx'
import { WindowSettings } from './window-settings.tsx'

export function SettingsPlace() {
  const { frame, settings } = useTexts()
  const surroundings = useSurroundings()
  return (
    <>
      <div>
        <h1>{frame.places.settings}</h1>
        <p className={css.intro}>{settings.intro}</p>
      </div>
      <div className={css.groups}>
        <WindowSettings />
        <DesktopSettings />
        <VaultSettings />
        <NetworkSettings surroundings={surroundings} />
        <AboutSettings surroundings={surroundings} />
      </div>
    </>
  )
}
