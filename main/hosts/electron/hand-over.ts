/**
 * Asks the agent that serves to end, as `signet agent stop` does, so that the desktop app can take its place.
 *
 * @module
 */
import { lstatSync, readFileSync } from 'node:fs'
import { connect } from 'node:net'
import process from 'node:process'
import { encodeFrame, protocolVersion, requestFrames } from '../../serve/relay/wire.ts'
import type { Home } from '../node/home.ts'

const longestInMilliseconds = 5_000

/** False where nobody could be asked. The agent ends when it has answered what it is answering. */
export async function askToHandOver({ endpointPath }: Home, version: string): Promise<boolean> {
  try {
    const path = /^socket=(\/.+)$/m.exec(readFileSync(endpointPath, 'utf8'))?.[1]
    if (path === undefined || !isOurSocket(path)) return false
    return await say(path, stopRequest(version))
  } catch {
    return false
  }
}

function isOurSocket(path: string): boolean {
  const found = lstatSync(path)
  // SECURITY: T5. Nobody else is told anything.
  return found.isSocket() && found.uid === process.geteuid?.() && (found.mode & 0o077) === 0
}

function stopRequest(version: string): Buffer {
  const text = new TextEncoder()
  const frames: readonly (readonly [type: string, payload: string])[] = [
    [requestFrames.hello, `${protocolVersion} ${version} ${process.pid} ${process.ppid}`],
    [requestFrames.argument, 'agent'],
    [requestFrames.argument, 'stop'],
    [requestFrames.folder, '/'],
    [requestFrames.terminals, '000'],
    [requestFrames.go, ''],
  ]
  return Buffer.concat(frames.map(([type, payload]) => encodeFrame(type, text.encode(payload))))
}

/** Resolves when the agent has answered or hung up. */
function say(path: string, request: Buffer): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path)
    socket.setTimeout(longestInMilliseconds, () => socket.destroy())
    socket.once('connect', () => socket.write(request))
    let isAnswered = false
    socket.once('data', () => {
      isAnswered = true
      socket.end()
    })
    socket.once('error', () => socket.destroy())
    socket.once('close', () => resolve(isAnswered))
  })
}
