/**
 * The windows of an agent: one hub of calls and state, and the server that brings it to a browser tab.
 *
 * @module
 */
import type { AccountView } from '../../preload/contract/views.ts'
import type { ListProfiles } from '../actions/list-profiles.ts'
import { type OpenTabRequest, openTab } from '../actions/open-tab.ts'
import type { ReadStatus } from '../actions/read-status.ts'
import { type BrowserServer, serveBrowser } from '../serve/browser/server.ts'
import {
  type SessionHandlerNeeds,
  sessionHandlers,
  type WindowAsking,
} from '../serve/desktop/session-handlers.ts'
import { TaskBoard } from '../serve/desktop/task-board.ts'
import { type WindowHub, windowHub } from '../serve/desktop/window-hub.ts'
import type { ReadState } from '../serve/desktop/window-state.ts'
import type { Rooms } from './rooms.ts'

/** Ten minutes without a tab. */
const idleInMilliseconds = 600_000

export interface WindowActions extends Omit<SessionHandlerNeeds, 'tasks' | 'asking' | 'browserFor'> {
  readonly readStatus: ReadStatus
  readonly listProfiles: ListProfiles
  /** As kept: nothing is asked of AWS. */
  readonly keptAccounts: () => Promise<readonly AccountView[]>
}

export interface Windows {
  readonly hub: WindowHub
  readonly openTab: ReturnType<typeof openTab>
  close(): Promise<void>
}

export function composeWindow({ host, serverTime }: Rooms, actions: WindowActions): Windows {
  const { clock, log, random } = host
  let asking: WindowAsking = { env: {}, cwd: '/', relay: [] }
  const tasks = new TaskBoard({
    uuid: () => random.uuid(),
    now: () => serverTime.now(),
    log,
    onChange: () => hub.poke(),
  })
  const hub = windowHub({
    handlers: sessionHandlers({ ...actions, tasks, asking: () => asking, browserFor: host.browserFor }),
    read: readState(actions, tasks, () => asking),
    clock,
    log,
  })
  let server: Promise<BrowserServer> | undefined
  async function link(request: OpenTabRequest): Promise<URL> {
    asking = request
    server ??= host.windowFiles.load().then((files) =>
      serveBrowser({
        files,
        connect: (send) => hub.connect(send),
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
    async close() {
      tasks.close()
      await (await server?.catch(() => undefined))?.close()
      hub.close()
    },
  }
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function readState(actions: WindowActions, tasks: TaskBoard, asking: () => WindowAsking): ReadState {
  let kept: { profiles: Awaited<ReturnType<ListProfiles>>; accounts: readonly AccountView[] } | undefined
  return async ({ withFiles }) => {
    const { agent, vault, clockOffsetInMilliseconds, endpointOverrides, sessions } =
      await actions.readStatus()
    if (withFiles || kept === undefined)
      kept = { profiles: await actions.listProfiles(asking()), accounts: await actions.keptAccounts() }
    return {
      ...{ agent, vault, clockOffsetInMilliseconds, endpointOverrides, sessions },
      profiles: [...kept.profiles],
      accounts: [...kept.accounts],
      tasks: tasks.views(),
    }
  }
}
