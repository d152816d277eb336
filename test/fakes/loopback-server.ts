import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net'
import type { IssuedCertificate } from './certificates.ts'

export interface LoopbackServer {
  readonly port: number
  /** Every request that came in whole: method, path, body. */
  readonly received: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[]
  /** Connections so far. */
  readonly connections: () => number
  close(): Promise<void>
}

type Answer = (request: IncomingMessage, response: ServerResponse) => void

/** A real HTTP server on 127.0.0.1, with TLS if there is a certificate. */
export async function loopbackServer(
  answer: Answer,
  certificate?: IssuedCertificate,
): Promise<LoopbackServer> {
  const received: LoopbackServer['received'] = []
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body })
      answer(request, response)
    })
  }
  const server = certificate ? createTlsServer(certificate, handle) : createServer(handle)
  return { received, ...(await listen(server)) }
}

/** A TCP server on 127.0.0.1 that does as it is told with each connection. */
export async function tcpServer(
  connected: (socket: Socket) => void,
): Promise<Omit<LoopbackServer, 'received'>> {
  return listen(createTcpServer(connected))
}

async function listen(server: Server): Promise<Omit<LoopbackServer, 'received'>> {
  const sockets = new Set<Socket>()
  let connections = 0
  server.on('connection', (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => {})
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
