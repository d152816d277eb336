import { useEffect } from 'react'
import { useTexts, useView } from '../../app-context.tsx'
import { AboutSettings } from './about-settings.tsx'
import { BrowserSettings } from './browser-settings.tsx'
import { DesktopSettings } from './desktop-settings.tsx'
import { NetworkSettings } from './network-settings.tsx'
import { sectionId, settingSections } from './setting-sections.ts'
import css from './settings-place.module.css'
import { useSurroundings } from './use-surroundings.ts'
import { VaultSettings } from './vault-settings.tsx'
import { WindowSettings } from './window-settings.tsx'

export function SettingsPlace() {
  const { frame, settings } = useTexts()
  const surroundings = useSurroundings()
  useAskedSection()
  return (
    <>
      <div>
        <h1>{frame.places.settings}</h1>
        <p className={css.intro}>{settings.intro}</p>
      </div>
      <div className={css.groups}>
        <WindowSettings />
        <BrowserSettings />
        <DesktopSettings />
        <VaultSettings />
        <NetworkSettings surroundings={surroundings} />
        <AboutSettings surroundings={surroundings} />
      </div>
    </>
  )
}

/** Leads to the group that was asked for. */
function useAskedSection(): void {
  const detail = useView((view) => view.detail)
  const section = settingSections.find((each) => each === detail)
  useEffect(() => {
    if (section === undefined) return
    // After the palette, which gives the focus back to where it was.
    const timer = setTimeout(() => {
      const heading = document.getElementById(sectionId(section))
      heading?.scrollIntoView({ block: 'start' })
      heading?.focus({ preventScroll: true })
    }, 50)
    return () => clearTimeout(timer)
  }, [section])
}
