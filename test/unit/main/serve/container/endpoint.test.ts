import { describe, expect, it } from 'vitest'
import type { GrantRequest } from '../../../../../main/broker/grant-request.ts'
import type { Issued } from '../../../../../main/broker/held-credentials.ts'
import {
  RefusalError,
  SessionError,
  UnavailableError,
  VaultError,
} from '../../../../../main/kernel/errors.ts'
import type {
  ContainerListener,
  ContainerReply,
  ContainerRequest,
} from '../../../../../main/kernel/ports/container-listener.ts'
import { containerEndpoint } from '../../../../../main/serve/container/endpoint.ts'
import { sha256 } from '../../../../../main/serve/container/server.ts'
import { issuedCanaries } from '../../../../fakes/endpoint-scene.ts'
import { FakeClock, settle } from '../../../../fakes/fake-clock.ts'
import { MemoryLog } from '../../../../fakes/memory-log.ts'
import { SeededRandom } from '../../../../fakes/seeded-random.ts'

type Answer = (request: ContainerRequest, port: number) => Promise<ContainerReply>

/** Ports that open and close, and remember it. */
class FakeListener implements ContainerListener {
  readonly open_ = new Map<number, Answer>()
  opened = 0
  fails = false

  async open(answer: Answer) {
    if (this.fails) throw new Error('EMFILE')
    this.opened += 1
    const port = 5000 + this.opened
    this.open_.set(port, answer)
    return { port, close: async () => void this.open_.delete(port) }
  }
}

function world(issue: (request: GrantRequest) => Promise<Issued> = async () => issuedCanaries) {
  const clock = new FakeClock()
  const listener = new FakeListener()
  const log = new MemoryLog()
  const asked: GrantRequest[] = []
  const processes = new Map<number, string>([[7, 'a']])
  const endpoint = containerEndpoint({
    ...{ clock, log, listener, random: new SeededRandom(3), digest: sha256 },
    processes: { startedAt: (pid) => processes.get(pid) },
    grants: {
      issue(request) {
        asked.push(request)
        return issue(request)
      },
    },
  })
  const permit = { profile: 'p', isValid: () => true }
  const admit = (pid = 7, sessionId = 's') =>
    endpoint.admit({ permit, sessionId, pid, onEnd: () => undefined })
  const ask = async ({ uri, token }: { readonly uri: string; readonly token: string }) => {
    const { port, pathname } = new URL(uri)
    const headers = { host: [`127.0.0.1:${port}`], authorization: [token] }
    const answer = listener.open_.get(Number(port))
    return answer?.({ method: 'GET', target: pathname, headers, hasBody: false }, Number(port))
  }
  const statusOf = async (admission: { readonly uri: string; readonly token: string }) =>
    (await ask(admission))?.status
  return { clock, listener, log, asked, processes, endpoint, permit, admit, ask, statusOf }
}

