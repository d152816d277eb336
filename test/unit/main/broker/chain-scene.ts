/** A broker whose vault has a Sign-In session, an IAM user and chains of roles. */

import type { IamUserSession, ProfileBinding } from '../../../../main/vault/session-record.ts'
import { type BrokerScene, startBroker } from '../../../fakes/broker-scene.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { FakeIdentityCenter } from '../../../fakes/fake-identity-center.ts'
import { FakeSigninServer } from '../../../fakes/fake-signin-server.ts'
import { FakeSts } from '../../../fakes/fake-sts.ts'
import { type MemoryDisk, memoryDisk } from '../../../fakes/memory-vault.ts'

export const roleArn = (name: string, account = '444455556666') => `arn:aws:iam::${account}:role/${name}`
export const serial = 'arn:aws:iam::111122223333:mfa/carla'

export interface ChainScene extends Omit<BrokerScene, 'session'> {
  readonly disk: MemoryDisk
  readonly carla: IamUserSession
}

export interface ChainSceneOptions {
  readonly profiles?: Readonly<Record<string, ProfileBinding>>
  readonly config?: () => string
  /** Of the user's own profile. */
  readonly mfaSerial?: string
}

/** Ann is signed in as `dev`; carla's key serves `carla`; `corp` is a role of Identity Center. */
export function chainScene({ profiles = {}, config, mfaSerial }: ChainSceneOptions = {}): ChainScene {
  const clock = new FakeClock()
  const signin = new FakeSigninServer(clock)
  const center = new FakeIdentityCenter(clock)
  const sts = new FakeSts(clock)
  const ann = signin.signIn('ann')
  const corp = center.signIn('corp')
  const carla = sts.user('carla', mfaSerial === undefined ? {} : { mfaSerial })
  const disk = memoryDisk([ann, corp, carla], {
    dev: ann.id,
    carla: carla.id,
    corp: { session: corp.id, accountId: '111122223333', roleName: 'Dev' },
    ...profiles,
  })
  const parts = { clock, signin, center, sts, disk, ...(config ? { config } : {}) }
  return { ...startBroker(parts), disk, carla }
}

/** The agent has ended, and another one begins with what is on disk. */
export function restarted({ clock, signin, center, sts, disk, carla }: ChainScene): ChainScene {
  return { ...startBroker({ clock, signin, center, sts, disk }), disk, carla }
}
