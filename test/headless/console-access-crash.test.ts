/** `signet console-access` when something ends in the middle: the agent, the network, the person's patience, the credentials. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Scene, until } from './harness.ts'
import type { Running } from './running.ts'

const account = '111122223333'
const breakGlass = `arn:aws:iam::${account}:role/BreakGlass`
const apply = ['console-access', 'apply', '--enable', '--source-ip', '203.0.113.0/24', '--confirm', account]
const statement = ['--excluded-principal', breakGlass, '--profile', 'dev']

let scene: Scene
beforeEach(async () => {
  scene = await Scene.start()
  await scene.signIn('dev')
})
afterEach(() => scene.close())

const standing = () => ({
  on: scene.standIn.signinControl.enabledTargets(),
  statements: scene.standIn.signinControl.statementsOf(account).length,
})

/** What the history says of each call of the newest change. */
async function history(): Promise<readonly string[]> {
  const { stdout } = await scene.run(['console-access', 'undo', '--list', '--profile', 'dev', '--json'])
  const [newest] = JSON.parse(stdout) as { steps: { operation: string; state: string }[] }[]
  return (newest?.steps ?? []).map(({ operation, state }) => `${operation} ${state}`)
}

/** Until the call that goes wrong is on its way. */
async function struck(running: Running): Promise<void> {
  await until(() => scene.standIn.faults.pending === 0 || running.hasEnded, 'the call is on its way')
  if (scene.standIn.faults.pending > 0) throw new Error(`it ended before: ${running.stderr}`)
}

describe('signet console-access, interrupted', () => {
  it('knows after kill -9 of the agent what was sent, and takes it back', async () => {
    scene.standIn.faults.set([{ operation: 'put-console-authorization', fault: { kind: 'hang' } }])
    const running = scene.spawn([...apply, ...statement])
    await until(() => standing().statements === 1, 'the first call is done')
    await struck(running)
    await scene.endAgent('SIGKILL')
    await running.ended
    expect(await history()).toEqual([
      'put-resource-permission-statement done',
      'put-console-authorization-configuration sent',
    ])
    const undone = await scene.run(['console-access', 'undo', '--yes', '--profile', 'dev'])
    expect({ code: undone.code, standing: standing() }).toEqual({
      code: 0,
      standing: { on: [], statements: 0 },
    })
  })

  it('goes on after kill -9 where it was', async () => {
    scene.standIn.faults.set([{ operation: 'put-console-authorization', fault: { kind: 'hang' } }])
    const running = scene.spawn([...apply, ...statement])
    await struck(running)
    await scene.endAgent('SIGKILL')
    await running.ended
    const again = await scene.run([...apply, ...statement])
    expect({ code: again.code, standing: standing() }).toEqual({
      code: 0,
      standing: { on: [account], statements: 1 },
    })
  })

  it('adds a statement once, though the answer was lost and the reading lags behind', async () => {
    scene.standIn.signinControl.change({ homePropagationSeconds: 600 })
    scene.standIn.faults.set([
      { operation: 'put-permission-statement', times: 'always', fault: { kind: 'drop-after' } },
    ])
    const lost = await scene.run([...apply, ...statement])
    expect({ code: lost.code, says: lost.stdout.includes('no answer, so it may be done') }).toEqual({
      code: 5,
      says: true,
    })
    scene.standIn.faults.clear()
    scene.standIn.signinControl.change({ homePropagationSeconds: 0 })
    const again = await scene.run([...apply, ...statement])
    expect({ code: again.code, standing: standing() }).toEqual({
      code: 0,
      standing: { on: [account], statements: 1 },
    })
  })

  it('ends between two calls at Ctrl-C', async () => {
    scene.standIn.faults.set([{ operation: 'put-permission-statement', delayInMilliseconds: 600 }])
    const running = scene.spawn([...apply, ...statement])
    await struck(running)
    running.child.kill('SIGINT')
    await running.ended
    await until(() => standing().statements === 1, 'the first call is done')
    await until(async () => (await history())[0]?.endsWith(' done') === true, 'it is written down')
    expect(await history()).toEqual([
      'put-resource-permission-statement done',
      'put-console-authorization-configuration planned',
    ])
    expect(standing()).toEqual({ on: [], statements: 1 })
  })

  it('tells who is locked out past their credentials’ end how to get back in, and that works', async () => {
    expect((await scene.run([...apply, ...statement])).code).toBe(0)
    // What renews the session is a sign-in action: the policy refuses it too.
    await scene.endKeys()
    const refused = await scene.run(['console-access', 'undo', '--yes', '--profile', 'dev'])
    expect({
      code: refused.code,
      says: refused.stderr.includes(`or as ${breakGlass} with a profile of its own`),
    }).toEqual({
      code: 1,
      says: true,
    })
    await scene.signIn('glass', { principal: 'break-glass' })
    const undone = await scene.run(['console-access', 'undo', '--yes', '--profile', 'glass'])
    expect({ code: undone.code, standing: standing() }).toEqual({
      code: 0,
      standing: { on: [], statements: 0 },
    })
  })
})
