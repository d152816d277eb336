/**
 * The one owner of `preferences.json`: read once, changed one at a time, and whoever looks on is told.
 *
 * @module
 */
import { inWords } from '../../../preload/contract/said-forms.ts'
import { diskWords } from '../../kernel/disk-words.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Clock } from '../../kernel/ports/clock.ts'
import { FileError, type Files } from '../../kernel/ports/files.ts'
import type { Log } from '../../kernel/ports/log.ts'
import {
  decodePreferences,
  encodePreferences,
  noPreferences,
  type PreferencesContents,
} from './preferences-file.ts'

export interface Preferences {
  /**
   * From memory once it was read. A damaged file is set aside under another name, and everything begins anew.
   * @throws {@link InputError} `preferences-newer` (the file is left as it is) or `preferences-unwritable`.
   */
  read(): Promise<PreferencesContents>
  /**
   * Changes come one after another. Durable when resolved; on a failure everything stays as it was.
   * @param change - Pure. Giving back what it was given writes nothing.
   * @throws {@link InputError} as {@link read}.
   */
  update(change: (contents: PreferencesContents) => PreferencesContents): Promise<PreferencesContents>
  /** Told of each new state. @returns what ends it. */
  subscribe(told: (contents: PreferencesContents) => void): () => void
  /** What a person should know: a damaged file that was set aside. */
  notices(): readonly string[]
}

export interface PreferencesDependencies {
  readonly files: Files
  readonly clock: Pick<Clock, 'now'>
  readonly log: Log
  /** Absolute. */
  readonly path: string
}

export function preferences({ files, clock, log, path }: PreferencesDependencies): Preferences {
  const subscribers = new Set<(contents: PreferencesContents) => void>()
  const notices: string[] = []
  let known: PreferencesContents | undefined
  let queue: Promise<unknown> = Promise.resolve()

  /** One after another: a read may set a damaged file aside, and two must not do so. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const result = queue.then(work)
    queue = result.catch(() => undefined)
    return result
  }

  async function load(): Promise<PreferencesContents> {
    if (known) return known
    const found = await worded(path, 'read', files.read(path))
    const decoded = found ? decodePreferences(found.bytes) : undefined
    if (decoded?.kind === 'newer') {
      throw new InputError(
        'preferences-newer',
        `${path} was written by a newer Signet, so it was left as it is. Run that Signet, or move the file away to begin anew.`,
        'none',
      )
    }
    if (decoded?.kind === 'damaged') await setAside()
    known = decoded?.kind === 'read' ? decoded.contents : noPreferences
    return known
  }

  async function setAside(): Promise<void> {
    const aside = `${path}.damaged-${new Date(clock.now()).toISOString().replaceAll(/[:.]/g, '-')}`
    await worded(path, 'set aside', files.rename(path, aside))
    log.note('preferences.set-aside')
    notices.push(inWords('preferences-set-aside', { path: aside }))
  }

  return {
    read: async () => known ?? inTurn(load),
    update: (change) =>
      inTurn(async () => {
        const before = await load()
        const after = change(before)
        if (after === before) return before
        await worded(path, 'changed', write(after))
        known = after
        for (const told of subscribers) told(after)
        return after
      }),
    subscribe(told) {
      subscribers.add(told)
      return () => subscribers.delete(told)
    },
    notices: () => [...notices],
  }

  async function write(contents: PreferencesContents): Promise<void> {
    await files.makeFolder(path.slice(0, path.lastIndexOf('/')))
    await files.replace(path, encodePreferences(contents), { mode: 0o600 })
  }
}

async function worded<T>(path: string, verb: string, work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (thrown) {
    if (!(thrown instanceof FileError)) throw thrown
    throw new InputError(
      'preferences-unwritable',
      `${path} could not be ${verb}: ${diskWords(thrown.fault)}. Nothing in it was changed.`,
      'retry',
      thrown,
    )
  }
}
