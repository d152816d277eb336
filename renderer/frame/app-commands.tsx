import { useMemo } from 'react'
import { useAgentState, useApp, useTexts } from '../app-context.tsx'
import type { Command } from '../commands/commands.ts'
import { useAccountProvider } from '../features/palette/use-account-provider.ts'
import { useProfileProvider } from '../features/palette/use-profile-provider.ts'
import { useSessionProvider } from '../features/sessions/use-session-provider.ts'
import { errorOf } from '../link/call-error.ts'
import { places } from '../mirror/view.ts'
import { toastDone, toastFailed } from '../ui/toasts.tsx'
import { unlockVault } from '../ui/unlock-vault.ts'
import { useCommands } from '../ui/use-commands.ts'
import { ElsewhereCommands } from './elsewhere-commands.tsx'

const keysOfPlaces = {
  profiles: 'g p',
  accounts: 'g a',
  'console-access': 'g c',
  activity: 'g t',
  config: 'g f',
  settings: 'g s',
} as const

/** What can be done wherever the window looks. Stands before the places, so that theirs go before these. */
export function AppCommands() {
  usePlaceCommands()
  useSessionCommands()
  useWindowCommands()
  useSessionProvider()
  useProfileProvider()
  useAccountProvider()
  return <ElsewhereCommands />
}

function usePlaceCommands(): void {
  const { view } = useApp()
  const { frame, palette, welcome } = useTexts()
  useCommands(
    useMemo(
      () => [
        ...places.map(
          (place): Command => ({
            id: `go-${place}`,
            title: palette.goTo(frame.places[place]),
            group: 'places',
            keys: keysOfPlaces[place],
            run: () => view.setState({ place, detail: undefined }),
          }),
        ),
        {
          id: 'welcome',
          title: welcome.command,
          group: 'places',
          run: () => view.setState({ place: 'welcome', detail: undefined }),
        },
      ],
      [view, frame, palette, welcome],
    ),
  )
}

function useSessionCommands(): void {
  const { view, link } = useApp()
  const { palette } = useTexts()
  const vault = useAgentState((state) => state.vault.state)
  useCommands(
    useMemo(() => {
      const failed = (thrown: unknown) => toastFailed(view, errorOf(thrown))
      const signIn: Command = {
        id: 'sign-in',
        title: palette.signIn,
        group: 'sessions',
        words: palette.signInWords,
        keys: 'n',
        run: () => view.setState({ dialog: { name: 'sign-in' } }),
      }
      const unlock: Command = {
        id: 'unlock',
        title: palette.unlock,
        group: 'sessions',
        run: () => void unlockVault({ link, view }).catch(failed),
      }
      const lock: Command = {
        id: 'lock',
        title: palette.lock,
        group: 'sessions',
        run: () =>
          void link
            .call('vault.lock', {})
            .then(() => toastDone(view, palette.locked))
            .catch(failed),
      }
      return [signIn, ...(vault === 'locked' ? [unlock] : vault === 'open' ? [lock] : [])]
    }, [view, link, palette, vault]),
  )
}

function useWindowCommands(): void {
  const { view, link } = useApp()
  const { palette } = useTexts()
  useCommands(
    useMemo(() => {
      const open = () => view.setState({ dialog: { name: 'palette' } })
      const failed = (thrown: unknown) => toastFailed(view, errorOf(thrown))
      const theme = (choice: 'light' | 'dark' | 'system'): Command => ({
        id: `theme-${choice}`,
        title: palette.theme[choice],
        group: 'window',
        words: palette.words[choice],
        run: () => void link.call('settings.change', { theme: choice }).catch(failed),
      })
      return [
        { id: 'palette', title: palette.open, group: 'window', keys: 'mod+k', run: open },
        { id: 'search', title: palette.open, group: 'window', keys: '/', run: open },
        {
          id: 'keys',
          title: palette.keys,
          group: 'window',
          keys: '?',
          run: () => view.setState({ dialog: { name: 'keys' } }),
        },
        theme('light'),
        theme('dark'),
        theme('system'),
        {
          id: 'refresh',
          title: palette.reload,
          group: 'window',
          words: palette.words.reload,
          run: () => void link.call('state.refresh', {}).catch(failed),
        },
      ]
    }, [view, link, palette]),
  )
}
