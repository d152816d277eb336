import { describe, expect, it } from 'vitest'
import type { Prompts } from '../../../../main/kernel/ports/prompts.ts'
import { ask, minutes, outcome, seconds } from '../../../fakes/broker-scene.ts'
import { settle } from '../../../fakes/fake-clock.ts'
import { ScriptedPrompts } from '../../../fakes/scripted-prompts.ts'
import { type ChainScene, chainScene, restarted, roleArn, serial } from './chain-scene.ts'

const guarded = { source: 'carla', roleArn: roleArn('Guarded'), mfaSerial: serial }

/** With people who type the code of this moment. */
const typing = ({ sts }: ChainScene) => new ScriptedPrompts(sts.codeOf(serial))

async function withPerson(scene: ChainScene, profile: string, prompts: Prompts) {
  const asked = outcome(scene.broker.credentials(profile, { prompts }))
  await settle()
  await scene.clock.advance(1 * seconds)
  return asked
}

const sessions = ({ sts }: ChainScene) => sts.calls.filter(({ operation }) => operation === 'GetSessionToken')

describe('createBroker, IAM users', () => {
  it('gives session credentials and never the key, made again by themselves', async () => {
    const scene = chainScene()
    const first = await ask(scene, 'carla', 1 * seconds)
    expect([scene.sts.check(first)?.arn, first === scene.carla.accessKeyId]).toEqual([
      'arn:aws:iam::111122223333:user/carla',
      false,
    ])
    const { credentials } = await scene.broker.credentials('carla')
    expect(Object.values(credentials)).not.toContain(scene.carla.secretAccessKey)
    for (let minute = 0; minute < 90; minute += 1) {
      await scene.clock.advance(1 * minutes)
      const held = scene.broker.peek('carla')?.credentials.accessKeyId ?? ''
      expect(scene.sts.check(held)?.lifeInMilliseconds).toBeGreaterThan(0)
    }
    expect(sessions(scene).map(({ seconds: asked, mfa }) => [asked, mfa])).toEqual([
      [3600, undefined],
      [3600, undefined],
      [3600, undefined],
    ])
  })

  it('asks AWS once whose a key is that came in unasked, and keeps the answer', async () => {
    const scene = chainScene()
    await scene.vault.update((contents) => ({
      ...contents,
      sessions: contents.sessions.map((session) => {
        if (session.kind !== 'iam-user') return session
        const { principalArn: _, accountId: __, ...unknown } = session
        return unknown
      }),
    }))
    await ask(scene, 'carla', 1 * seconds)
    const kept = scene.disk.contents.sessions.find(({ kind }) => kind === 'iam-user')
    expect(kept).toMatchObject({
      accountId: '111122223333',
      principalArn: 'arn:aws:iam::111122223333:user/carla',
    })
  })

  it('gives nothing once the person has signed out, and says how to come back', async () => {
    const scene = chainScene({ profiles: { admin: { source: 'carla', roleArn: roleArn('Admin') } } })
    await ask(scene, 'carla', 1 * seconds)
    await scene.vault.update((contents) => ({
      ...contents,
      sessions: contents.sessions.map((session) =>
        session.kind === 'iam-user' ? { ...session, ended: { code: 'session-missing', at: 1 } } : session,
      ),
    }))
    scene.broker.forget(scene.carla.id)
    for (const profile of ['carla', 'admin']) {
      const [settled] = await Promise.allSettled([scene.broker.credentials(profile)])
      expect(settled).toMatchObject({
        reason: { message: expect.stringContaining('signet login --profile carla') },
      })
    }
  })
})

