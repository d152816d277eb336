/** Roles and tokens that end, agents that die, replies that are lost: what tools get of an IAM Identity Center session. */
import { afterEach, describe, expect, it } from 'vitest'
import type { FaultRule } from '../aws/faults.ts'
import { SeededRandom } from '../fakes/seeded-random.ts'
import { type ProcessCredentials, type Scene, until } from './harness.ts'
import {
  allow,
  aScreen,
  copiedHome,
  killAroundRefresh,
  oneLine,
  outcomes,
  sceneWithProfiles,
  sleepPastToken,
  tokenRefusedOnce,
  usualProfiles,
} from './identity-center-scene.ts'
import type { Ran } from './running.ts'

let scene: Scene
afterEach(() => scene.close())

const [administrator, developer, , , reader, powerUser] = usualProfiles
const refused = (stderr: unknown = expect.stringMatching(oneLine)) => ({ stdout: '', stderr })
const keyOf = ({ stdout }: Ran) => (JSON.parse(stdout) as ProcessCredentials).AccessKeyId
const refreshes = () => outcomes(scene, 'create-token')['ok:refresh_token'] ?? 0
const signIns = () => scene.standIn.counters.calls('sso-authorize')

async function expectActive(): Promise<void> {
  const [session] = JSON.parse((await scene.run(['sessions', '--json'])).stdout) as object[]
  expect(session).toMatchObject({ name: 'work', state: expect.stringMatching(/^(active|renewing|waiting)$/) })
}

describe('role credentials', () => {
  it('are fetched again by a new agent, and the session is there (R1, R8)', async () => {
    scene = await sceneWithProfiles()
    const first = await scene.credentials(developer)
    expect(await scene.credentials(developer)).toEqual(first)
    await scene.endAgent('SIGKILL')
    expect((await scene.credentials(developer)).AccessKeyId).not.toBe(first.AccessKeyId)
    expect([outcomes(scene, 'get-role-credentials'), refreshes(), signIns()]).toEqual([{ ok: 2 }, 0, 1])
  })

  it('come with a token that was refreshed meanwhile, and nobody notices', async () => {
    scene = await sceneWithProfiles()
    await sleepPastToken(scene)
    const asked = await Promise.all([developer, reader, powerUser, developer].map((name) => scene.ask(name)))
    expect(asked.map(({ code, stderr }) => [code, stderr])).toEqual(asked.map(() => [0, '']))
    expect([outcomes(scene, 'create-token'), outcomes(scene, 'get-role-credentials')]).toEqual([
      { 'ok:refresh_token': 1 },
      { ok: 3 },
    ])
  })

  it('and the token, both ended after a night, cost one call each', async () => {
    scene = await sceneWithProfiles()
    const before = await scene.credentials(developer)
    await scene.endKeys(3700)
    const asked = await Promise.all(Array.from({ length: 20 }, () => scene.ask(developer)))
    expect(new Set(asked.map(keyOf)).size).toBe(1)
    expect(keyOf(asked[0] as Ran)).not.toBe(before.AccessKeyId)
    expect([refreshes(), outcomes(scene, 'get-role-credentials')]).toEqual([1, { ok: 2 }])
  })

  it('of a role that was taken away are refused with exit code 1, and the session stays', async () => {
    scene = await sceneWithProfiles()
    scene.standIn.identityCenter.directory.unassign('alice', '111122223333', 'Developer')
    const asked = await scene.ask(developer)
    expect(asked).toMatchObject({ code: 1, ...refused() })
    expect(asked.stderr).toContain('does not give you the role Developer in account 111122223333')
    expect(asked.stderr).not.toMatch(/signet login|ign in again/)
    expect((await scene.ask(reader)).code).toBe(0)
    await expectActive()
  })

  const kind = 'exception'
  const faults: readonly { name: string; rules: readonly Omit<FaultRule, 'operation'>[] }[] = [
    {
      name: '429, then 500 (R17, R18)',
      rules: [
        { times: 2, fault: { kind: 'throttle' } },
        { times: 'always', fault: { kind, name: 'InternalServerException' } },
      ],
    },
    {
      name: '429 with Retry-After (R17)',
      rules: [{ times: 'always', fault: { kind: 'throttle', retryAfterInSeconds: 60 } }],
    },
    {
      name: '403 of a gateway, in HTML (R16)',
      rules: [{ times: 'always', fault: { kind: 'reply', status: 403, body: '<html>No</html>' } }],
    },
  ]
  it('that AWS cannot give now are never a sign-out, and those at hand are served', async () => {
    scene = await sceneWithProfiles()
    for (const { name, rules } of faults) {
      // A new agent has no rest to keep.
      await scene.endAgent('SIGTERM')
      const given = await scene.credentials(administrator)
      scene.standIn.faults.set(rules.map((rule) => ({ operation: 'get-role-credentials', ...rule })))
      const asked = await scene.ask(developer)
      expect({ name, ...asked }).toMatchObject({ name, ...refused() })
      expect({ name, isSignIn: asked.code === 3 || asked.stderr.includes('signet login') }).toEqual({
        name,
        isSignIn: false,
      })
      expect({ name, given: await scene.credentials(administrator) }).toEqual({ name, given })
      await expectActive()
      scene.standIn.faults.clear()
    }
    await scene.endAgent('SIGTERM')
    expect((await scene.ask(developer)).code).toBe(0)
    expect([signIns(), refreshes()]).toEqual([1, 0])
  })
})

