import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
beforeAll(async () => {
  scene = await WindowScene.start()
})
afterAll(() => scene?.close())

describe('the first load of the window', () => {
  it('asks the agent for its state before what shows it has come', async () => {
    const page = await (await scene.context()).newPage()
    const held = Promise.withResolvers<void>()
    await page.route('**/render-window-*.js', async (route) => {
      await held.promise
      await route.continue()
    })
    const asked = Promise.withResolvers<void>()
    page.on('websocket', (socket) =>
      socket.on('framesent', ({ payload }) => {
        if (String(payload).includes('"state.read"')) asked.resolve()
      }),
    )
    await page.goto(await scene.link(), { waitUntil: 'commit' })
    await asked.promise
    expect(await page.locator('#root > *').count()).toBe(0)
    held.resolve()
    await page.getByRole('navigation').first().waitFor()
    await page.context().close()
  })

  it('says that it waits for an agent that does not answer', async () => {
    const page = await (await scene.context()).newPage()
    await page.routeWebSocket(/\/socket$/, () => undefined)
    await page.goto(await scene.link(), { waitUntil: 'commit' })
    await page.getByRole('status').getByText('Connecting').waitFor()
    await page.context().close()
  })

  it('broke no rule of the page on the way (T15, T22)', () => {
    expect(scene.faults).toEqual({ policy: [], errors: [], offOrigin: [] })
  })
})