describe('createBroker, MFA', () => {
  it('says which command asks for the code where nobody can be asked, and asks nothing of AWS', async () => {
    const scene = chainScene({ profiles: { guarded } })
    for (let count = 0; count < 5; count += 1) {
      const [settled] = await Promise.allSettled([scene.broker.credentials('guarded')])
      expect(settled).toMatchObject({
        reason: {
          code: 'mfa-needed',
          remedy: 'sign-in',
          message: expect.stringContaining('signet login --profile guarded'),
        },
      })
      await scene.clock.advance(1 * minutes)
    }
    expect([scene.sts.calls, scene.notices]).toEqual([[], []])
  })

  it('makes one session of a user for all its roles, by one code', async () => {
    const scene = chainScene({
      mfaSerial: serial,
      profiles: { guarded, other: { ...guarded, roleArn: roleArn('Other') } },
    })
    for (const name of ['Guarded', 'Other']) scene.sts.wantsMfa.set(roleArn(name), serial)
    const prompts = typing(scene)
    const given = await withPerson(scene, 'guarded', prompts)
    expect([scene.sts.check(given)?.arn, prompts.asked]).toEqual([
      'arn:aws:sts::444455556666:assumed-role/Guarded/signet-guarded',
      [{ message: `MFA code for profile guarded (${serial}): `, secret: true }],
    ])
    expect([await ask(scene, 'other', 1 * seconds), await ask(scene, 'carla', 1 * seconds)]).toEqual([
      expect.stringMatching(/^ASIASTS/),
      expect.stringMatching(/^ASIASTS/),
    ])
    expect(sessions(scene)).toMatchObject([{ seconds: 43_200, mfa: serial }])
  })

  it('renews the roles of it for 12 hours with nobody asked, and then asks again', async () => {
    const scene = chainScene({ profiles: { guarded } })
    scene.sts.wantsMfa.set(roleArn('Guarded'), serial)
    await withPerson(scene, 'guarded', typing(scene))
    for (let quarter = 0; quarter < 47; quarter += 1) {
      await scene.clock.advance(15 * minutes)
      expect(scene.sts.check(await ask(scene, 'guarded', 1 * seconds))?.lifeInMilliseconds).toBeGreaterThan(0)
    }
    await scene.clock.advance(90 * minutes)
    expect(await ask(scene, 'guarded', 1 * seconds)).toBe('mfa-needed')
    expect(sessions(scene)).toHaveLength(1)
  })

  it('does not ask for another code after a restart, once AWS has told its time', async () => {
    const before = chainScene({ profiles: { guarded } })
    const given = await withPerson(before, 'guarded', typing(before))
    const scene = restarted(before)
    expect(await ask(scene, 'guarded', 1 * seconds)).not.toBe(given)
    expect(sessions(scene)).toHaveLength(1)
    await scene.clock.advance(13 * 60 * minutes)
    expect(await ask(restarted(scene), 'guarded', 1 * seconds)).toBe('mfa-needed')
  })

  it('serves no kept session that has ended by AWS’s clock, whatever the wall clock says (R9)', async () => {
    const before = chainScene({ profiles: { guarded }, mfaSerial: serial })
    await withPerson(before, 'guarded', typing(before))
    await before.clock.advance(13 * 60 * minutes)
    before.clock.setWall(before.clock.now() - 20 * 3_600_000)
    expect(await ask(restarted(before), 'guarded', 1 * seconds)).toBe('mfa-needed')
    expect(await ask(restarted(before), 'carla', 1 * seconds)).toBe('mfa-needed')
  })

  it('asks again for a wrong code, three times, and sends none that cannot be one', async () => {
    const scene = chainScene({ profiles: { guarded } })
    const prompts = new ScriptedPrompts('12345', '000001', 'abcdef', '000002', '000003')
    expect(await withPerson(scene, 'guarded', prompts)).toBe('mfa-failed')
    expect([sessions(scene).length, prompts.asked.length]).toEqual([3, 5])
    expect(prompts.told.filter((text) => text === 'An MFA code has six digits.')).toHaveLength(2)
    // A wrong code is no reason to rest.
    expect(await withPerson(scene, 'guarded', typing(scene))).toMatch(/^ASIASTS/)
  })

  it('never sends a code twice: AWS takes each once', async () => {
    const scene = chainScene({
      profiles: { guarded, twice: { source: 'dev', roleArn: roleArn('Twice'), mfaSerial: serial } },
    })
    const code = scene.sts.codeOf(serial)
    await withPerson(scene, 'guarded', new ScriptedPrompts(code))
    const sent = scene.sts.calls.length
    const prompts = new ScriptedPrompts(code, code, undefined)
    expect(await withPerson(scene, 'twice', prompts)).toBe('sign-in-cancelled')
    expect([scene.sts.calls.length, prompts.told.length]).toEqual([sent, 2])
    await scene.clock.advance(60 * seconds)
    const next = typing(scene)
    expect(await withPerson(scene, 'twice', next)).toMatch(/^ASIASTS/)
    expect(scene.sts.calls.at(-1)).toMatchObject({ operation: 'AssumeRole', mfa: serial })
  })

  it('asks for every device on the way, the one that others need first', async () => {
    const far = 'arn:aws:iam::444455556666:mfa/far'
    const scene = chainScene({
      profiles: { guarded, far: { source: 'guarded', roleArn: roleArn('Far'), mfaSerial: far } },
    })
    const prompts = new ScriptedPrompts(scene.sts.codeOf(serial), scene.sts.codeOf(far))
    expect(await withPerson(scene, 'far', prompts)).toMatch(/^ASIASTS/)
    expect(prompts.asked.map(({ message }) => /\((.*)\)/.exec(message)?.[1])).toEqual([serial, far])
  })

  it('asks nobody while what is there lives, but for a person who wants it anew', async () => {
    const scene = chainScene({ profiles: { guarded } })
    await withPerson(scene, 'guarded', typing(scene))
    const nobody = new ScriptedPrompts()
    await withPerson(scene, 'guarded', nobody)
    await scene.clock.advance(60 * seconds)
    const person = typing(scene)
    await outcome(scene.broker.supply('guarded', { prompts: person }))
    expect([nobody.asked.length, person.asked.length, sessions(scene).length]).toEqual([0, 1, 2])
  })

  it('ends with nothing changed when the person turns away', async () => {
    const scene = chainScene({ profiles: { guarded } })
    expect(await withPerson(scene, 'guarded', new ScriptedPrompts(undefined))).toBe('sign-in-cancelled')
    expect(scene.sts.calls).toEqual([])
  })

  it('keeps a session that the disk does not take in memory (R4)', async () => {
    const scene = chainScene({ profiles: { guarded } })
    scene.vault.isWritable = false
    expect(await withPerson(scene, 'guarded', typing(scene))).toMatch(/^ASIASTS/)
    expect(await ask(scene, 'guarded', 1 * seconds)).toMatch(/^ASIASTS/)
  })
})
