/**
 * The rooms that every part of an agent stands on, wired over a host.
 *
 * @module
 */
import { type RememberedPortals, rememberedPortals } from '../actions/accounts/remembered-portals.ts'
import { type AwsFiles, awsFiles } from '../actions/config/aws-files.ts'
import { configReader } from '../actions/config/config-reader.ts'
import { type ProfileUses, profileUses } from '../actions/profiles/profile-uses.ts'
import { type RememberedProfiles, rememberedProfiles } from '../actions/profiles/remembered-profiles.ts'
import { policyOf } from '../actions/profiles/renamed-in-vault.ts'
import { type SessionBrowsers, sessionBrowsers } from '../actions/sessions/session-browsers.ts'
import { type VaultDoor, vaultDoor } from '../actions/sessions/vault-door.ts'
import { sessionViews } from '../actions/upkeep/read-status.ts'
import { type Preferences, preferences } from '../actions/window/preferences.ts'
import { type EndpointOverrides, overridesFrom } from '../aws/endpoint-overrides.ts'
import { loadEndpoints } from '../aws/endpoints.ts'
import { type IdentityCenter, identityCenter } from '../aws/identity-center.ts'
import { serverTime as createServerTime, type ServerTime } from '../aws/server-time.ts'
import { type SigninClient, signinClient } from '../aws/signin.ts'
import { type StsClient, stsClient } from '../aws/sts.ts'
import { type Broker, createBroker } from '../broker/broker.ts'
import type { ReadConfig } from '../broker/configured-steps.ts'
import { grants as createGrants, type Grants } from '../broker/grants.ts'
import type { BrokerNotice } from '../broker/notice.ts'
import type { Host } from '../host.ts'
import { createVault } from '../vault/create-vault.ts'
import type { Vault } from '../vault/vault.ts'
import { type ActivityRooms, activityRooms, recordedBroker } from './activity-rooms.ts'
import { renewalChoice } from './renewal-choice.ts'

export interface Rooms extends ActivityRooms {
  readonly host: Host
  readonly overrides: EndpointOverrides
  readonly serverTime: ServerTime
  readonly signin: SigninClient
  readonly center: IdentityCenter
  readonly sts: StsClient
  readonly vault: Vault
  readonly door: VaultDoor
  readonly broker: Broker
  /** The way to credentials for everything that hands them out or uses them. */
  readonly grants: Grants
  readonly awsFiles: AwsFiles
  readonly readConfig: ReadConfig
  readonly preferences: Preferences
  /** In which browser the pages of a session open. */
  readonly sessionBrowsers: SessionBrowsers
  /** Portals that somebody signed out of. */
  readonly portals: RememberedPortals
  /** As `signet status` shows them. */
  readonly sessions: () => ReturnType<typeof sessionViews>
  /** What each profile's credentials are doing. */
  readonly uses: ProfileUses
  /** What is no secret of the vault that a person has locked. */
  readonly remembered: () => RememberedProfiles | undefined
  /** A terminal may name the file with the passphrase after the agent has started. */
  readonly passphraseFileIs: (path: string | undefined) => void
}

/** @throws {@link InputError} `endpoint-invalid` for an override that is not safe. */
export async function composeRooms(host: Host): Promise<Rooms> {
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
      get passphraseFile() {
        return passphrasePath ? host.passphraseFile(passphrasePath) : undefined
      },
    }),
  ])
  const signin = signinClient({ http, serverTime, clock, random, endpoints })
  const center = identityCenter({ http, serverTime, clock, random }, overrides)
  const sts = stsClient({ http, serverTime, clock, random }, overrides)
  const configs = awsFiles({
    files,
    lock,
    clock,
    homeFolder: host.homeFolder,
    backupFolder: `${host.stateFolder}/backups`,
  })
  const own = { env: defined(host.env), cwd: host.homeFolder ?? '/' }
  const readConfig = configReader(files, configs, own)
  const notify = ({ kind, code, profiles }: BrokerNotice) =>
    log.note(kind, { code, profile: profiles.join(' ') })
  const { activity, consent } = activityRooms(host, vault)
  const chosen = preferences({ files, clock, log, path: `${host.stateFolder}/preferences.json` })
  const plainBroker = createBroker({
    ...{ vault, signin, serverTime, clock, random, log, notify },
    ...{ ssoOidc: center, portal: center.portal, sts },
    ...{ readConfig, renewsAhead: renewalChoice(chosen) },
  })
  const broker = recordedBroker(plainBroker, activity)
  let remembered: RememberedProfiles | undefined
  const sessions = () => sessionViews(vault, broker.sessions)
  const door = vaultDoor({
    vault,
    settled: () => broker.settled(),
    onLocking() {
      remembered = rememberedProfiles(vault.contents(), sessions())
    },
    onLock() {
      broker.lock()
      grants.forget()
      activity.record({ event: 'locked' })
    },
    onUnlock: () => activity.record({ event: 'unlocked' }),
  })
  const grants = createGrants({
    ...{ broker, activity, clock, log, desk: consent, processes: host.processes, awsNow: serverTime.now },
    enter: (prompts) => door.enter(prompts),
    policyOf: (profile) => policyOf(vault.contents(), profile),
  })
  return {
    host,
    overrides,
    serverTime,
    signin,
    center,
    sts,
    vault,
    door,
    broker,
    grants,
    activity,
    consent,
    awsFiles: configs,
    readConfig,
    preferences: chosen,
    sessionBrowsers: sessionBrowsers({ ...host, preferences: chosen }),
    portals: rememberedPortals(chosen),
    sessions,
    uses: profileUses({ broker, activity }),
    remembered: () => remembered,
    passphraseFileIs(path) {
      passphrasePath = path || passphrasePath
    },
  }
}

function defined(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value ? [[name, value]] : [])))
}
