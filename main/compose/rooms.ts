/**
 * The rooms that every part of an agent stands on, wired over a host.
 *
 * @module
 */
import { type AwsFiles, awsFiles } from '../actions/aws-files.ts'
import { sessionViews } from '../actions/read-status.ts'
import { type VaultDoor, vaultDoor } from '../actions/vault-door.ts'
import { type EndpointOverrides, overridesFrom } from '../aws/endpoint-overrides.ts'
import { loadEndpoints } from '../aws/endpoints.ts'
import { type IdentityCenter, identityCenter } from '../aws/identity-center.ts'
import { serverTime as createServerTime, type ServerTime } from '../aws/server-time.ts'
import { type SigninClient, signinClient } from '../aws/signin.ts'
import { type Broker, createBroker } from '../broker/broker.ts'
import { grants as createGrants, type Grants } from '../broker/grants.ts'
import type { BrokerNotice } from '../broker/notice.ts'
import type { Host } from '../host.ts'
import { createVault } from '../vault/create-vault.ts'
import type { Vault } from '../vault/vault.ts'

export interface Rooms {
  readonly host: Host
  readonly overrides: EndpointOverrides
  readonly serverTime: ServerTime
  readonly signin: SigninClient
  readonly center: IdentityCenter
  readonly vault: Vault
  readonly door: VaultDoor
  readonly broker: Broker
  /** The way to credentials for everything that hands them out or uses them. */
  readonly grants: Grants
  readonly awsFiles: AwsFiles
  /** As `signet status` shows them. */
  readonly sessions: () => ReturnType<typeof sessionViews>
  /** A terminal may name the file with the passphrase after the agent has started. */
  readonly usePassphraseFile: (path: string | undefined) => void
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
  const notify = ({ kind, code, profiles }: BrokerNotice) =>
    log.note(kind, { code, profile: profiles.join(' ') })
  const broker = createBroker({
    ...{ vault, signin, serverTime, clock, random, log, notify },
    ...{ ssoOidc: center, portal: center.portal },
  })
  const door = vaultDoor({ vault, onLock: () => broker.lock() })
  return {
    host,
    overrides,
    serverTime,
    signin,
    center,
    vault,
    door,
    broker,
    grants: createGrants({ broker, enter: (prompts) => door.enter(prompts) }),
    awsFiles: awsFiles({
      files,
      lock,
      clock,
      homeFolder: host.homeFolder,
      backupFolder: `${host.stateFolder}/backups`,
    }),
    sessions: () => sessionViews(vault, broker.sessions),
    usePassphraseFile(path) {
      passphrasePath = path || passphrasePath
    },
  }
}
