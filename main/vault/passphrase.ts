/**
 * Passphrases: how one is had, and what a new one must be. It comes from a person through `Prompts` or from a file
 * that only its owner reads; never from an argument or the environment, which others can see.
 *
 * @module
 */
import { inWords } from '../../preload/contract/said-forms.ts'
import { VaultError } from '../kernel/errors.ts'
import type { Prompts, Question } from '../kernel/ports/prompts.ts'
import { Secret } from '../kernel/secret.ts'

/** A file that holds a passphrase in its first line, for machines where nobody can be asked. */
export interface PassphraseFile {
  readonly path: string
  /** @throws {@link VaultError} `vault-locked` when the file is missing, or others could read or change it. */
  read(): Promise<Secret>
}

/** Where a passphrase may come from. The file goes first where there is one. */
export interface PassphraseSource {
  readonly prompts: Prompts
  readonly file: PassphraseFile | undefined
}

const leastCharacters = 12
const leastWords = 5
const mostTries = 3

const rule = `at least ${leastCharacters} characters, or ${leastWords} words`

/** Whether a new passphrase is long enough to stand against guessing. */
export function longEnough(passphrase: string): boolean {
  const words = passphrase.split(/\s+/).filter((word) => word !== '')
  return [...passphrase.trim()].length >= leastCharacters || words.length >= leastWords
}

/**
 * A passphrase for a new vault.
 * @throws {@link VaultError} `vault-locked` when nobody can be asked or the person turns away, `passphrase-wrong`
 * when no answer will do.
 */
export async function newPassphrase(source: PassphraseSource, why: string): Promise<Secret> {
  const { prompts, file } = source
  if (file) return newFromFile(file)
  if (!prompts.ask) throw nobodyToAsk(`${why} ${inWords('vault-passphrase-then')}`, 'one')
  prompts.tell?.(
    `${why} ${inWords('vault-passphrase-rule', { characters: leastCharacters, words: leastWords })}`,
  )
  let question: Asked = {
    message: `New passphrase for the Signet vault (${rule}): `,
    topic: 'new-passphrase',
  }
  for (let tries = 0; tries < mostTries; tries += 1) {
    const first = await answer(prompts, question)
    if (!longEnough(first)) {
      const message = `That is too short. It must have ${rule}. New passphrase: `
      question = { message, topic: 'new-passphrase', problem: 'passphrase-short' }
      continue
    }
    const again: Asked = { message: 'The same passphrase again: ', topic: 'passphrase-again' }
    if ((await answer(prompts, again)) === first) return new Secret(first)
    const message = 'The two were not the same. New passphrase: '
    question = { message, topic: 'new-passphrase', problem: 'passphrases-differ' }
  }
  throw new VaultError(
    'passphrase-wrong',
    `No passphrase was set: it must have ${rule}, typed the same way twice. Run \`signet unlock\` to try again.`,
    'unlock',
  )
}

async function newFromFile(file: PassphraseFile): Promise<Secret> {
  const passphrase = await file.read()
  if (longEnough(passphrase.reveal())) return passphrase
  throw new VaultError(
    'passphrase-wrong',
    `The passphrase in ${file.path} is too short. Write one with ${rule}.`,
    'fix-config',
  )
}

/**
 * Tries passphrases until `open` has a result: the file's one, or up to three of the person's.
 * @throws {@link VaultError} `vault-locked` when nobody can be asked or the person turns away, `passphrase-wrong`.
 */
export async function withPassphrase<T>(
  source: PassphraseSource,
  open: (passphrase: Secret) => Promise<T | 'passphrase-wrong'>,
): Promise<T> {
  const { prompts, file } = source
  if (file) {
    const opened = await open(await file.read())
    if (opened !== 'passphrase-wrong') return opened
    throw wrong(inWords('vault-wrong-file-passphrase', { path: file.path }))
  }
  if (!prompts.ask) throw nobodyToAsk(inWords('vault-locked-passphrase'))
  let question: Asked = { message: 'Passphrase of the Signet vault: ', topic: 'passphrase' }
  for (let tries = 0; tries < mostTries; tries += 1) {
    const opened = await open(new Secret(await answer(prompts, question)))
    if (opened !== 'passphrase-wrong') return opened
    const message = 'That passphrase does not open the vault. Passphrase: '
    question = { message, topic: 'passphrase', problem: 'passphrase-wrong' }
  }
  throw wrong('The passphrase is wrong. The vault is as it was. Run `signet unlock` to try again.')
}

function wrong(message: string): VaultError {
  return new VaultError('passphrase-wrong', message, 'unlock')
}

function nobodyToAsk(why: string, asked = 'it'): VaultError {
  const words = [why, inWords('vault-nobody', { what: asked }), inWords('unlock-or-file')]
  return new VaultError('vault-locked', words.join(' '), 'unlock')
}

type Asked = Omit<Question, 'secret'>

async function answer(prompts: Prompts, question: Asked): Promise<string> {
  const answered = await prompts.ask?.({ ...question, secret: true })
  if (answered !== undefined) return answered
  throw new VaultError(
    'vault-locked',
    'The vault stays locked. Run `signet unlock` when you are ready.',
    'unlock',
  )
}
