import { createServer } from 'node:http'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type WebSocket, WebSocketServer } from 'ws'
import { until } from '../headless/harness.ts'
import { WindowScene } from './window-scene.ts'

let scene: WindowScene
beforeAll(async () => {
  scene = await WindowScene.start()
  await scene.scene.signIn('shop-dev')
})
afterAll(() => scene?.close())

/** Takes the port that the agent left, answers each socket as the agent would, and writes down what it is told. */
async function stranger(port: number, answer: (socket: WebSocket) => void) {
  const heard: string[] = []
  const server = createServer((_request, response) => response.writeHead(200).end())
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (socket) => {
    socket.on('message', (text) => heard.push(String(text)))
    answer(socket)
  })
  const listen = () => server.listen(port, '127.0.0.1')
  // A process that was just killed may hold its port for a moment; the socket server repeats the fault.
  sockets.on('error', () => setTimeout(listen, 20))
  listen()
  await until(() => server.listening, 'the port is free for others')
  return {
    heard,
    close: () => {
      for (const socket of sockets.clients) socket.terminate()
      server.close()
    },
  }
}

async function agentCrashes(page: Page): Promise<number> {
  const port = Number(new URL(page.url()).port)
  await scene.scene.endAgent('SIGKILL')
  return port
}

describe('a tab whose agent has crashed', () => {
  it('tells whoever listens on its port nothing, shows nothing of theirs, and asks no more (T16)', async () => {
    const page = await scene.open()
    await page.getByRole('gridcell', { name: 'shop-dev' }).first().waitFor()
    const port = await agentCrashes(page)
    const other = await stranger(port, (socket) => {
      socket.send(JSON.stringify({ kind: 'welcome', key: 'ab'.repeat(32) }))
      const payload = { revision: 1_000, changed: { profiles: [] } }
      socket.send(JSON.stringify({ kind: 'event', name: 'state.changed', payload }))
    })
    try {
      await until(() => other.heard.length > 0, 'the tab has tried its old address')
      // Longer than the pause before another try.
      await new Promise((resolve) => setTimeout(resolve, 1_500))
      await page.getByText('The agent cannot be reached.').waitFor()
      expect([
        other.heard.map((text) => Object.keys(JSON.parse(text) as object)),
        await page.getByRole('gridcell', { name: 'shop-dev' }).first().isVisible(),
      ]).toEqual([[['kind', 'nonce']], true])
    } finally {
      other.close()
    }
  })
})