describe('a session that AWS ended', () => {
  it('is exit code 3, one line that names the way back, one notice, and no more calls (R20)', async () => {
    scene = await sceneWithProfiles()
    const given = await scene.credentials(administrator)
    scene.standIn.endSsoSessions()
    // Role credentials outlive the session: AWS takes them to their end.
    expect(await scene.credentials(administrator)).toEqual(given)
    const asked = await Promise.all([developer, reader, powerUser].map((name) => scene.ask(name)))
    for (const ran of asked) {
      expect(ran).toMatchObject({ code: 3, ...refused() })
      expect(ran.stderr).toContain('has ended')
      expect(ran.stderr).toContain('signet login --sso --session work')
    }
    const { calls } = scene.standIn.identityCenter.traffic.figures()
    const refresh = scene.standIn.counters.calls('create-token')
    expect((await scene.run(['accounts', '--refresh'])).code).toBe(3)
    expect((await scene.run(['accounts'])).stderr).toContain('The session has ended')
    expect((await scene.run(['sessions'])).stdout).toContain('sign in again')
    await scene.endAgent('SIGKILL')
    expect(await scene.ask(developer)).toMatchObject({ code: 3, ...refused() })
    expect([
      scene.standIn.identityCenter.traffic.figures().calls,
      scene.standIn.counters.calls('create-token'),
      scene.logEvents().filter((event) => event === 'session-ended').length,
    ]).toEqual([calls, refresh, 1])

    // Signing in to it by its name alone is the way back.
    const login = scene.spawn(['login', '--sso', '--no-browser', '--session', 'work'], { env: aScreen })
    await allow(scene, login)
    expect((await login.ended).code).toBe(0)
    expect((await scene.ask(developer)).code).toBe(0)
  })
})

