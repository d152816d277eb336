import type { SurroundingsView } from '../../../preload/contract/settings-views.ts'
import { useAgentState, useTexts } from '../../app-context.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { useNow } from '../../ui/use-now.ts'
import { whenText } from '../../ui/when-text.ts'
import { Setting, SettingGroup } from './setting-group.tsx'
import css from './settings-place.module.css'

const fileNames = ['config', 'credentials', 'vault', 'preferences', 'backups', 'activity', 'log'] as const

/** Which Signet this is, and where its files lie. */
export function AboutSettings({ surroundings }: { readonly surroundings: SurroundingsView | undefined }) {
  const { settings, language } = useTexts()
  const { version, pid, startedAt, socket } = useAgentState((state) => state.agent)
  const now = useNow()
  return (
    <SettingGroup section="about" title={settings.about}>
      <Setting title={settings.version}>
        <code>{version}</code>
      </Setting>
      <Setting title={settings.agent}>{settings.agentText(pid, whenText(startedAt, now, language))}</Setting>
      <Setting title={settings.runtime}>
        <code>{surroundings?.runtime ?? '…'}</code>
      </Setting>
      <Setting title={settings.socket}>
        <code>{socket}</code>
      </Setting>
      {surroundings && (
        <dl className={css.paths} aria-label={settings.files}>
          {fileNames.map((name) => (
            <div key={name} className={css.path}>
              <dt>{settings.file[name]}</dt>
              <dd>
                <code>{surroundings.files[name]}</code>
                <CopyButton text={surroundings.files[name]} label={settings.file[name]} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </SettingGroup>
  )
}
