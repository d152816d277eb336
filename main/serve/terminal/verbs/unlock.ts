import type { VaultDoor } from '../../../actions/sessions/vault-door.ts'
import { exitCodes } from '../exit-codes.ts'
import { noWords } from '../no-words.ts'
import { type Verb, verb } from '../verb.ts'

/** `signet unlock` */
export function unlock(door: Pick<VaultDoor, 'unlock'>): Verb {
  return verb({
    name: 'unlock',
    summary: 'Open the vault, asking for its passphrase if it has one',
    options: {},
    details: [
      'Where there is a key store, the vault opens by itself. A passphrase is asked for here, or read from the file\n' +
        'that SIGNET_PASSPHRASE_FILE names (mode 0600). It is never taken from an argument or a variable.',
    ],
    async run(_values, words, { io, prompts }) {
      noWords(words, 'signet unlock')
      const vault = await door.unlock(prompts)
      io.out(`The vault is open (by ${vault.key === 'passphrase' ? 'passphrase' : 'the key store'}).\n`)
      return exitCodes.ok
    },
  })
}
