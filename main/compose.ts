/**
 * A host becomes a running agent. Here and in `compose/` is the only place where rooms are wired to each other.
 *
 * @module
 */
import { issueCredentials } from './actions/issue-credentials.ts'
import { listProfiles } from './actions/list-profiles.ts'
import { signInToProfile } from './actions/sign-in-to-profile.ts'
import { signOut } from './actions/sign-out.ts'
import { composeIdentityCenter } from './compose/identity-center.ts'
import { composeRooms, type Rooms } from './compose/rooms.ts'
import { composeUpkeep } from './compose/upkeep.ts'
import type { Host } from './host.ts'
import type { TerminalHandler } from './serve/terminal/request.ts'
import { terminal } from './serve/terminal/terminal.ts'
import { verbs } from './serve/terminal/verbs.ts'
import { signIn } from './sign-in/sign-in.ts'

export interface Agent {
  readonly handle: TerminalHandler
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
  const handle = terminal({
    verbs: verbs({
      door,
      product: { version: host.agent.version, runtime: host.runtime },
      control: { agent: host.agent, stop: host.stop },
      ...composeSignIn(rooms),
      ...identity.actions,
      ...composeUpkeep(rooms),
      signOut: signOut({ door, vault, broker, accounts: identity.refresher, portal: rooms.center.portal }),
      issueCredentials: issueCredentials(rooms.grants),
      listProfiles: listProfiles({
        ...{ door, awsFiles: rooms.awsFiles, sessions: rooms.sessions },
        accountOf: (profile) => vault.contents().profiles[profile]?.accountId,
      }),
    }),
    version: host.agent.version,
    log: host.log,
    now: () => serverTime.now(),
  })
  return {
    async handle(request, io) {
      rooms.usePassphraseFile(request.env.SIGNET_PASSPHRASE_FILE)
      return handle(request, io)
    },
    async warmUp() {
      // A vault that needs a person waits for one; whoever asks is told so.
      if (door.view().state === 'locked') await door.enter({}).catch(() => undefined)
    },
    resume: () => broker.resume(),
    async close() {
      await identity.refresher.close()
      await broker.close()
    },
  }
}

function composeSignIn({ host, door, vault, broker, awsFiles, signin, serverTime }: Rooms) {
  const { clock, random, redirectReceiver } = host
  return {
    signIn: signInToProfile({
      ...{ door, vault, broker, awsFiles },
      checkRegion: signin.baseUrl,
      signIn: (request, prompts, onStep) => {
        const browser = host.browserFor(request.env)
        const ports = { serverTime, clock, random, prompts, redirectReceiver, browser }
        return signIn(request, { signin, ...ports }, onStep)
      },
    }),
  }
}
