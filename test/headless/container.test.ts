import { readdirSync } from 'node:fs'
import { afterEach, describe, expect, it } from 'vitest'
import { gotByAnotherUser, whyNotAnotherUser } from '../fakes/another-user.ts'
import { askEndpoint, type GivenEndpoint, runExec, waitingProgram, writeAwsFiles } from './exec-scene.ts'
import { Scene, type SceneOptions, until } from './harness.ts'
import { listeningPorts } from './processes.ts'

let scene: Scene
afterEach(() => scene.close())

async function signedIn(options: SceneOptions = {}): Promise<void> {
  scene = await Scene.start(options)
  await scene.signIn('p', { principal: 'bob' })
}

const ports = () => listeningPorts(scene.agentPid() ?? 0)
const end = async ({ program }: GivenEndpoint) => {
  program.child.kill('SIGKILL')
  await program.ended
}
const keyId = (body: string) => (JSON.parse(body) as { AccessKeyId?: string }).AccessKeyId
const execFiles = () => readdirSync(`${scene.env.SIGNET_HOME}/run/exec`)

describe('the container endpoint', () => {
  it('is there for the first program and gone with the last, with every file', async () => {
    await signedIn()
    writeAwsFiles(scene, { config: '\n[default]\naws_access_key_id = AKIAX\naws_secret_access_key = x\n' })
    await scene.ask('p')
    expect(ports()).toEqual([])
    const first = await waitingProgram(scene)
    const second = await waitingProgram(scene)
    expect(ports()).toEqual([expect.stringMatching(/^0100007F:/)])
    expect([first.uri, first.token === second.token]).toEqual([second.uri, false])
    await end(first)
    await until(async () => (await askEndpoint(first)).status === 403, 'the token of the first has ended')
    expect((await askEndpoint(second)).status).toBe(200)
    await until(() => execFiles().length === 2, 'the files of the first are gone')
    await end(second)
    await until(() => ports().length === 0, 'the port is closed')
    await until(() => execFiles().length === 0, 'the files are gone')
    expect((await askEndpoint(second)).status).toBe('ECONNREFUSED')
    expect(scene.logEvents().filter((event) => event.startsWith('container.'))).toEqual([
      'container.opened',
      'container.closed',
    ])
  })

  it('gives a program its own profile only', async () => {
    await signedIn()
    await scene.signIn('q', { principal: 'developer' })
    const p = await waitingProgram(scene)
    const q = await waitingProgram(scene, { options: ['--region', 'us-east-1'] })
    const given = await askEndpoint(p)
    expect(keyId(given.body)).toBe((await scene.credentials('p')).AccessKeyId)
    expect(keyId(given.body)).not.toBe((await scene.credentials('q')).AccessKeyId)
    await Promise.all([end(p), end(q)])
  })

  it('gives nothing to a program from before a lock, not even after it', async () => {
    await signedIn()
    const given = await waitingProgram(scene)
    expect((await askEndpoint(given)).status).toBe(200)
    await scene.run(['lock'])
    expect([403, 'ECONNREFUSED']).toContain((await askEndpoint(given)).status)
    await scene.run(['unlock'])
    expect([403, 'ECONNREFUSED']).toContain((await askEndpoint(given)).status)
    const anew = await waitingProgram(scene)
    expect((await askEndpoint(anew)).status).toBe(200)
    await Promise.all([end(given), end(anew)])
  })

  it('gives nothing to a program from before a sign-out, not even after the next sign-in', async () => {
    await signedIn()
    const given = await waitingProgram(scene)
    await scene.run(['logout', '--profile', 'p'])
    expect([403, 'ECONNREFUSED']).toContain((await askEndpoint(given)).status)
    await scene.signIn('p', { principal: 'bob' })
    expect([403, 'ECONNREFUSED']).toContain((await askEndpoint(given)).status)
    await end(given)
  })

  it('gives nothing any more when the profile is closed, and starts nothing', async () => {
    await signedIn()
    const given = await waitingProgram(scene)
    expect((await askEndpoint(given)).status).toBe(200)
    await scene.run(['profiles', 'policy', 'p', '--use', 'deny'])
    expect([403, 'ECONNREFUSED']).toContain((await askEndpoint(given)).status)
    expect(await runExec(scene, ['echo', 'started'])).toMatchObject({ code: 1, stdout: '' })
    await end(given)
  })

  it('tells a program whose session AWS has ended what to do, in an answer that is not asked for again', async () => {
    await signedIn()
    const given = await waitingProgram(scene)
    scene.standIn.endSessions('ended')
    await scene.endKeys()
    const { status, body } = await askEndpoint(given)
    expect([status, JSON.parse(body)]).toEqual([
      401,
      { Code: 'session-expired', Message: expect.stringMatching(/ Run: signet login --profile p$/) },
    ])
    await end(given)
  })

  it('tells a program to come again while AWS cannot be asked, and serves it when it can', async () => {
    await signedIn()
    const given = await waitingProgram(scene)
    await scene.endKeys()
    scene.standIn.faults.add({ operation: 'token', times: 1, delayInMilliseconds: 2500 })
    const asked = performance.now()
    const { status } = await askEndpoint(given)
    const waited = performance.now() - asked
    expect({ status, isSoonEnough: waited < 1800 }).toEqual({ status: 503, isSoonEnough: true })
    await until(async () => (await askEndpoint(given)).status === 200, 'what was under way has come')
    expect(scene.standIn.counters.calls('token', 'ok:refresh_token')).toBe(1)
    await end(given)
  })

  it('leaves files of a program to the next agent when it is killed itself', async () => {
    await signedIn()
    const given = await waitingProgram(scene, { options: ['--token-file'] })
    const kept = await waitingProgram(scene, { options: ['--token-file'] })
    await scene.endAgent('SIGKILL')
    await end(given)
    expect(execFiles()).toHaveLength(4)
    await scene.ask('p')
    await until(() => execFiles().length === 2, 'the files of the program that is gone are gone')
    await end(kept)
  })

  const why = whyNotAnotherUser()
  it.skipIf(why)(
    `gives not one byte to another user with the right token (T8)${why && ` (skipped: ${why})`}`,
    async () => {
      await signedIn()
      const given = await waitingProgram(scene)
      expect(await gotByAnotherUser(given.uri, { authorization: given.token })).toBe('ECONNRESET\n')
      expect(scene.logEvents()).toContain('container.foreign')
      expect((await askEndpoint(given)).status).toBe(200)
      await end(given)
    },
  )
})
