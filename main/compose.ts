/**
 * A host becomes a running agent. Here and in `compose/` is the only place where rooms are wired to each other.
 *
 * @module
 */

import { issueCredentials } from './actions/credentials/issue-credentials.ts'
import { signOut } from './actions/sessions/sign-out.ts'
import { networkActions } from './actions/upkeep/set-network.ts'
import type { Consent } from './broker/consent.ts'
import { composeActivity } from './compose/activity.ts'
import { composeBrowsers } from './compose/browsers.ts'
import { composeConsole } from './compose/console.ts'
import { composeConsoleAccess } from './compose/console-access.ts'
import { composeEndpoint } from './compose/endpoint.ts'
import { composeIdentityCenter } from './compose/identity-center.ts'
import { composeProfiles } from './compose/profiles.ts'
import { composeRoles } from './compose/roles.ts'
import { composeRooms } from './compose/rooms.ts'
import { composeSignIn } from './compose/sign-in.ts'
import { composeTokens } from './compose/tokens.ts'
import { composeUpkeep } from './compose/upkeep.ts'
import type { Windows } from './compose/window.ts'
import type { Host } from './host.ts'
import type { TerminalHandler } from './serve/terminal/request.ts'
import { terminal } from './serve/terminal/terminal.ts'
import { verbs } from './serve/terminal/verbs.ts'

export interface Agent {
  readonly handle: TerminalHandler
  /** For a shell that has windows of its own. Most agents never open one: what windows need is loaded with the first. */
  windows(): Promise<Pick<Windows, 'hub' | 'asksAs'>>
  /** Programs that wait for a person's answer. */
  readonly questions: Pick<Consent, 'pending' | 'subscribe'>
  /** Opens the vault where that needs nobody, so that the first tool does not wait for it. */
  warmUp(): Promise<void>
  /** The machine woke, or the network came back. */
  resume(): void
  /** Ends renewals; resolves when what is under way is durable. */
  close(): Promise<void>
}

/** @throws {@link InputError} `endpoint-invalid` for an override that is not safe. */
export async function compose(host: Host): Promise<Agent> {
  const rooms = await composeRooms(host)
  const { door, broker, vault, serverTime } = rooms
  const identity = composeIdentityCenter(rooms)
  const lending = composeEndpoint(rooms)
  const tokens = composeTokens(rooms)
  const actions = {
    door,
    product: { version: host.agent.version, runtime: host.runtime },
    control: { agent: host.agent, stop: host.stop },
    ...composeSignIn(rooms),
    ...identity.actions,
    ...composeUpkeep(rooms),
    ...composeRoles(rooms),
    ...composeProfiles(rooms, identity.keptAccounts),
    ...composeActivity(rooms),
    ...lending.actions,
    ...tokens.actions,
    ...composeConsoleAccess(rooms),
    ...composeConsole(rooms),
    signOut: signOut({
      ...{ door, vault, broker: lending.sessions, accounts: identity.refresher, portal: rooms.center.portal },
      ...{ revokeSession: tokens.revokeSession, now: serverTime.now },
      ...{ portals: rooms.portals, browsers: rooms.sessionBrowsers },
    }),
    ...composeBrowsers(rooms, identity.actions.listSessions),
    ...networkActions(host),
    issueCredentials: issueCredentials(rooms.grants),
  }
  let loaded: Promise<Windows> | undefined
  const windows = () => {
    loaded ??= import('./compose/window.ts').then(({ composeWindow }) =>
      composeWindow(rooms, { ...actions, keptAccounts: identity.keptAccounts }),
    )
    return loaded
  }
  const handle = terminal({
    verbs: verbs({ ...actions, openTab: async (request) => (await windows()).openTab(request) }),
    version: host.agent.version,
    log: host.log,
    now: () => serverTime.now(),
  })
  return {
    async handle(request, io) {
      rooms.passphraseFileIs(request.env.SIGNET_PASSPHRASE_FILE)
      return handle(await lending.withOwnFiles(request), io)
    },
    async warmUp() {
      // A vault that needs a person waits for one; whoever asks is told so.
      if (door.view().state === 'locked') await door.enter({}).catch(() => undefined)
    },
    windows,
    questions: rooms.consent,
    resume: () => broker.resume(),
    async close() {
      await (await loaded)?.close()
      await lending.endpoint.close()
      await identity.refresher.close()
      await broker.close()
      await rooms.activity.close()
    },
  }
}
