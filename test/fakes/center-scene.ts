import type { IdentityCenterSession, ProfileBinding } from '../../main/vault/session-record.ts'
import { type BrokerScene, outcome, startBroker } from './broker-scene.ts'
import { FakeClock, settle } from './fake-clock.ts'
import { FakeIdentityCenter } from './fake-identity-center.ts'
import { FakeSigninServer } from './fake-signin-server.ts'
import { type MemoryDisk, memoryDisk } from './memory-vault.ts'

/** One process with a broker, and an Identity Center session `corp`. */
export interface CenterScene extends Omit<BrokerScene, 'session'> {
  readonly disk: MemoryDisk
  readonly session: IdentityCenterSession
}

export const account = '111122223333'

export interface CenterSceneOptions {
  /** Profiles `role0` … of as many roles; `again` is another one of `Role0`. */
  readonly roles?: number
  readonly prepare?: (center: FakeIdentityCenter) => void
}

export function centerScene({ roles = 2, prepare }: CenterSceneOptions = {}): CenterScene {
  const clock = new FakeClock()
  const center = new FakeIdentityCenter(clock)
  prepare?.(center)
  const session = center.signIn('corp')
  const disk = memoryDisk([session], bindingsOf(session, roles))
  const started = startBroker({ clock, signin: new FakeSigninServer(clock), center, disk })
  return { ...started, disk, session }
}

export function bindingsOf({ id }: IdentityCenterSession, roles: number): Record<string, ProfileBinding> {
  const binding = (at: number) => ({ session: id, accountId: account, roleName: `Role${at}` })
  const names = Array.from({ length: roles }, (_, at) => [`role${at}`, binding(at)])
  return Object.fromEntries([...names, ['again', binding(0)]])
}

/** The agent has ended, and another one begins with what is on disk. */
export function restarted({ clock, signin, center, disk, session }: CenterScene): CenterScene {
  return { ...startBroker({ clock, signin, center, disk }), disk, session }
}

/** The session as it is on disk. */
export function kept({ disk }: Pick<CenterScene, 'disk'>): IdentityCenterSession {
  const found = disk.contents.sessions.find((session) => session.kind === 'identity-center')
  if (!found) throw new Error('the session is not on disk')
  return found
}

/** The access token that the portal is shown, or the code of the error. */
export async function token(scene: CenterScene, refused?: string): Promise<string> {
  const asked = scene.broker.accessTokenOf(scene.session.id, { refused })
  const told = outcome(
    asked.then(({ accessToken, region }) => ({ credentials: { accessKeyId: `${accessToken} ${region}` } })),
  )
  await settle()
  return told
}
