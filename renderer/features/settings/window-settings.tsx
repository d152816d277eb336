import { useAgentState, useApp, useTexts } from '../../app-context.tsx'
import { Button } from '../../ui/button.tsx'
import { Choice } from '../../ui/choice.tsx'
import { Setting, SettingGroup } from './setting-group.tsx'
import css from './settings-place.module.css'
import { useChangeSettings } from './use-change-settings.ts'

/** How the window looks and speaks. */
export function WindowSettings() {
  const { view } = useApp()
  const { settings } = useTexts()
  const { theme, language, density } = useAgentState((state) => state.settings)
  const change = useChangeSettings()
  return (
    <SettingGroup section="window" title={settings.window}>
      <Setting title={settings.theme}>
        <Choice
          label={settings.theme}
          value={theme}
          options={options(settings.themes)}
          onChange={(value) => change({ theme: value })}
        />
      </Setting>
      <Setting title={settings.language}>
        <Choice
          label={settings.language}
          value={language}
          options={options(settings.languages)}
          onChange={(value) => change({ language: value })}
        />
      </Setting>
      <Setting title={settings.density}>
        <Choice
          label={settings.density}
          value={density}
          options={options(settings.densities)}
          onChange={(value) => change({ density: value })}
        />
      </Setting>
      <div className={css.buttons}>
        <Button onClick={() => view.setState({ place: 'welcome', detail: undefined })}>
          {settings.firstSteps}
        </Button>
        <Button onClick={() => view.setState({ dialog: { name: 'keys' } })}>{settings.keys}</Button>
      </div>
    </SettingGroup>
  )
}

function options<Value extends string>(titles: Readonly<Record<Value, string>>) {
  return (Object.keys(titles) as Value[]).map((value) => ({ value, title: titles[value] }))
}
