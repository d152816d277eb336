/**
 * Entry of the child that speaks to the operating system's key store, where Electron is the host.
 *
 * @module
 */
import { createRequire } from 'node:module'
import process from 'node:process'
import { answerKeyStore, type KeyStoreChannel, type KeyStoreRequest } from '../node/key-store-answers.ts'
import { areAddonsOurs } from './addon-pins.ts'

const channel: KeyStoreChannel = {
  send: (reply) => process.parentPort.postMessage(reply),
  onRequest: (listener) => process.parentPort.on('message', ({ data }) => listener(data as KeyStoreRequest)),
}

// SECURITY (D12): before a byte of it is run.
if (areAddonsOurs(import.meta.url))
  // By require, which knows archives best.
  void answerKeyStore(channel, () => createRequire(import.meta.url)('@napi-rs/keyring'))
else
  channel.onRequest(({ id }) =>
    channel.send({ id, fault: 'not installed: the addon is not the one of this app' }),
  )
