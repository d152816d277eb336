import { useMemo } from 'react'
import { useApp, useView } from '../app-context.tsx'
import type { Command } from '../commands/commands.ts'
import { runThere } from '../commands/run-there.ts'
import { generateFor, readAnew } from '../features/accounts/account-actions.ts'
import { takeOverKinds } from '../features/config/take-over-kinds.ts'
import { settingsByName } from '../features/settings/setting-sections.ts'
import { useChangeSettings } from '../features/settings/use-change-settings.ts'
import type { Place } from '../mirror/view.ts'
import { useCommands } from '../ui/use-commands.ts'

/** What each place can do, for the palette of all the others. The place's own of the same name go before these. */
export function ElsewhereCommands() {
  useAccountVerbs()
  useConfigVerbs()
  useAccessVerbs()
  useActivityVerbs()
  useSettingVerbs()
  return null
}

/** Goes to a place and runs its own command there. */
function useThere(): (place: Place, detail: string | undefined, id: string) => void {
  const { commands, view } = useApp()
  return useMemo(
    () => (place, detail, id) => {
      const go = () => view.setState({ place, detail })
      const onLeave = (left: () => void) =>
        view.subscribe((now) => {
          if (now.place !== place) left()
        })
      runThere(commands, id, go, onLeave)
    },
    [commands, view],
  )
}

function useAccountVerbs(): void {
  const app = useApp()
  useCommands(
    useMemo((): readonly Command[] => {
      const { accounts, palette } = app.texts
      const own = { group: 'profiles', isElsewhere: true } as const
      return [
        {
          ...{ ...own, id: 'accounts-generate', title: accounts.generate, words: palette.words.generate },
          run: () => generateFor(app, []),
        },
        {
          ...{ ...own, id: 'accounts-add', title: accounts.add, words: palette.words.add },
          run: () => app.view.setState({ dialog: { name: 'add-profile' } }),
        },
        {
          ...{ ...own, id: 'accounts-refresh', title: palette.readAccounts, words: palette.words.reload },
          run: () => readAnew(app, null),
        },
      ]
    }, [app]),
  )
}

function useConfigVerbs(): void {
  const { view, texts } = useApp()
  const there = useThere()
  useCommands(
    useMemo((): readonly Command[] => {
      const { config, palette, frame } = texts
      const { words } = palette
      const own = { group: 'config', isElsewhere: true } as const
      const tab = (id: string, title: string, found: string): Command => ({
        ...{
          ...own,
          id: `config-tab-${id}`,
          title: palette.choose(frame.places.config, title),
          words: found,
        },
        run: () => view.setState({ place: 'config', detail: id }),
      })
      return [
        {
          ...{ ...own, id: 'config-check', title: config.commands.check, words: words.check },
          run: () => there('config', 'problems', 'config-check'),
        },
        {
          ...{ ...own, id: 'config-back', title: config.commands.back, words: words.back },
          run: () => view.setState({ dialog: { name: 'undo-config', about: 'config:1' } }),
        },
        tab('changes', config.tabs.changes, words.changes),
        tab('problems', config.tabs.problems(0), words.problems),
        tab('take-over', config.tabs.takeOver, words.takeOver),
        ...takeOverKinds.map(
          (kind): Command => ({
            ...{ ...own, id: `config-${kind}`, words: words.takeOver },
            title: `${config.takeOver.kinds[kind]}: ${config.takeOver.preview[kind]}`,
            run: () => view.setState({ dialog: { name: 'take-over', about: kind } }),
          }),
        ),
      ]
    }, [view, texts, there]),
  )
}

/** The place has either "on" or "off", by what stands there: while it is shown, only it says which. */
const accessIds = [
  'viewpoint',
  'history',
  'turnOn',
  'turnOff',
  'add',
  'json',
  'export',
  'drift',
  'undo',
] as const
const ownAccessId: Partial<Record<(typeof accessIds)[number], string>> = { turnOn: 'on', turnOff: 'off' }

function useAccessVerbs(): void {
  const { texts } = useApp()
  const there = useThere()
  const isHere = useView(({ place }) => place === 'console-access')
  useCommands(
    useMemo((): readonly Command[] => {
      const { commands } = texts.consoleAccess
      const { words } = texts.palette
      if (isHere) return []
      return accessIds.map((name) => {
        const id = `access-${ownAccessId[name] ?? name}`
        return {
          ...{ id, title: commands[name], group: 'console-access', isElsewhere: true },
          words: name === 'history' || name === 'undo' ? `${words.history} ${words.access}` : words.access,
          run: () => there('console-access', undefined, id),
        }
      })
    }, [texts, there, isHere]),
  )
}

function useActivityVerbs(): void {
  const { texts } = useApp()
  const there = useThere()
  useCommands(
    useMemo(
      (): readonly Command[] => [
        {
          ...{ id: 'activity-verify', title: texts.activity.verify, group: 'activity', isElsewhere: true },
          words: texts.palette.words.activity,
          run: () => there('activity', undefined, 'activity-verify'),
        },
      ],
      [texts, there],
    ),
  )
}

function useSettingVerbs(): void {
  const { view, texts } = useApp()
  const change = useChangeSettings()
  useCommands(
    useMemo((): readonly Command[] => {
      const { settings, palette } = texts
      const { words } = palette
      const own = { group: 'window', isElsewhere: true } as const
      const languages = (['en', 'de', 'system'] as const).map(
        (language): Command => ({
          ...{ ...own, id: `language-${language}`, words: words.language[language] },
          title: palette.choose(settings.language, settings.languages[language]),
          run: () => change({ language }),
        }),
      )
      const densities = (['usual', 'compact'] as const).map(
        (density): Command => ({
          ...{ ...own, id: `density-${density}`, words: words.density },
          title: palette.choose(settings.density, settings.densities[density]),
          run: () => change({ density }),
        }),
      )
      const named = settingsByName.map(
        ([name, section]): Command => ({
          ...{ ...own, id: `settings-${name}`, title: palette.settingsOf(settings[name]) },
          words: words[name],
          run: () => {
            // Also where it was looked at last: it is scrolled to again.
            view.setState({ place: 'settings', detail: undefined })
            view.setState({ detail: section })
          },
        }),
      )
      return [...languages, ...densities, ...named]
    }, [view, texts, change]),
  )
}
