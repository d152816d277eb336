import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { noWords } from '../no-words.ts'
import { printableJson } from '../printable-json.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet version` */
export function version(product: { readonly version: string; readonly runtime: string }): Verb {
  return verb({
    name: 'version',
    summary: 'The version of the agent that answers',
    options: { json: flag('as JSON') },
    run({ json }, words, { io }) {
      noWords(words, 'signet version [--json]')
      io.out(json ? `${printableJson(product)}\n` : `signet ${product.version} (${product.runtime})\n`)
      return exitCodes.ok
    },
  })
}
