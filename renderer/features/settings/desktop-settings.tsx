import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { toastFailed } from '../../ui/toasts.tsx'
import { SettingGroup } from './setting-group.tsx'
import { Switch } from './switch.tsx'
import { useChangeSettings } from './use-change-settings.ts'

/** What only the desktop app can do; elsewhere it says why not. */
export function DesktopSettings() {
  const { link, view } = useApp()
  const { settings } = useTexts()
  const { startAtLogin, canNotify, notifications, renewsAhead } = useAgentState((state) => state.settings)
  const change = useChangeSettings()
  const setStart = (isOn: boolean) =>
    void link
      .call('settings.startAtLogin', { isOn })
      .catch((thrown: unknown) => toastFailed(view, errorOf(thrown)))
  return (
    <SettingGroup section="desktop" title={settings.desktop}>
      <Switch
        title={settings.startAtLogin}
        hint={startAtLogin === null ? settings.startAtLoginNot : settings.startAtLoginHint}
        isOn={startAtLogin ?? false}
        isDisabled={startAtLogin === null}
        onChange={setStart}
      />
      <Switch
        title={settings.notifications}
        hint={canNotify ? settings.notificationsHint : settings.notificationsNot}
        isOn={notifications && canNotify}
        isDisabled={!canNotify}
        onChange={(isOn) => change({ notifications: isOn })}
      />
      <Switch
        title={settings.renewal}
        hint={renewsAhead ? settings.renewalHint : settings.renewalOff}
        isOn={renewsAhead}
        onChange={(isOn) => change({ renewsAhead: isOn })}
      />
    </SettingGroup>
  )
}
