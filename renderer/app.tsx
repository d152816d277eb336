/**
 * The window: frame, place, dialogs.
 *
 * @module
 */
import { useStore } from 'zustand'
import css from './app.module.css'
import { useApp, useTexts, useView } from './app-context.tsx'
import { AppCommands } from './frame/app-commands.tsx'
import { Dialogs } from './frame/dialogs.tsx'
import { Frame } from './frame/frame.tsx'
import { placeRooms } from './frame/place-rooms.tsx'
import { useShellRequests } from './frame/use-shell-requests.ts'
import { Button } from './ui/button.tsx'
import { ErrorNotice } from './ui/notice.tsx'
import { Toasts } from './ui/toasts.tsx'
import { useKeyStrokes } from './ui/use-key-strokes.ts'
import { useDress } from './use-dress.ts'

export function App() {
  useKeyStrokes()
  useDress()
  useShellRequests()
  const { mirror } = useApp()
  const { frame } = useTexts()
  const isReady = useStore(mirror, ({ state }) => state !== undefined)
  const fault = useStore(mirror, (known) => known.fault)
  if (!isReady) {
    return (
      <main id="content" className={css.before}>
        {fault ? (
          <ErrorNotice
            error={fault}
            action={<Button onClick={() => window.location.reload()}>{frame.retry}</Button>}
          />
        ) : (
          <p role="status">{frame.connecting}</p>
        )}
      </main>
    )
  }
  return (
    <>
      <AppCommands />
      <Frame>
        <Room />
      </Frame>
      <Dialogs />
      <Toasts />
    </>
  )
}

function Room() {
  const place = useView((view) => view.place)
  const Shown = placeRooms[place]
  return <Shown />
}
