/**
 * What comes back with an AWS file beside its text: which session serves a profile, the default, names. Taken from the
 * notes beside the backups. Only what is still as the change left it comes back; what was changed since stays.
 *
 * SECURITY: a note stands outside of the vault, so what it brings back is shown before it is done, and what guards a
 * profile is never read from one.
 *
 * @module
 */
import { inWords } from '../../../preload/contract/said-forms.ts'
import { type BackupNote, type ChangeNote, reversed } from '../../config/backup-note.ts'
import { bindingOf, isSameBinding } from '../../vault/profile-session.ts'
import { type ProfileBinding, profileBindingSchema, type VaultContents } from '../../vault/session-record.ts'
import { renamedMarks } from '../profiles/profile-marks.ts'
import { renamedInVault } from '../profiles/renamed-in-vault.ts'
import type { PreferencesContents } from '../window/preferences-file.ts'

/** Whether any of it needs the vault. Notes come with the newest change first, everywhere here. */
export function touchesVault(notes: readonly BackupNote[]): boolean {
  return notes.some(({ bindings, renames }) => bindings !== undefined || renames !== undefined)
}

/** The vault as it was before the changes; the same object when nothing is to be done. */
export function undoneInVault(contents: VaultContents, notes: readonly BackupNote[]): VaultContents {
  return notes.reduce((state, note) => {
    const renamed = [...(note.renames ?? [])].reverse().reduce(renamedBack, state)
    return boundBack(renamed, note.bindings ?? {})
  }, contents)
}

/** The preferences as they were before the changes. */
export function undoneInPreferences(
  contents: PreferencesContents,
  notes: readonly BackupNote[],
): PreferencesContents {
  return notes.reduce((state, { renames = [], default: pointer, switches }) => {
    const renamed = [...renames].reverse().reduce((now, { from, to }) => renamedMarks(now, to, from), state)
    if (!pointer) return renamed
    // After a switch the pointer may have moved without any file, and without [default] nothing follows it.
    const isAsLeft = (renamed.default?.profile ?? null) === pointer.after
    if (!isAsLeft && switches === undefined) return renamed
    const { default: current, ...others } = renamed
    if (pointer.before === null) return others
    const since = current?.since ?? 0
    const previous = pointer.after === null ? {} : { previous: pointer.after }
    return { ...others, default: { profile: pointer.before, ...previous, since } }
  }, contents)
}

/** In words, for the person who decides. */
export function describeUndo(before: VaultContents, notes: readonly BackupNote[]): readonly string[] {
  const after = undoneInVault(before, notes)
  const names = new Set([...Object.keys(before.profiles), ...Object.keys(after.profiles)])
  return [...names].sort().flatMap((name) => {
    const [was, becomes] = [bindingOf(before, name), bindingOf(after, name)]
    if (isSameBinding(was, becomes)) return []
    return [becomes ? servedAgain(name, becomes) : inWords('undo-not-served', { profile: name })]
  })
}

export function describeDefault(
  before: PreferencesContents,
  notes: readonly BackupNote[],
): readonly string[] {
  const [was, becomes] = [before.default?.profile, undoneInPreferences(before, notes).default?.profile]
  if (was === becomes) return []
  return [becomes === undefined ? inWords('undo-no-default') : inWords('undo-default', { profile: becomes })]
}

/** The note of an undo that takes back all of these: undone again, everything is as it is now. */
export function noteOfUndo(
  preferences: PreferencesContents,
  notes: readonly BackupNote[],
  command: string,
): ChangeNote {
  const turned = notes.map((note) => reversed(note, command))
  // Each on what the one before left: of a name the first state and the last count.
  const bindings: Record<string, { before: unknown; after: unknown }> = {}
  for (const [name, { before, after }] of turned.flatMap((note) => Object.entries(note.bindings ?? {}))) {
    bindings[name] = { before: bindings[name] ? bindings[name].before : before, after }
  }
  const was = preferences.default?.profile ?? null
  const becomes = undoneInPreferences(preferences, notes).default?.profile ?? null
  const renames = turned.flatMap((note) => note.renames ?? [])
  return {
    command,
    ...(Object.keys(bindings).length > 0 ? { bindings } : {}),
    ...(was === becomes ? {} : { default: { before: was, after: becomes } }),
    ...(renames.length > 0 ? { renames } : {}),
  }
}

function renamedBack(contents: VaultContents, { from, to }: { from: string; to: string }): VaultContents {
  return bindingOf(contents, from) ? contents : renamedInVault(contents, to, from)
}

/** In one go: of thousands that were removed at once, each copy of the whole would be thousands of entries. */
function boundBack(contents: VaultContents, bindings: NonNullable<BackupNote['bindings']>): VaultContents {
  const profiles = new Map(Object.entries(contents.profiles))
  let isChanged = false
  for (const [name, { before, after }] of Object.entries(bindings)) {
    const former = decoded(before)
    if (!isSameBinding(profiles.get(name), decoded(after)) || (before !== null && !former)) continue
    isChanged = true
    if (former) profiles.set(name, former)
    else profiles.delete(name)
  }
  return isChanged ? { ...contents, profiles: Object.fromEntries(profiles) } : contents
}

function decoded(value: unknown): ProfileBinding | undefined {
  const parsed = profileBindingSchema.safeParse(value)
  return parsed.success ? parsed.data : undefined
}

function servedAgain(profile: string, binding: ProfileBinding): string {
  if (binding.session === undefined) {
    const { roleArn: role, source } = binding
    return inWords('undo-served-chain', { profile, role, source })
  }
  const { session, accountId, roleName: role } = binding
  return role === undefined
    ? inWords('undo-served', { profile, session })
    : inWords('undo-served-role', { profile, role, account: String(accountId), session })
}
