import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { toastDone, toastFailed } from '../../ui/toasts.tsx'
import { unlockVault } from '../../ui/unlock-vault.ts'
import { Setting, SettingGroup } from './setting-group.tsx'
import { Switch } from './switch.tsx'
import { useChangeSettings } from './use-change-settings.ts'

/** The vault's door. */
export function VaultSettings() {
  const { link, view } = useApp()
  const { settings, palette } = useTexts()
  const { state, key } = useAgentState(({ vault }) => vault)
  const { locksWithScreen, seesScreenLock } = useAgentState((all) => all.settings)
  const change = useChangeSettings()
  const failed = (thrown: unknown) => toastFailed(view, errorOf(thrown))
  const lock = () =>
    void link
      .call('vault.lock', {})
      .then(() => toastDone(view, palette.locked))
      .catch(failed)
  const unlock = () => void unlockVault({ link, view }).catch(failed)
  const moveKey = (to: 'passphrase' | 'key-store') =>
    void link
      .call('vault.moveKey', { to })
      .then(({ task }) => view.setState({ dialog: { name: 'task', about: task } }))
      .catch(failed)
  const what = [settings.vaultStates[state], key === null ? '' : settings.vaultKeys[key]].join(' ')
  return (
    <SettingGroup section="vault" title={settings.vault}>
      <Setting title={what} hint={state === 'open' ? settings.lockHint : undefined}>
        {state === 'open' && <Button onClick={lock}>{settings.lockNow}</Button>}
        {state === 'locked' && (
          <Button look="primary" onClick={unlock}>
            {settings.unlock}
          </Button>
        )}
      </Setting>
      <Switch
        title={settings.lockWithScreen}
        hint={seesScreenLock ? settings.lockWithScreenHint : settings.lockWithScreenNot}
        isOn={locksWithScreen && seesScreenLock}
        isDisabled={!seesScreenLock}
        onChange={(isOn) => change({ locksWithScreen: isOn })}
      />
      <Setting
        title={settings.keyChange}
        hint={key === null || state === 'absent' ? settings.keyAbsent : settings.keyHints[key]}
      >
        {state === 'open' && key === 'passphrase' && (
          <>
            <Button onClick={() => moveKey('passphrase')}>{settings.changePassphrase}</Button>
            <Button onClick={() => moveKey('key-store')}>{settings.toKeyStore}</Button>
          </>
        )}
        {state === 'open' && key === 'key-store' && (
          <Button onClick={() => moveKey('passphrase')}>{settings.toPassphrase}</Button>
        )}
      </Setting>
    </SettingGroup>
  )
}
