/**
 * What the shell shows beside its window: tray, notifications, and whether screen shots may see the window. It follows
 * the state that windows mirror; what is shown is decided by pure functions.
 *
 * @module
 */
import type { StateUpdate, WindowState } from '../../../preload/contract/state.ts'
import type { Agent } from '../../compose.ts'
import type { Clock } from '../../kernel/ports/clock.ts'
import type { WindowHub } from '../../serve/desktop/window-hub.ts'
import { type Notice, noticesOf, type Told } from './decisions/notices.ts'
import { showsSecret } from './decisions/shows-secret.ts'
import { type TrayItem, trayMenu, trayTip } from './decisions/tray-menu.ts'
import { shellTexts } from './texts/shell-texts.ts'

export interface DeskNeeds {
  readonly hub: Pick<WindowHub, 'watch' | 'poke'>
  readonly questions: Agent['questions']
  readonly clock: Pick<Clock, 'now' | 'schedule'>
  /** The system's language tag. */
  readonly language: string
  readonly isPaused: () => boolean
  readonly showTray: (items: readonly TrayItem[], tip: string) => void
  readonly showNotice: (notice: Notice) => void
  readonly protect: (isProtected: boolean) => void
}

/** Minutes are counted in words, and a change made elsewhere is seen; a window that is open looks far more often. */
const lookInMilliseconds = 20_000

export interface Desk {
  /** Undefined until the agent has told. */
  state(): WindowState | undefined
  end(): void
}

export function desk(needs: DeskNeeds): Desk {
  const { hub, questions, clock, language } = needs
  let state: WindowState | undefined
  let told: Told | undefined
  let cancel = () => {}
  const show = (): void => {
    if (state === undefined) return
    const now = clock.now()
    const texts = shellTexts(state.settings.language, language)
    needs.showTray(trayMenu(state, { now, texts, isPaused: needs.isPaused() }), trayTip(state, texts))
    const found = noticesOf(told, { ...state, questions: questions.pending() }, now, texts)
    told = found.told
    for (const notice of found.notices) needs.showNotice(notice)
    needs.protect(showsSecret(state))
  }
  const look = (): void => {
    hub.poke({ withFiles: true })
    show()
    cancel = clock.schedule(lookInMilliseconds, look)
  }
  const ends = [
    hub.watch(({ changed }: StateUpdate) => {
      // The first update has every slice.
      state = { ...state, ...changed } as WindowState
      show()
    }),
    questions.subscribe(show),
  ]
  look()
  return {
    state: () => state,
    end() {
      cancel()
      for (const end of ends) end()
    },
  }
}
