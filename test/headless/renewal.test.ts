/** What tools get while keys end, AWS ends sessions, and networks go: relay, agent and stand-in as real processes. */
import { afterEach, describe, expect, it } from 'vitest'
import type { FaultRule } from '../aws/faults.ts'
import type { SessionEnd } from '../aws/signin/store.ts'
import { nodeRelay, type ProcessCredentials, Scene, type SceneOptions, until } from './harness.ts'
import type { Ran } from './running.ts'

let scene: Scene
afterEach(() => scene.close())

async function signedIn(options: SceneOptions = {}, profile = 'p'): Promise<void> {
  scene = await Scene.start(options)
  await scene.signIn(profile)
}

const refreshes = () => scene.standIn.counters.calls('token', 'ok:refresh_token')
const oneLine = expect.stringMatching(/^signet: [^\n]+\n$/)

/** The different answers that were given, as few as they are. */
function answers(ran: readonly Ran[]): unknown[] {
  const texts = ran.map(({ code, stdout, stderr }) => JSON.stringify({ code, stdout, stderr }))
  return [...new Set(texts)].map((text) => JSON.parse(text) as unknown)
}

function many(count: number, profile = 'p', options = {}): Promise<Ran[]> {
  return Promise.all(Array.from({ length: count }, () => scene.ask(profile, options)))
}

