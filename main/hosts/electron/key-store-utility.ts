/**
 * Entry of the child that speaks to the operating system's key store, where Electron is the host.
 *
 * @module
 */
import process from 'node:process'
import { answerKeyStore, type KeyStoreRequest } from '../node/key-store-answers.ts'

void answerKeyStore({
  send: (reply) => process.parentPort.postMessage(reply),
  onRequest: (listener) => process.parentPort.on('message', ({ data }) => listener(data as KeyStoreRequest)),
})
