import { describe, expect, it } from 'vitest'
import { ask, minutes } from '../../../fakes/broker-scene.ts'
import { centerScene } from '../../../fakes/center-scene.ts'
import { chainScene, roleArn } from './chain-scene.ts'

const hours = 60 * minutes

describe('createBroker, what is at hand', () => {
  it('tells the end of each profile’s own credentials: of Sign-In, of roles, of users and of chains', async () => {
    const scene = chainScene({ profiles: { deploy: { source: 'dev', roleArn: roleArn('Deploy') } } })
    const givenAt = scene.clock.now()
    expect([...scene.broker.held().keys()]).toEqual([])
    for (const profile of ['dev', 'carla', 'corp', 'deploy']) await ask(scene, profile)
    expect(Object.fromEntries(scene.broker.held())).toEqual({
      dev: { expiresAt: givenAt + 15 * minutes, givenAt },
      carla: { expiresAt: givenAt + 1 * hours, givenAt },
      corp: { expiresAt: givenAt + 1 * hours, givenAt },
      deploy: { expiresAt: givenAt + 1 * hours, givenAt },
    })
  })

  it('tells of every profile that shares them, and forgets them at their end and at a lock', async () => {
    const scene = centerScene()
    await ask(scene, 'role0')
    expect([...scene.broker.held().keys()]).toEqual(['role0', 'again'])
    await scene.clock.advance(61 * minutes)
    expect(scene.broker.held().size).toBe(0)
    await ask(scene, 'role1')
    expect([...scene.broker.held().keys()]).toEqual(['role1'])
    scene.vault.lock()
    scene.broker.lock()
    expect(scene.broker.held().size).toBe(0)
  })

  it('asks AWS for nothing, and makes no key of what nobody asked for', async () => {
    const scene = chainScene({ profiles: { deploy: { source: 'dev', roleArn: roleArn('Deploy') } } })
    await ask(scene, 'corp')
    const before = [scene.signin.calls.length, scene.center.roleCalls.length, scene.sts.calls.length]
    for (let look = 0; look < 60; look += 1) {
      scene.broker.held()
      await scene.clock.advance(60_000)
    }
    // Nobody used them: no look of a window keeps them alive.
    expect([scene.signin.calls.length, scene.center.roleCalls.length, scene.sts.calls.length]).toEqual(before)
    expect([scene.clock.scheduled, scene.broker.held().size]).toEqual([0, 0])
  })
})