describe('relays at once on a key that has ended', () => {
  it('200 get the same new key, by one call to AWS (R28)', async () => {
    await signedIn()
    const before = await scene.credentials('p')
    await scene.endKeys()
    // Slow enough that every relay is there before the answer.
    scene.standIn.faults.add({ operation: 'token', delayInMilliseconds: 1500 })
    const given = answers(await many(200))
    expect(given).toEqual([{ code: 0, stdout: expect.stringMatching(/^\{"Version":1,/), stderr: '' }])
    const [{ stdout = '' } = {}] = given as { stdout?: string }[]
    expect((JSON.parse(stdout) as ProcessCredentials).AccessKeyId).not.toBe(before.AccessKeyId)
    expect(scene.standIn.counters.calls('token')).toBe(2)
  })

  it('20 Node relays do so too (R28)', async () => {
    await signedIn()
    await scene.endKeys()
    scene.standIn.faults.add({ operation: 'token', delayInMilliseconds: 500 })
    expect(answers(await many(20, 'p', { relay: nodeRelay }))).toEqual([
      { code: 0, stdout: expect.stringMatching(/^\{"Version":1,/), stderr: '' },
    ])
    expect(refreshes()).toBe(1)
  })

  it('200 with no agent there start one, and get their key by one call to AWS (R7, R28, R31)', async () => {
    await signedIn()
    await scene.endAgent('SIGKILL')
    const given = answers(await many(200))
    expect(given).toEqual([{ code: 0, stdout: expect.stringMatching(/^\{"Version":1,/), stderr: '' }])
    expect(refreshes()).toBe(1)
    expect(scene.processes()).toEqual([scene.agentPid()])
  })

  it('ten profiles on three sessions cost three calls (R28)', async () => {
    scene = await Scene.start()
    const principals = ['developer', 'administrator', 'bob']
    const profiles = Array.from({ length: 10 }, (_, index) => ({
      profile: `p${index}`,
      principal: principals[index % principals.length] ?? '',
    }))
    for (const { profile, principal } of profiles) await scene.signIn(profile, { principal })
    await scene.endKeys()
    scene.standIn.faults.add({ operation: 'token', times: 3, delayInMilliseconds: 500 })
    const ran = await Promise.all(
      profiles.flatMap(({ profile }) => Array.from({ length: 5 }, () => scene.ask(profile))),
    )
    const keys = ran.map(({ stdout }) => (JSON.parse(stdout) as ProcessCredentials).AccessKeyId)
    expect({ answered: ran.length, keys: new Set(keys).size, refreshes: refreshes() }).toEqual({
      answered: 50,
      keys: 3,
      refreshes: 3,
    })
  })

  it('share one failure, and AWS is asked once (R29)', async () => {
    await signedIn()
    await scene.endKeys()
    const called = scene.standIn.counters.calls('token')
    scene.standIn.endSessions('ended')
    scene.standIn.faults.add({ operation: 'token', delayInMilliseconds: 500 })
    expect(answers(await many(50))).toEqual([{ code: 3, stdout: '', stderr: oneLine }])
    expect(scene.standIn.counters.calls('token') - called).toBe(1)
  })
})

describe('a session that AWS ended', () => {
  const ways: readonly { how: SessionEnd; says: string }[] = [
    { how: 'ended', says: 'The AWS session of profile shop-dev has ended.' },
    { how: 'revoked', says: 'AWS no longer accepts the session of profile shop-dev' },
    { how: 'credentials-changed', says: 'The password or permissions behind profile shop-dev have changed' },
  ]

  it.each(ways)('($how) is exit code 3 and one line that names the command (R20)', async ({ how, says }) => {
    await signedIn({}, 'shop-dev')
    scene.standIn.endSessions(how)
    // The keys at hand are good until they end.
    expect((await scene.ask('shop-dev')).code).toBe(0)
    await scene.endKeys()
    const first = await scene.ask('shop-dev')
    expect(first).toMatchObject({ code: 3, stdout: '', stderr: oneLine })
    expect(first.stderr).toContain(says)
    expect(first.stderr).toMatch(/ Run: signet login --profile shop-dev\n$/)
    // AWS has said its word: it is not asked again, not even by a new agent.
    const called = scene.standIn.counters.calls('token')
    await scene.endAgent('SIGKILL')
    expect(await scene.ask('shop-dev')).toMatchObject({ code: 3, stdout: '', stderr: first.stderr })
    expect(scene.standIn.counters.calls('token')).toBe(called)
    // The line is the way out.
    await scene.signIn('shop-dev')
    expect((await scene.ask('shop-dev')).code).toBe(0)
  })
})

describe('a network that is gone', () => {
  it('leaves keys served to their end, then exit code 5 and one line, and mends by itself (R13)', async () => {
    await signedIn({ standIn: { expiresInSeconds: 6 } })
    scene.standIn.faults.set([{ operation: 'any', times: 'always', fault: { kind: 'drop' } }])
    const served: ProcessCredentials[] = []
    let refused: Ran | undefined
    await until(async () => {
      const ran = await scene.ask('p')
      if (ran.code !== 0) refused = ran
      else served.push(JSON.parse(ran.stdout) as ProcessCredentials)
      return refused !== undefined
    }, 'the key has ended')
    expect(new Set(served.map(({ AccessKeyId }) => AccessKeyId)).size).toBe(1)
    expect(refused).toMatchObject({ code: 5, stdout: '', stderr: oneLine })
    expect(refused?.stderr).toMatch(/tries again in \d+ seconds?/)

    scene.standIn.faults.clear()
    await until(async () => (await scene.ask('p')).code === 0, 'credentials come again')
    expect(scene.standIn.counters.calls('authorize')).toBe(1)
  })

  it('with the servers themselves gone, keys are served to their end, then exit code 5 (R13)', async () => {
    await signedIn({ standIn: { expiresInSeconds: 6 } })
    await scene.standIn.close()
    expect((await scene.ask('p')).code).toBe(0)
    let refused = await scene.ask('p')
    await until(async () => {
      refused = await scene.ask('p')
      return refused.code !== 0
    }, 'the key has ended')
    expect(refused).toMatchObject({ code: 5, stdout: '', stderr: oneLine })
  })

  const faults: readonly { name: string; fault: NonNullable<FaultRule['fault']> }[] = [
    { name: '503', fault: { kind: 'reply', status: 503 } },
    { name: '429 with Retry-After (R17)', fault: { kind: 'throttle', retryAfterInSeconds: 7 } },
    { name: "a captive portal's page (R16)", fault: { kind: 'captive-portal', status: 200 } },
    { name: "a captive portal's redirect (R16)", fault: { kind: 'captive-portal', status: 302 } },
    {
      name: "a 400 in JSON that is not AWS's word (R16, R20)",
      fault: {
        kind: 'reply',
        status: 400,
        body: '{"error":"blocked by the gateway"}',
        headers: { 'content-type': 'application/json' },
      },
    },
    {
      name: '403 in JSON without a type',
      fault: { kind: 'reply', status: 403, body: '{}', headers: { 'content-type': 'application/json' } },
    },
    { name: 'JSON that is none (R19)', fault: { kind: 'garbage', form: 'json' } },
    { name: 'half a reply (R18)', fault: { kind: 'half-reply' } },
  ]
  it.each(faults)('that answers with $name ends no session', async ({ fault }) => {
    await signedIn()
    await scene.endKeys()
    scene.standIn.faults.set([{ operation: 'token', times: 'always', fault }])
    const refused = await scene.ask('p')
    expect({ ...refused, milliseconds: 0 }).toMatchObject({ stdout: '', stderr: oneLine })
    expect(refused.code).not.toBe(3)
    expect(refused.code).not.toBe(0)
    scene.standIn.faults.clear()
    // A person need not do anything; the rest that was asked for is the agent's to keep, so it is a new one that asks.
    await scene.endAgent('SIGTERM')
    expect((await scene.ask('p')).code).toBe(0)
  })

  it('that loses the reply loses no session, though AWS has rotated the token (R21)', async () => {
    await signedIn()
    await scene.endKeys()
    scene.standIn.faults.add({ operation: 'token', times: 2, fault: { kind: 'drop-after' } })
    await until(async () => (await scene.ask('p')).code === 0, 'credentials come again')
    expect(scene.standIn.counters.calls('authorize')).toBe(1)
  })
})
