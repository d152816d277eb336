import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { containerListener } from '../../../../../main/serve/container/server.ts'
import { knocks } from '../../../../fakes/knocks.ts'
import { MemoryLog } from '../../../../fakes/memory-log.ts'

async function said(port: number, bytes: string): Promise<string> {
  let got = ''
  const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'))
  socket
    .on('error', () => undefined)
    .on('data', (piece: Buffer) => {
      got += piece.toString('latin1')
    })
  await once(socket, 'close')
  return got
}

describe('containerListener', () => {
  it.each(knocks('', '').map(([what]) => what))(
    'lets a stranger go without a byte, also where Node itself would answer: %s (T8)',
    async (what) => {
      // The system takes its time to tell, and the bytes are there long before.
      const isOurs = async () => {
        await wait(60)
        return false
      }
      const log = new MemoryLog()
      const asked: string[] = []
      const listening = await containerListener({ peers: { canTell: true, isOurs }, log }).open(
        async ({ method }) => {
          asked.push(method)
          return { status: 200, headers: {}, body: 'CANARY' }
        },
      )
      const { port } = listening
      const [, bytes = ''] = knocks(`127.0.0.1:${port}`, '/x').find(([name]) => name === what) ?? []
      expect([await said(port, bytes), asked]).toEqual(['', []])
      await listening.close()
    },
  )
})