describe('the reply to a refresh is lost, after AWS has rotated the token (R21)', () => {
  const tolerated = { toleratedForSeconds: 60 }
  const lost = (kind: 'drop' | 'drop-after' | 'half-reply', times = 1): FaultRule => ({
    operation: 'create-token',
    times,
    fault: { kind },
  })

  it.each(['drop-after', 'half-reply'] as const)(
    '(%s) and no session, where AWS answers a used token again',
    async (kind) => {
      scene = await sceneWithProfiles({ reuse: tolerated })
      tokenRefusedOnce(scene, lost(kind, 2))
      await until(async () => (await scene.ask(developer)).code === 0, 'credentials come again')
      expect([signIns(), refreshes(), scene.standIn.faults.pending]).toEqual([1, 1, 0])
    },
  )

  it('and the session, where AWS refuses a used token: exit code 3 and the way back, no loop', async () => {
    scene = await sceneWithProfiles({ reuse: 'refused' })
    tokenRefusedOnce(scene, lost('drop-after'))
    expect(await scene.ask(developer)).toMatchObject({ code: 3, ...refused() })
    const called = scene.standIn.counters.calls('create-token')
    expect((await scene.ask(reader)).code).toBe(3)
    expect(scene.standIn.counters.calls('create-token')).toBe(called)
  })

  it('is no loss where AWS had not seen the request (R13)', async () => {
    scene = await sceneWithProfiles({ reuse: 'refused' })
    tokenRefusedOnce(scene, lost('drop', 2))
    await until(async () => (await scene.ask(developer)).code === 0, 'credentials come again')
    expect([signIns(), scene.standIn.faults.pending]).toEqual([1, 0])
  })

  it('while the reply comes, and the agent is killed with -9: loses no session (R1, R21)', async () => {
    scene = await sceneWithProfiles({ reuse: tolerated })
    const fault = { kind: 'drip', millisecondsPerByte: 20 } as const
    tokenRefusedOnce(scene, { operation: 'create-token', fault })
    const asking = scene.ask(developer)
    await until(() => refreshes() === 1, 'AWS has rotated the token')
    tokenRefusedOnce(scene)
    await scene.endAgent('SIGKILL')
    // The relay finds nobody, starts the next agent, and that one asks with the token that was used.
    expect(await asking).toMatchObject({ code: 0, stderr: '' })
    expect([signIns(), outcomes(scene, 'create-token')]).toEqual([
      1,
      expect.objectContaining({ 'ok:refresh_token': 1, 'ok:refresh_token-repeated': 1 }),
    ])
  })

  it('comes while a person locks the vault: no session is lost, though AWS refuses a used token (R1)', async () => {
    scene = await sceneWithProfiles({ reuse: 'refused' })
    tokenRefusedOnce(scene, { operation: 'create-token', fault: { kind: 'drip', millisecondsPerByte: 1 } })
    const asking = scene.ask(developer)
    await until(() => refreshes() === 1, 'AWS has rotated the token')
    expect((await scene.run(['lock'])).code).toBe(0)
    await asking
    expect((await scene.ask(developer)).code).toBe(4)
    expect((await scene.run(['unlock'])).code).toBe(0)
    tokenRefusedOnce(scene)
    expect((await scene.ask(developer)).code).toBe(0)
    expect([signIns(), refreshes()]).toEqual([1, 2])
  })

  it('between the token received and the token kept, killed with -9 at random: loses no session (R1, R21)', async () => {
    scene = await sceneWithProfiles({ reuse: tolerated })
    const random = new SeededRandom(20261121)
    const rounds = 4
    let lost = 0
    for (let round = 0; round < rounds; round += 1) {
      if (await killAroundRefresh(scene, random)) lost += 1
    }
    console.info(`kills around a refresh: ${rounds}, ${lost} sessions lost`)
    expect([lost, signIns(), refreshes() >= rounds]).toEqual([0, 1, true])
  })
})

describe('one vault in two homes', () => {
  it('loses no session where AWS answers a used token again (R20, R21)', async () => {
    scene = await sceneWithProfiles({ reuse: { toleratedForSeconds: 60 } })
    await sleepPastToken(scene)
    const other = copiedHome(scene)
    try {
      const asked = await Promise.all([scene.ask(developer), scene.ask(developer, other)])
      expect(asked.map(({ code, stderr }) => [code, stderr])).toEqual([
        [0, ''],
        [0, ''],
      ])
      expect([refreshes(), signIns()]).toEqual([1, 0])
    } finally {
      await other.end()
    }
  })

  it('loses one of the two where AWS refuses a used token, and the other goes on', async () => {
    scene = await sceneWithProfiles({ reuse: 'refused' })
    const other = copiedHome(scene)
    const ask = async (profile: string, options = {}) => {
      tokenRefusedOnce(scene)
      return (await scene.ask(profile, options)).code
    }
    try {
      expect([await ask(developer), await ask(developer, other), await ask(reader)]).toEqual([0, 3, 0])
    } finally {
      await other.end()
    }
  })
})
