import { describe, expect, it } from 'vitest'
import { findSession, replaceSession } from '../../../../main/broker/vault-sessions.ts'
import { FakeClock } from '../../../fakes/fake-clock.ts'
import { FakeSigninServer } from '../../../fakes/fake-signin-server.ts'
import { memoryDisk } from '../../../fakes/memory-vault.ts'

const aws = new FakeSigninServer(new FakeClock())
const [ann, bob] = [aws.signIn('ann'), aws.signIn('bob')]
const { contents } = memoryDisk([ann, bob], { dev: ann.id, ops: bob.id, test: ann.id })

describe('replaceSession', () => {
  it('replaces the same sign-in only, and changes nothing of the rest', () => {
    const renewed = { ...ann, refreshToken: 'new' }
    expect(replaceSession(contents, renewed)).toEqual({ ...contents, sessions: [renewed, bob] })
    expect(replaceSession(contents, { ...ann, signedInAt: 1 })).toBe(contents)
    expect(findSession(contents, { ...ann, refreshToken: 'other' })).toBe(ann)
  })
})
