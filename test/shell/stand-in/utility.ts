/** A utility process: the module named in the first argument, with `process.parentPort` over this process's own channel. */
import { createRequire } from 'node:module'
import process from 'node:process'

Object.defineProperty(process, 'parentPort', {
  value: {
    on: (_event: 'message', listener: (event: { data: unknown }) => void) =>
      process.on('message', (data) => listener({ data })),
    postMessage: (message: unknown) => process.send?.(message),
  },
})
process.on('disconnect', () => process.exit(0))
createRequire(import.meta.url)(process.argv[2] ?? '')
