import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet version` */
export function version(product: { readonly version: string; readonly runtime: string }): Verb {
  return verb({
    name: 'version',
    summary: 'The version of the agent that answers',
    options: { json: flag('as JSON') },
    run({ json }, _words, { io }) {
      io.out(json ? `${JSON.stringify(product)}\n` : `signet ${product.version} (${product.runtime})\n`)
      return exitCodes.ok
    },
  })
}
