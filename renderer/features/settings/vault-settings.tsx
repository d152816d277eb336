import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { errorOf } from '../../link/call-error.ts'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { toastDone, toastFailed } from '../../ui/toasts.tsx'
import { Setting, SettingGroup } from './setting-group.tsx'

const passphraseCommand = 'SIGNET_KEY_STORE=off signet login'

/** The vault's door. */
export function VaultSettings() {
  const { link, view } = useApp()
  const { settings, palette } = useTexts()
  const { state, key } = useAgentState(({ vault }) => vault)
  const failed = (thrown: unknown) => toastFailed(view, errorOf(thrown))
  const lock = () =>
    void link
      .call('vault.lock', {})
      .then(() => toastDone(view, palette.locked))
      .catch(failed)
  const unlock = () =>
    void link
      .call('vault.unlock', {})
      .then(({ task }) => view.setState({ dialog: { name: 'task', about: task } }))
      .catch(failed)
  const what = [settings.vaultStates[state], key === null ? '' : settings.vaultKeys[key]].join(' ')
  return (
    <SettingGroup title={settings.vault}>
      <Setting title={what} hint={state === 'open' ? settings.lockHint : undefined}>
        {state === 'open' && <Button onClick={lock}>{settings.lockNow}</Button>}
        {state === 'locked' && (
          <Button look="primary" onClick={unlock}>
            {settings.unlock}
          </Button>
        )}
      </Setting>
      <Setting
        title={settings.keyChange}
        hint={
          <>
            {settings.keyElsewhere} <code>{passphraseCommand}</code>
          </>
        }
      >
        <CopyButton text={passphraseCommand} />
      </Setting>
    </SettingGroup>
  )
}
