/**
 * The windows of an agent: one hub of calls and state, and the server that brings it to a browser tab.
 *
 * @module
 */

import type { ProblemsView } from '../../preload/contract/config-views.ts'
import type { AccountView } from '../../preload/contract/views.ts'
import type { ListProfiles } from '../actions/profiles/list-profiles.ts'
import type { KeptBrowsers } from '../actions/sessions/choose-browser.ts'
import type { ReadStatus } from '../actions/upkeep/read-status.ts'
import { type OpenTabRequest, openTab } from '../actions/window/open-tab.ts'
import type { WindowSettings } from '../actions/window/window-settings.ts'
import { hex } from '../kernel/hex.ts'
import { type BrowserServer, serveBrowser } from '../serve/browser/server.ts'
import { type ActivityHandlerNeeds, activityHandlers } from '../serve/desktop/activity-handlers.ts'
import { type BackgroundSlice, backgroundSlice } from '../serve/desktop/background-slice.ts'
import { type BrowserHandlerNeeds, browserHandlers } from '../serve/desktop/browser-handlers.ts'
import type { ConsoleAccessHandlerNeeds } from '../serve/desktop/console-access-handlers.ts'
import { filesSlices } from '../serve/desktop/files-slices.ts'
import { type ProfileHandlerNeeds, profileHandlers } from '../serve/desktop/profile-handlers.ts'
import {
  type SessionHandlerNeeds,
  sessionHandlers,
  type WindowAsking,
} from '../serve/desktop/session-handlers.ts'
import { TaskBoard } from '../serve/desktop/task-board.ts'
import { vaultKeyHandlers } from '../serve/desktop/vault-key-handlers.ts'
import { type WindowHub, windowHub } from '../serve/desktop/window-hub.ts'
import type { ReadState } from '../serve/desktop/window-state.ts'
import type { Rooms } from './rooms.ts'
import { composeWindowAccounts, type WindowAccountActions } from './window-accounts.ts'
import { composeWindowConfig, type WindowConfigActions } from './window-config.ts'
import { composeWindowConsoleAccess } from './window-console-access.ts'
import { composeWindowFrame } from './window-frame.ts'
import { loadUses, windowLooks } from './window-looks.ts'
import { composeWindowSessions } from './window-sessions.ts'
import { composeWindowSettings } from './window-settings.ts'

/** Ten minutes without a tab. */
const idleInMilliseconds = 600_000

export interface WindowActions
  extends Omit<SessionHandlerNeeds, 'tasks' | 'asking' | keyof ReturnType<typeof composeWindowSessions>>,
    BrowserHandlerNeeds,
    Omit<ProfileHandlerNeeds, 'asking'>,
    Omit<ConsoleAccessHandlerNeeds, 'viewpoints' | 'plans' | 'tasks' | 'asking'>,
    WindowAccountActions,
    WindowConfigActions,
    Omit<ActivityHandlerNeeds, 'answer'> {
  readonly readStatus: ReadStatus
  readonly listProfiles: ListProfiles
  /** As kept: nothing is asked of AWS. */
  readonly keptAccounts: () => Promise<readonly AccountView[]>
  readonly keptBrowsers: KeptBrowsers
}

export interface Windows {
  readonly hub: WindowHub
  readonly openTab: ReturnType<typeof openTab>
  /** A desktop app asks from where it stands, and a tab of `signet ui` does not change that. */
  asksAs(asking: WindowAsking): void
  close(): Promise<void>
}

export function composeWindow(rooms: Rooms, actions: WindowActions): Windows {
  const { host, serverTime } = rooms
  const { clock, log, random } = host
  let asking: WindowAsking = { env: {}, cwd: '/', relay: [] }
  const tasks = new TaskBoard({
    uuid: () => random.uuid(),
    now: () => serverTime.now(),
    log,
    onChange: () => hub.poke(),
  })
  const own = composeWindowSettings(rooms, () => asking)
  const files = composeWindowConfig(rooms, actions, { tasks, asking: () => asking })
  const problems = backgroundSlice({
    read: () => files.problems.read(asking),
    clock,
    onRead: () => hub.poke(),
  })
  const frame = composeWindowFrame(rooms, () => hub.poke())
  const hub = windowHub({
    handlers: {
      ...sessionHandlers({
        ...actions,
        ...composeWindowSessions(rooms),
        ...{ tasks, asking: () => asking },
      }),
      ...browserHandlers(actions),
      ...frame.handlers,
      ...vaultKeyHandlers({ door: rooms.door, tasks }),
      ...own.handlers,
      ...files.handlers,
      ...composeWindowAccounts(actions, { tasks, asking: () => asking }),
      ...composeWindowConsoleAccess(rooms, { ...actions, tasks, asking: () => asking }),
      ...profileHandlers({ ...actions, asking: () => asking }),
      ...activityHandlers({ ...actions, answer: (id, given) => rooms.consent.answer(id, given) }),
    },
    read: readState(rooms, { ...actions, ...windowLooks(rooms) }, tasks, () => asking, {
      settings: own.settings,
      ...{ problems, frame },
    }),
    clock,
    log,
  })
  rooms.activity.subscribe((line) => hub.tell('activity.appended', line))
  // A tool waits for the answer: the question is shown at once.
  rooms.consent.subscribe(() => hub.poke())
  const stopLoading = loadUses(rooms, () => hub.poke())
  let server: Promise<BrowserServer> | undefined
  let isShell = false
  async function link(request: OpenTabRequest): Promise<URL> {
    if (!isShell) asking = request
    server ??= host.windowFiles.load().then((files) =>
      serveBrowser({
        files,
        connect: (send, tab) => hub.connect(send, tab),
        ...{ peers: host.tcpPeers, log, clock },
        randomKey: () => hex(random.bytes(32)),
        idleInMilliseconds,
        onEnd: () => {
          server = undefined
        },
      }),
    )
    try {
      return (await server).link()
    } catch (thrown) {
      server = undefined
      throw thrown
    }
  }
  return {
    hub,
    openTab: openTab({ link, browserFor: host.browserFor }),
    asksAs(own) {
      asking = own
      isShell = true
    },
    async close() {
      problems.close()
      stopLoading()
      frame.close()
      tasks.close()
      await (await server?.catch(() => undefined))?.close()
      hub.close()
    },
  }
}

function readState(
  { consent, uses }: Rooms,
  actions: WindowActions,
  tasks: TaskBoard,
  asking: () => WindowAsking,
  {
    settings,
    problems,
    frame,
  }: {
    readonly settings: WindowSettings
    readonly problems: BackgroundSlice<ProblemsView>
    readonly frame: Pick<ReturnType<typeof composeWindowFrame>, 'read'>
  },
): ReadState {
  const files = filesSlices({
    profiles: () => actions.listProfiles(asking()),
    accounts: () => actions.keptAccounts(),
    // Judging thousands of profiles takes longer than listing them.
    onLook: () => problems.refresh(),
  })
  return async ({ withFiles }) => {
    const {
      agent,
      vault,
      clockOffsetInMilliseconds: offset,
      endpointOverrides,
      sessions,
    } = await actions.readStatus()
    return {
      ...{ agent, vault, endpointOverrides, sessions },
      ...(await files({ withFiles })),
      ...(await frame.read({ vault, sessions })),
      // As a person reads it: what only trembles is no change.
      clockOffsetInMilliseconds: offset === null ? null : Math.round(offset / 100) * 100,
      tasks: tasks.views(),
      consents: [...consent.pending()],
      settings: await settings.read(),
      browsers: await actions.keptBrowsers(),
      problems: problems.latest(),
      uses: uses.read(),
    }
  }
}
