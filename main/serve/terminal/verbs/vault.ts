import type { VaultView } from '../../../../preload/contract/views.ts'
import { keyMovedWords } from '../../../actions/sessions/key-moved-words.ts'
import type { VaultDoor } from '../../../actions/sessions/vault-door.ts'
import { InputError } from '../../../kernel/errors.ts'
import type { VaultSlot } from '../../../vault/vault.ts'
import { flag } from '../arguments.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable } from '../style.ts'
import { type Verb, verb } from '../verb.ts'
import { verbGroup } from '../verb-group.ts'

type Door = Pick<VaultDoor, 'moveKey' | 'view'>

/** `signet vault`, `signet vault passphrase`, `signet vault key-store` */
export function vault(door: Door): Verb {
  const own = verb({
    name: 'vault',
    summary: 'Where the vault is, and what opens it',
    options: { json: flag('as JSON') },
    async run({ json }, words, { io }) {
      if (words.length > 0) throw usage('signet vault [passphrase|key-store]')
      const view = door.view()
      io.out(json ? `${printableJson(view)}\n` : vaultText(view))
      return exitCodes.ok
    },
  })
  return verbGroup(own, [
    moveVerb(
      door,
      'passphrase',
      'Changes the passphrase, or seals the key with one in place of the key store',
      [
        'The passphrase that counts now is asked for first. The vault and what lies beside it stay as they are: only what opens them changes.',
      ],
    ),
    moveVerb(
      door,
      'key-store',
      "Puts the vault's key into the system's key store, so that it opens by itself",
      [
        'The passphrase is asked for first. The key that it seals is kept beside the vault as identity.previous.age.',
      ],
    ),
  ])
}

function moveVerb(door: Door, to: VaultSlot, summary: string, details: readonly string[]): Verb {
  return verb({
    name: `vault ${to}`,
    summary,
    options: {},
    details,
    async run(_values, words, { io, prompts }) {
      if (words.length > 0) throw usage(`signet vault ${to}`)
      io.out(
        `${keyMovedWords(await door.moveKey(to, prompts))
          .map(printable)
          .join('\n')}\n`,
      )
      return exitCodes.ok
    },
  })
}

function vaultText({ state, key, path }: VaultView): string {
  const by = key === null ? '' : key === 'passphrase' ? ', by a passphrase' : ', by the key store'
  const words = {
    absent: 'not made yet',
    locked: `locked; it opens${by.replace(',', '')}`,
    open: `open${by}`,
  }
  return `Vault  ${words[state]}\n       ${printable(path)}\n`
}

function usage(line: string): InputError {
  return new InputError('request-malformed', `Usage: ${line}`, 'none')
}