describe('containerEndpoint', () => {
  it('opens for the first program, shares the port, and closes with the last', async () => {
    const { admit, listener, endpoint } = world()
    expect(endpoint.port()).toBeUndefined()
    const [one, two] = await Promise.all([admit(), admit()])
    expect([listener.opened, one.uri === two.uri, one.token === two.token]).toEqual([1, true, false])
    one.revoke()
    expect(listener.open_.size).toBe(1)
    two.revoke()
    await settle()
    expect([listener.open_.size, endpoint.port()]).toEqual([0, undefined])
    const three = await admit()
    expect([listener.opened, three.uri === one.uri]).toEqual([2, false])
  })

  it('finds out by itself that the program is gone, and sleeps when there is none', async () => {
    const { admit, listener, processes, clock } = world()
    await admit()
    processes.clear()
    await clock.advance(10_000)
    expect([listener.open_.size, clock.scheduled]).toEqual([0, 0])
  })

  it('asks for credentials of the one profile, with the word that was given, and asks nobody', async () => {
    const { admit, ask, asked, permit } = world()
    expect((await ask(await admit()))?.status).toBe(200)
    expect(asked).toEqual([{ profile: 'p', channel: 'container', permit }])
    expect(asked[0]?.prompts).toBeUndefined()
  })

  const failures: readonly (readonly [string, Error, number, string])[] = [
    [
      'a session that ended',
      new SessionError('session-expired', 'Run: signet login'),
      401,
      'session-expired',
    ],
    ['a locked vault', new VaultError('vault-locked', 'Locked.', 'unlock'), 403, 'vault-locked'],
    ['a no', new RefusalError('consent-denied', 'No.', 'approve'), 403, 'consent-denied'],
    ['a network that is gone', new UnavailableError('network-down', 'Down.'), 503, 'network-down'],
    ['a throttle', new UnavailableError('throttled', 'Slow.'), 503, 'throttled'],
    ['a mistake of ours', new TypeError('secret'), 500, 'internal'],
  ]
  it.each(failures)('answers %s so that an SDK does the right thing', async (_name, error, status, code) => {
    const { admit, ask } = world(() => Promise.reject(error))
    const reply = await ask(await admit())
    const body = JSON.parse(reply?.body ?? '') as { Code: string; Message: string }
    expect([reply?.status, body.Code, Object.keys(body)]).toEqual([status, code, ['Code', 'Message']])
    expect(body.Message).not.toContain('secret')
  })

  it('says within a second that a renewal takes longer, and does not call it off', async () => {
    const issuing = Promise.withResolvers<Issued>()
    const { admit, ask, clock, asked } = world(() => issuing.promise)
    const admission = await admit()
    const answer = ask(admission)
    await clock.advance(800)
    expect((await answer)?.status).toBe(503)
    expect(asked[0]?.signal).toBeUndefined()
    issuing.resolve(issuedCanaries)
    expect((await ask(admission))?.status).toBe(200)
  })

  it('gives nothing for a session that was signed out of, and goes on for others', async () => {
    const { admit, statusOf, endpoint } = world()
    const [one, other] = [await admit(7, 's'), await admit(7, 'other')]
    endpoint.endSession('s')
    expect([await statusOf(one), await statusOf(other)]).toEqual([403, 200])
    endpoint.endAll()
    await settle()
    expect(endpoint.port()).toBeUndefined()
  })

  it('lets guesses wait, and neither a program nor the sixth guess of the next second (T9)', async () => {
    const { admit, ask, statusOf, clock, log } = world()
    const admission = await admit()
    const guess = { ...admission, token: 'A'.repeat(43) }
    for (let index = 0; index < 5; index += 1) expect(await statusOf(guess)).toBe(403)
    const sixth = ask(guess)
    let isAnswered = false
    void sixth.then(() => {
      isAnswered = true
    })
    expect(await statusOf(admission)).toBe(200)
    await clock.advance(999)
    expect(isAnswered).toBe(false)
    await clock.advance(1)
    expect([(await sixth)?.status, isAnswered]).toEqual([403, true])
    await clock.advance(1000)
    expect(await statusOf(guess)).toBe(403)
    expect(log.lines.filter(({ event }) => event === 'container.guessed')).toHaveLength(1)
  })

  it('starts nothing where no port can be had, and tries again for the next', async () => {
    const { admit, listener, endpoint } = world()
    listener.fails = true
    await expect(admit()).rejects.toMatchObject({ code: 'loopback-unavailable', remedy: 'retry' })
    listener.fails = false
    await admit()
    expect(endpoint.port()).toBe(5001)
  })

  it('takes nobody any more when the agent ends', async () => {
    const { admit, listener, endpoint } = world()
    await admit()
    await endpoint.close()
    expect(listener.open_.size).toBe(0)
    await expect(admit()).rejects.toMatchObject({ code: 'agent-busy' })
  })
})
