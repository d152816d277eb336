/**
 * Entry of the child that speaks to the operating system's key store, where Node is the host. It ends when its parent is
 * gone.
 *
 * @module
 */
import process from 'node:process'
import { answerKeyStore, endAtOnce, type KeyStoreRequest } from './key-store-answers.ts'

process.on('disconnect', endAtOnce)
await answerKeyStore({
  send: (reply) => process.send?.(reply),
  onRequest: (listener) => process.on('message', (request: KeyStoreRequest) => listener(request)),
})
