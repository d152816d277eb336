import { describe, expect, it } from 'vitest'
import { newKey, openContents, sealContents } from '../../../../main/vault/sealing.ts'
import type { VaultContents } from '../../../../main/vault/session-record.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { FakeIdentityCenter } from '../../../fakes/fake-identity-center.ts'
import { FakeSigninServer } from '../../../fakes/fake-signin-server.ts'
import { FakeSts } from '../../../fakes/fake-sts.ts'

const clock = new FakeClock()
const corp = new FakeIdentityCenter(clock).signIn('corp')
const ann = new FakeSigninServer(clock).signIn('ann')
const carla = new FakeSts(clock).user('carla', { mfaSerial: 'arn:aws:iam::111122223333:mfa/carla' })
const role = { session: corp.id, accountId: '111122223333', roleName: 'Read', generated: true }
const chained = {
  ...{ source: 'ann', roleArn: 'arn:aws:iam::444455556666:role/Deploy', roleSessionName: 'me' },
  ...{ externalId: 'acme', durationSeconds: 900, mfaSerial: 'GAHT12345678', region: 'eu-west-1' },
}
const contents: VaultContents = {
  version: 1,
  generation: 1,
  sessions: [corp, ann, carla],
  profiles: { ann: { session: ann.id }, read: role, chained },
}

/** What becomes of contents that a newer Signet may have written. */
async function opened(written: object): Promise<unknown> {
  const key = await newKey()
  // A newer Signet knows more than these types.
  return openContents(await sealContents(Object.assign({ ...contents }, written), key), key)
}

describe('vaultContentsSchema', () => {
  it('keeps sessions of every kind and what their profiles are bound to', async () => {
    expect(await opened({})).toEqual({ kind: 'contents', contents })
  })

  it('refuses what it does not know as newer, so that nothing is dropped with the next save', async () => {
    const unknown = [
      { sessions: [{ ...corp, kind: 'next' }] },
      { profiles: { read: { ...role, chain: ['arn:aws:iam::111122223333:role/Next'] } } },
      { profiles: { chained: { ...chained, policy: 'next' } } },
      { profiles: { chained: { ...chained, session: ann.id } } },
      { version: 2 },
    ]
    const kinds = await Promise.all(unknown.map(opened))
    expect(kinds).toEqual(unknown.map(() => ({ kind: 'newer' })))
  })
})
