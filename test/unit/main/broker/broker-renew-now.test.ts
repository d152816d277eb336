import { describe, expect, it } from 'vitest'
import { brokerScene, minutes, renewed, seconds } from '../../../fakes/broker-scene.ts'
import { settle } from '../../../fakes/fake-clock.ts'

type Scene = Pick<ReturnType<typeof brokerScene>, 'broker' | 'session' | 'clock'>

async function renewNow({ broker, session }: Scene): Promise<string> {
  const asked = broker.renew(session.id).then(
    () => 'renewed',
    (thrown: { code?: string }) => String(thrown.code),
  )
  await settle()
  return asked
}

describe('createBroker, renewing because a person wants it', () => {
  it('renews what has life left, and the next ask gets the new one', async () => {
    const scene = await renewed()
    await scene.clock.advance(2 * minutes)
    expect(await renewNow(scene)).toBe('renewed')
    expect(scene.signin.calls).toHaveLength(2)
    expect(scene.broker.peek('dev')?.credentials.accessKeyId).not.toBe(scene.first)
  })

  it('says so when it was just renewed, and asks AWS nothing', async () => {
    const scene = await renewed()
    await scene.clock.advance(5 * seconds)
    expect(await renewNow(scene)).toBe('throttled')
    expect(scene.signin.calls).toHaveLength(1)
  })

  it('tells why it failed, and what was there still serves', async () => {
    const scene = await renewed()
    await scene.clock.advance(2 * minutes)
    scene.signin.fault = 'server-error'
    expect(await renewNow(scene)).toBe('server-error')
    expect(scene.broker.peek('dev')?.credentials.accessKeyId).toBe(scene.first)
  })

  it('knows a session that is not there', async () => {
    const { broker } = brokerScene()
    await expect(broker.renew('nobody')).rejects.toMatchObject({ code: 'session-expired', remedy: 'sign-in' })
  })
})
