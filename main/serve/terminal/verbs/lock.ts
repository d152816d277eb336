import type { VaultDoor } from '../../../actions/sessions/vault-door.ts'
import { exitCodes } from '../exit-codes.ts'
import { noWords } from '../no-words.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet lock` */
export function lock(door: Pick<VaultDoor, 'lock'>): Verb {
  return verb({
    name: 'lock',
    summary: 'Shut the vault: no credentials are given until it is unlocked',
    options: {},
    details: ['Sessions are kept. Tools that ask meanwhile get one line: run "signet unlock".'],
    async run(_values, words, { io }) {
      noWords(words, 'signet lock')
      io.out(
        (await door.lock()).state === 'absent'
          ? 'There is no vault yet, so there is nothing to lock.\n'
          : 'The vault is locked.\n',
      )
      return exitCodes.ok
    },
  })
}
