import type { SurroundingsView } from '../../../preload/contract/settings-views.ts'
import { useAgentState, useTexts } from '../../app-context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Notice } from '../../ui/notice.tsx'
import { AuthoritySettings } from './authority-settings.tsx'
import { Setting, SettingGroup } from './setting-group.tsx'
import css from './settings-place.module.css'

const commands = {
  set: 'signet settings proxy http://HOST:PORT',
  reset: 'signet settings proxy --reset',
  look: 'signet settings',
} as const

/** How the agent goes out. A window shows it, and a terminal sets it: whoever took a window over could not read along. */
export function NetworkSettings({ surroundings }: { readonly surroundings: SurroundingsView | undefined }) {
  const { settings } = useTexts()
  const overrides = Object.entries(useAgentState((state) => state.endpointOverrides))
  const { from = 'nowhere', https = null, http = null, exceptions = null } = surroundings?.proxy ?? {}
  const proxies = [...new Set([https, http])].filter((each) => each !== null)
  const command = from === 'terminal' ? commands.reset : commands.set
  return (
    <SettingGroup section="network" title={settings.network}>
      {surroundings?.isNetworkReadable === false && (
        <Notice tone="bad" action={<CopyButton text={commands.look} />}>
          {settings.networkUnreadable} <code>{commands.look}</code>
        </Notice>
      )}
      <Setting
        title={settings.proxy}
        hint={
          <>
            {settings.proxyFrom[from]}
            <p className={css.command}>
              {from === 'terminal' ? settings.proxyReset : settings.proxySet}{' '}
              <span>
                <code>{command}</code> <CopyButton text={command} />
              </span>
            </p>
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
      <AuthoritySettings authorities={surroundings?.authorities ?? []} />
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
