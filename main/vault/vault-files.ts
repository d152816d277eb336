/**
 * The files of a vault and what a damaged one leads to. `vault.age` is the vault, `vault.previous.age` the generation
 * before it, `identity.age` the key where a passphrase seals it. Nothing here is ever deleted: what does not open is
 * set aside under a new name.
 *
 * @module
 */
import { inWords } from '../../preload/contract/said-forms.ts'
import { VaultError } from '../kernel/errors.ts'
import type { Clock } from '../kernel/ports/clock.ts'
import { FileError, type Files } from '../kernel/ports/files.ts'
import { type Opened, openContents, type VaultKey } from './sealing.ts'
import type { VaultContents } from './session-record.ts'
import { beginAnew } from './slots.ts'

export interface VaultFiles {
  readonly vaultPath: string
  readonly identityPath: string
  /** @throws {@link VaultError} `vault-unreadable` */
  look(): Promise<{
    readonly identity: boolean
    readonly vault: boolean
    readonly setAside: readonly string[]
  }>
  /** @throws {@link VaultError} `vault-unreadable`, or `vault-corrupt` when the file is gone. */
  sealedIdentity(): Promise<Uint8Array>
  /**
   * The newest generation that opens; undefined when there is none at all.
   * @throws {@link VaultError} `vault-newer`, `vault-key-missing`, `vault-corrupt`, `vault-unreadable`
   */
  load(key: VaultKey): Promise<Loaded | undefined>
  /** Replaces the vault and keeps the one before. @throws FileError */
  save(sealed: Uint8Array<ArrayBuffer>): Promise<void>
}

export interface Loaded {
  readonly contents: VaultContents
  /** The generation before was opened in place of `vault.age`; the next save puts things right. */
  readonly fellBack: boolean
  readonly notices: readonly string[]
}

type Found = { readonly path: string; readonly mode: number } & (Opened | { readonly kind: 'absent' })

const setAsideName = /^vault\.corrupt-.*\.age$/

export function createVaultFiles(files: Files, folder: string, clock: Clock): VaultFiles {
  const vaultPath = `${folder}/vault.age`
  const previousPath = `${folder}/vault.previous.age`
  const identityPath = `${folder}/identity.age`
  // True while a vault.age that does not open stands in its place. It must not become the previous generation.
  let damagedStands = false

  async function find(path: string, key: VaultKey): Promise<Found> {
    const file = await reading(files.read(path))
    if (!file) return { path, mode: 0o600, kind: 'absent' }
    return { path, mode: file.mode, ...(await openContents(file.bytes, key)) }
  }

  async function setAside(path: string): Promise<string> {
    const stamp = new Date(clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')
    const taken = new Set(await files.list(folder))
    let count = 1
    while (taken.has(`vault.corrupt-${stamp}-${count}.age`)) count += 1
    const asidePath = `${folder}/vault.corrupt-${stamp}-${count}.age`
    await files.rename(path, asidePath)
    return asidePath
  }

  async function nothingOpens(found: readonly Found[]): Promise<undefined> {
    const present = found.filter((file) => file.kind !== 'absent')
    if (present.length === 0) return undefined
    if (present.every((file) => file.kind === 'other-key')) throw otherKey(folder)
    const kept: string[] = []
    for (const file of present) kept.push(await setAside(file.path))
    throw new VaultError(
      'vault-corrupt',
      `${inWords('vault-lost', { folder, kept: kept.join(', ') })} ${inWords('unlock-empty')}`,
    )
  }

  return {
    vaultPath,
    identityPath,
    async look() {
      const names = await reading(files.list(folder))
      return {
        identity: names.includes('identity.age'),
        vault: names.includes('vault.age') || names.includes('vault.previous.age'),
        setAside: names.filter((name) => setAsideName.test(name)).map((name) => `${folder}/${name}`),
      }
    },
    async sealedIdentity() {
      const file = await reading(files.read(identityPath))
      if (file) return file.bytes
      throw new VaultError(
        'vault-corrupt',
        `${inWords('vault-key-gone', { path: identityPath })} ${beginAnew(folder)}`,
      )
    },
    async load(key) {
      damagedStands = false
      const current = await find(vaultPath, key)
      if (current.kind === 'newer') throw newer(vaultPath)
      const previous = await find(previousPath, key)
      const isRolledBack = generationOf(previous) > generationOf(current)
      if (current.kind === 'contents' && !isRolledBack) {
        return { contents: current.contents, fellBack: false, notices: remarks(current, previous) }
      }
      if (previous.kind === 'newer') throw newer(previousPath)
      if (previous.kind !== 'contents') return nothingOpens([current, previous])
      damagedStands = current.kind === 'damaged' || current.kind === 'other-key'
      return { contents: previous.contents, fellBack: true, notices: [fallbackNotice(current)] }
    },
    async save(sealed) {
      await files.makeFolder(folder)
      if (damagedStands) await setAside(vaultPath)
      damagedStands = false
      await files.replace(vaultPath, sealed, { mode: 0o600, previousPath })
    },
  }
}

async function reading<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (cause) {
    if (!(cause instanceof FileError)) throw cause
    throw new VaultError(
      'vault-unreadable',
      `${inWords('vault-not-readable', { path: cause.path, fault: cause.fault })} ${inWords('unlock-once-right')}`,
      'unlock',
      cause,
    )
  }
}

/** What a person should know of a vault that opened. */
function remarks(current: Found, previous: Found): string[] {
  const notices: string[] = []
  if ((current.mode & 0o077) !== 0) {
    notices.push(
      inWords('vault-open-to-others', { path: current.path, command: `chmod 600 "${current.path}"` }),
    )
  }
  if (previous.kind === 'damaged') {
    notices.push(inWords('vault-before-damaged', { path: previous.path }))
  }
  return notices
}

/** -1 for what did not open, so that any generation is newer. */
function generationOf(found: Found): number {
  return found.kind === 'contents' ? found.contents.generation : -1
}

function fallbackNotice({ path, kind }: Found): string {
  switch (kind) {
    case 'contents':
      // A backup that was put back, or a disk that failed and then lost power. An older refresh token is of no use.
      return inWords('vault-older', { path })
    case 'absent':
      return inWords('vault-was-missing', { path })
    default:
      return inWords('vault-was-damaged', { path })
  }
}

function newer(path: string): VaultError {
  return new VaultError('vault-newer', inWords('vault-of-newer', { path }))
}

function otherKey(folder: string): VaultError {
  return new VaultError('vault-key-missing', `${inWords('vault-other-key', { folder })} ${beginAnew(folder)}`)
}
