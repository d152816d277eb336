import type { SessionRecord } from '../../vault/session-record.ts'
import type { Vault } from '../../vault/vault.ts'
import type { AwsFiles } from '../config/aws-files.ts'
import type { VaultDoor } from './vault-door.ts'

/** What every sign-in works with, whatever it signs in to. */
export interface SignInRooms {
  readonly door: Pick<VaultDoor, 'enter'>
  readonly vault: Pick<Vault, 'contents' | 'update'>
  /** Takes up a session that the vault has. */
  readonly broker: { adopt(session: SessionRecord): void }
  readonly awsFiles: AwsFiles
}
