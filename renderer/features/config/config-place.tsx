import { useAgentState, useApp, useTexts, useView } from '../../app-context.tsx'
import { Choice } from '../../ui/choice.tsx'
import { ChangesTab } from './changes-tab.tsx'
import css from './config-place.module.css'
import { DefaultCard } from './default-card.tsx'
import { ProblemsTab } from './problems-tab.tsx'
import { TakeOverTab } from './take-over-tab.tsx'
import { useConfigCommands } from './use-config-commands.ts'

const tabs = ['changes', 'problems', 'take-over'] as const
type Tab = (typeof tabs)[number]

/** What Signet changed in the AWS files, what is to be mended there, and what it could take over. */
export function ConfigPlace() {
  const { view } = useApp()
  const { config, frame } = useTexts()
  const toMend = useAgentState((state) => state.problems?.toMend ?? 0)
  const detail = useView((state) => state.detail)
  const tab: Tab = tabs.find((each) => each === detail) ?? 'changes'
  useConfigCommands()
  const titles = {
    changes: config.tabs.changes,
    problems: config.tabs.problems(toMend),
    'take-over': config.tabs.takeOver,
  }
  return (
    <div className={css.place}>
      <div>
        <h1>{frame.places.config}</h1>
        <p className={css.intro}>{config.intro}</p>
      </div>
      <div className={css.tabs}>
        <Choice
          label={config.tabs.label}
          value={tab}
          options={tabs.map((value) => ({ value, title: titles[value] }))}
          onChange={(value) => view.setState({ detail: value })}
        />
      </div>
      {tab === 'changes' && (
        <>
          <DefaultCard />
          <ChangesTab />
        </>
      )}
      {tab === 'problems' && <ProblemsTab />}
      {tab === 'take-over' && <TakeOverTab />}
    </div>
  )
}
