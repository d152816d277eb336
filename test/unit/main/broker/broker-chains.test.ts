import { describe, expect, it } from 'vitest'
import { ask, minutes, outcome, seconds } from '../../../fakes/broker-scene.ts'
import { settle } from '../../../fakes/fake-clock.ts'
import { type ChainScene, chainScene, roleArn } from './chain-scene.ts'

const admin = { source: 'dev', roleArn: roleArn('Admin') }
const assumed = ({ sts }: ChainScene) => sts.calls.filter(({ operation }) => operation === 'AssumeRole')
const arnOf = ({ sts }: ChainScene, accessKeyId: string) => sts.check(accessKeyId)?.arn

async function thrownBy(asked: Promise<unknown>): Promise<Error> {
  const [settled] = await Promise.allSettled([asked])
  if (settled?.status !== 'rejected') throw new Error('nothing was thrown')
  return settled.reason as Error
}

describe('createBroker, role chains', () => {
  it.each([
    ['a sign-in', 'dev', 'us-east-1'],
    ['a role of Identity Center', 'corp', 'us-east-1'],
    ['an IAM user', 'carla', 'eu-central-1'],
  ])('assumes a role with the credentials of %s, once, and keeps it in memory only', async (_, source) => {
    const scene = chainScene({ profiles: { admin: { source, roleArn: roleArn('Admin') } } })
    const first = await ask(scene, 'admin', 1 * seconds)
    expect(arnOf(scene, first)).toBe('arn:aws:sts::444455556666:assumed-role/Admin/signet-admin')
    expect(await ask(scene, 'admin')).toBe(first)
    expect(assumed(scene)).toHaveLength(1)
    expect(JSON.stringify(scene.disk.contents)).not.toContain(first)
    const { credentials } = await scene.broker.credentials('admin')
    expect(credentials.accountId).toBe('444455556666')
  })

  it('goes on over several hops, each with a key of its own', async () => {
    const leaf = { source: 'admin', roleArn: roleArn('Leaf', '777788889999'), durationSeconds: 43_200 }
    const scene = chainScene({ profiles: { admin: { ...admin, durationSeconds: 43_200 }, leaf } })
    const given = await ask(scene, 'leaf', 1 * seconds)
    expect(arnOf(scene, given)).toBe('arn:aws:sts::777788889999:assumed-role/Leaf/signet-leaf')
    const [first, second] = assumed(scene)
    expect(second?.by).toBe(await ask(scene, 'admin'))
    // Ann is a user; what is taken with a role's credentials lasts an hour at most, whatever was asked for.
    expect([first?.seconds, second?.seconds]).toEqual([43_200, 3600])
    expect(assumed(scene)).toHaveLength(2)
  })

  it.each([
    ['carla', 43_200],
    ['corp', 3600],
  ])('asks for as long as %s may have it', async (source, most) => {
    const scene = chainScene({ profiles: { admin: { ...admin, source, durationSeconds: 43_200 } } })
    await ask(scene, 'admin', 1 * seconds)
    expect(assumed(scene)[0]?.seconds).toBe(most)
  })

  it('gives one answer to all who ask at once, by one call (R28)', async () => {
    const scene = chainScene({ profiles: { admin } })
    scene.sts.latencyInMilliseconds = 500
    const asked = Array.from({ length: 50 }, () => outcome(scene.broker.credentials('admin')))
    await settle()
    await scene.clock.advance(2 * seconds)
    expect(new Set(await Promise.all(asked)).size).toBe(1)
    expect(assumed(scene)).toHaveLength(1)
  })

  it('has one key for profiles that come to the same, and another for each thing that makes a difference', async () => {
    const same = { source: 'dev', roleArn: roleArn('Admin'), roleSessionName: 'ann' }
    const scene = chainScene({
      profiles: {
        one: same,
        other: same,
        external: { ...same, externalId: 'acme' },
        named: { ...same, roleSessionName: 'bob' },
        short: { ...same, durationSeconds: 900 },
        elsewhere: { ...same, region: 'sa-east-1' },
        corp2: { ...same, source: 'corp' },
      },
    })
    const names = ['one', 'other', 'external', 'named', 'short', 'elsewhere', 'corp2']
    const keys = []
    for (const name of names) keys.push(await ask(scene, name, 1 * seconds))
    expect([keys[0] === keys[1], new Set(keys).size]).toEqual([true, 6])
  })

  it('renews ahead while somebody asks, so that nobody waits, and rests when nobody does', async () => {
    const scene = chainScene({ profiles: { admin: { ...admin, durationSeconds: 900 } } })
    const keys = new Set([await ask(scene, 'admin', 1 * seconds)])
    for (let minute = 0; minute < 120; minute += 1) {
      await scene.clock.advance(1 * minutes)
      const given = scene.broker.peek('admin')
      keys.add(given?.credentials.accessKeyId ?? 'nothing at hand')
      expect(scene.sts.check(given?.credentials.accessKeyId ?? '')?.lifeInMilliseconds).toBeGreaterThan(0)
    }
    // Of 15 minutes 10 are used.
    expect(keys.size).toBeGreaterThan(10)
    expect(keys.size).toBeLessThan(15)
    const before = scene.sts.calls.length
    await scene.clock.advance(300 * minutes)
    expect(scene.sts.calls.length - before).toBeLessThanOrEqual(2)
  })

  it.each(['down', 'throttled'] as const)(
    'serves what it has to its true end while STS is %s, and never longer (R13, R17)',
    async (fault) => {
      const scene = chainScene({ profiles: { admin } })
      const first = await ask(scene, 'admin', 1 * seconds)
      scene.sts.fault = fault
      await scene.clock.advance(58 * minutes)
      expect(await ask(scene, 'admin', 20 * seconds)).toBe(first)
      await scene.clock.advance(3 * minutes)
      expect(await ask(scene, 'admin', 20 * seconds)).toBe(fault === 'down' ? 'network-down' : 'throttled')
      scene.sts.fault = 'none'
      await scene.clock.advance(2 * minutes)
      expect(scene.sts.check(await ask(scene, 'admin', 20 * seconds))).toBeDefined()
    },
  )

  it('rests after a refusal, and does not end the session for it (R17)', async () => {
    const scene = chainScene({ profiles: { admin } })
    scene.sts.fault = 'denied'
    expect(await ask(scene, 'admin', 1 * seconds)).toBe('role-not-assigned')
    expect(await ask(scene, 'admin', 1 * seconds)).toBe('role-not-assigned')
    expect(assumed(scene)).toHaveLength(1)
    expect(await ask(scene, 'dev', 1 * seconds)).toMatch(/^ASIA/)
    scene.sts.fault = 'none'
    await scene.clock.advance(1 * minutes)
    expect(await ask(scene, 'admin', 1 * seconds)).toMatch(/^ASIASTS/)
  })

  it('takes newer credentials of the source when AWS takes the ones at hand for over', async () => {
    const scene = chainScene({
      profiles: { admin, leaf: { source: 'admin', roleArn: roleArn('Leaf') } },
    })
    const old = await ask(scene, 'admin', 1 * seconds)
    scene.sts.revoked.add(old)
    expect(await ask(scene, 'leaf', 5 * seconds)).toMatch(/^ASIASTS/)
    expect(await ask(scene, 'admin')).not.toBe(old)
  })

  it('says who must sign in when the source has ended, and gives what it has to its end (R20)', async () => {
    const scene = chainScene({ profiles: { admin } })
    const given = await ask(scene, 'admin', 1 * seconds)
    await scene.vault.update((contents) => ({
      ...contents,
      sessions: contents.sessions.map((session) =>
        session.kind === 'signin' ? { ...session, ended: { code: 'session-expired', at: 1 } } : session,
      ),
    }))
    expect(await ask(scene, 'admin')).toBe(given)
    await scene.clock.advance(70 * minutes)
    const error = await thrownBy(scene.broker.credentials('admin'))
    expect(error.message).toContain('signet login --profile dev')
  })

  it('keeps nothing of a chain that no profile is served by any more, or whose session is gone', async () => {
    const scene = chainScene({ profiles: { admin, ops: { source: 'carla', roleArn: roleArn('Ops') } } })
    const [first, ops] = [await ask(scene, 'admin', 1 * seconds), await ask(scene, 'ops', 1 * seconds)]
    const { admin: gone, ...others } = scene.disk.contents.profiles
    await scene.vault.update((contents) => ({ ...contents, profiles: others }))
    expect(await ask(scene, 'ops')).toBe(ops)
    await scene.vault.update((contents) => ({ ...contents, profiles: { ...others, admin: gone ?? admin } }))
    expect(await ask(scene, 'admin', 1 * seconds)).not.toBe(first)
    scene.broker.forget(scene.carla.id)
    expect(await ask(scene, 'ops', 1 * seconds)).not.toBe(ops)
  })

  it('gives nothing while the vault is locked', async () => {
    const scene = chainScene({ profiles: { admin } })
    await ask(scene, 'admin', 1 * seconds)
    scene.vault.lock()
    scene.broker.lock()
    expect([await ask(scene, 'admin'), scene.broker.peek('admin')]).toEqual(['vault-locked', undefined])
  })

  it.each([
    [{ a: 'a' }, 'a → a'],
    [{ a: 'b', b: 'a' }, 'a → b → a'],
    [{ a: 'b', b: 'c', c: 'b' }, 'a → b → c → b'],
  ])('names a circle with its whole path: %j', async (sources, path) => {
    const profiles = Object.fromEntries(
      Object.entries(sources).map(([name, source]) => [name, { source, roleArn: roleArn('X') }]),
    )
    const error = await thrownBy(chainScene({ profiles }).broker.credentials('a'))
    expect([error.message.includes(`circle: ${path}.`), 'code' in error && error.code]).toEqual([
      true,
      'config-invalid',
    ])
  })

  it('shows the profiles of a chain with the session behind it', async () => {
    const scene = chainScene({ profiles: { admin, leaf: { source: 'admin', roleArn: roleArn('Leaf') } } })
    const [ann] = scene.broker.sessions()
    expect(ann?.profiles).toEqual(['dev', 'admin', 'leaf'])
  })
})
