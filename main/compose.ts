/**
 * A host becomes a running agent: the only place where rooms are wired to each other.
 *
 * @module
 */
import { awsFiles } from './actions/aws-files.ts'
import {
  keyStoreCheck,
  overridesCheck,
  plainCachesCheck,
  reachabilityCheck,
  vaultCheck,
} from './actions/checks.ts'
import { diagnose } from './actions/diagnose.ts'
import { configCheck, diagnoseConfig } from './actions/diagnose-config.ts'
import { cliCachesCheck } from './actions/import-check.ts'
import { issueCredentials } from './actions/issue-credentials.ts'
import { listProfiles } from './actions/list-profiles.ts'
import { readStatus, sessionViews } from './actions/read-status.ts'
import { resolveEndpoint } from './actions/resolve-endpoints.ts'
import { signInToProfile } from './actions/sign-in-to-profile.ts'
import { signOut } from './actions/sign-out.ts'
import { undoConfig } from './actions/undo-config.ts'
import { vaultDoor } from './actions/vault-door.ts'
import { overridesFrom } from './aws/endpoint-overrides.ts'
import { loadEndpoints } from './aws/endpoints.ts'
import { identityCenter } from './aws/identity-center.ts'
import { serverTime as createServerTime } from './aws/server-time.ts'
import { signinClient } from './aws/signin.ts'
import { createBroker } from './broker/broker.ts'
import type { BrokerNotice } from './broker/notice.ts'
import { composeIdentityCenter } from './compose-identity-center.ts'
import type { Host } from './host.ts'
import type { TerminalHandler } from './serve/terminal/request.ts'
import { terminal } from './serve/terminal/terminal.ts'
import { verbs } from './serve/terminal/verbs.ts'
import { signIn } from './sign-in/sign-in.ts'
import { createVault } from './vault/create-vault.ts'

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
  const { clock, random, http, files, lock, log, keyStore } = host
  const overrides = overridesFrom(host.env)
  const serverTime = createServerTime(clock)
  let passphrasePath = host.env.SIGNET_PASSPHRASE_FILE
  const [endpoints, vault] = await Promise.all([
    loadEndpoints('signin', overrides),
    createVault({
      files,
      keyStore,
      clock,
      log,
      folder: `${host.stateFolder}/vault`,
      // Read at each opening: a terminal may name the file after the agent has started.
      get passphraseFile() {
        return passphrasePath ? host.passphraseFile(passphrasePath) : undefined
      },
    }),
  ])
  const signin = signinClient({ http, serverTime, clock, random, endpoints })
  const notify = ({ kind, code, profiles }: BrokerNotice) =>
    log.note(kind, { code, profile: profiles.join(' ') })
  const center = identityCenter({ http, serverTime, clock, random }, overrides)
  const broker = createBroker({
    ...{ vault, signin, serverTime, clock, random, log, notify },
    ...{ ssoOidc: center, portal: center.portal },
  })
  const door = vaultDoor({ vault, onLock: () => broker.lock() })
  const sessions = () => sessionViews(vault, broker.sessions)
  const config = awsFiles({
    files,
    lock,
    clock,
    homeFolder: host.homeFolder,
    backupFolder: `${host.stateFolder}/backups`,
  })
  const identity = composeIdentityCenter({ host, center, vault, door, broker, awsFiles: config, serverTime })
  const shownOverrides = Object.fromEntries(Object.entries(overrides).map(([name, url]) => [name, url.href]))

  const actions = {
    door,
    product: { version: host.agent.version, runtime: host.runtime },
    control: { agent: host.agent, stop: host.stop },
    issueCredentials: issueCredentials({ door, broker }),
    ...identity.actions,
    signOut: signOut({ door, vault, broker, accounts: identity.refresher, portal: center.portal }),
    undoConfig: undoConfig({ files, awsFiles: config, backupFolder: `${host.stateFolder}/backups` }),
    readStatus: readStatus({
      door,
      sessions,
      serverTime,
      agent: host.agent,
      endpointOverrides: shownOverrides,
    }),
    listProfiles: listProfiles({
      ...{ door, awsFiles: config, sessions },
      accountOf: (profile) => vault.contents().profiles[profile]?.accountId,
    }),
    diagnoseConfig: diagnoseConfig(config),
    resolveEndpoint: resolveEndpoint({ load: loadEndpoints, overrides }),
    diagnose: diagnose([
      vaultCheck(door),
      keyStoreCheck(keyStore, door),
      reachabilityCheck({
        http,
        serverTime,
        regions: () => regionsOf(sessions, door),
        baseUrl: signin.baseUrl,
      }),
      overridesCheck(shownOverrides),
      configCheck(config),
      plainCachesCheck(files, host.homeFolder),
      cliCachesCheck({ files, clock, homeFolder: host.homeFolder, awsFiles: config }),
    ]),
    signIn: signInToProfile({
      door,
      vault,
      broker,
      awsFiles: config,
      checkRegion: signin.baseUrl,
      signIn: (request, prompts, onStep) =>
        signIn(
          request,
          {
            signin,
            serverTime,
            clock,
            random,
            prompts,
            redirectReceiver: host.redirectReceiver,
            browser: host.browserFor(request.env),
          },
          onStep,
        ),
    }),
  }
  const handle = terminal({
    verbs: verbs(actions),
    version: host.agent.version,
    log,
    now: () => serverTime.now(),
  })
  return {
    async handle(request, io) {
      passphrasePath = request.env.SIGNET_PASSPHRASE_FILE || passphrasePath
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

/** Where `doctor` looks: the regions that sessions live in, or the one that a first sign-in would take. */
function regionsOf(
  sessions: () => readonly { readonly region: string }[],
  door: { view(): { readonly state: string } },
): readonly string[] {
  const found = door.view().state === 'open' ? sessions().map(({ region }) => region) : []
  return found.length > 0 ? [...new Set(found)].sort() : ['us-east-1']
}
