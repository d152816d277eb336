import type { SurroundingsView } from '../../../preload/contract/settings-views.ts'
import { useAgentState, useTexts } from '../../app-context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { Setting, SettingGroup } from './setting-group.tsx'

const restartCommand = 'signet agent stop && signet agent start'

/** How the agent goes out. Set in its environment, so only shown here. */
export function NetworkSettings({ surroundings }: { readonly surroundings: SurroundingsView | undefined }) {
  const { settings } = useTexts()
  const overrides = Object.entries(useAgentState((state) => state.endpointOverrides))
  const { https = null, http = null, exceptions = null } = surroundings?.proxy ?? {}
  const proxies = [...new Set([https, http])].filter((each) => each !== null)
  return (
    <SettingGroup title={settings.network}>
      <Setting
        title={settings.proxy}
        hint={
          <>
            {settings.proxyHint} <code>{restartCommand}</code> <CopyButton text={restartCommand} />
          </>
        }
      >
        {proxies.length === 0 ? settings.noProxy : proxies.map((each) => <code key={each}>{each}</code>)}
      </Setting>
      {proxies.length > 0 && exceptions !== null && (
        <Setting title={settings.exceptions}>
          <code>{exceptions}</code>
        </Setting>
      )}
      <Setting title={settings.certificates} hint={settings.certificatesHint} />
      {overrides.length === 0 ? (
        <Setting title={settings.endpoints} hint={settings.endpointsUsual} />
      ) : (
        <>
          <Notice tone="warn">{settings.endpointsOverridden}</Notice>
          {overrides.map(([name, url]) => (
            <Setting key={name} title={name}>
              <code>{url}</code>
            </Setting>
          ))}
        </>
      )}
    </SettingGroup>
  )
}
