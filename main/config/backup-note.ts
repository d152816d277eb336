/**
 * What is noted beside a backup, so that undoing the change brings back more than the text. No secret has a place here.
 *
 * @module
 */
import * as z from 'zod/mini'
import { jsonOf } from '../kernel/json-of.ts'

/** A state before and after the change. Null: there was none. */
const turned = <T extends z.ZodMiniType>(state: T) =>
  z.strictObject({ before: z.nullable(state), after: z.nullable(state) })

const backupNoteSchema = z.strictObject({
  version: z.literal(1),
  /** The words after `signet`. */
  command: z.string(),
  /** Profile name → what served it. As the vault writes a binding; whoever puts one back checks it first. */
  bindings: z.optional(z.record(z.string(), turned(z.unknown()))),
  /** The default profile. */
  default: z.optional(turned(z.string())),
  /** The change turned nothing but `[default]` of this kind of file, so that several in a row need one copy. */
  switches: z.optional(z.enum(['config', 'credentials'])),
  /** Profiles that got another name: what belongs to the name goes with it. */
  renames: z.optional(z.array(z.strictObject({ from: z.string(), to: z.string() }))),
})
export type BackupNote = z.infer<typeof backupNoteSchema>

/** What a caller says of its change. */
export type ChangeNote = Omit<BackupNote, 'version'>

/** The note of undoing what this one tells of. */
export function reversed({ bindings, default: pointer, renames }: BackupNote, command: string): ChangeNote {
  const turn = <T>({ before, after }: { before: T; after: T }) => ({ before: after, after: before })
  return {
    command,
    ...(bindings && {
      bindings: Object.fromEntries(Object.entries(bindings).map(([name, states]) => [name, turn(states)])),
    }),
    ...(pointer && { default: turn(pointer) }),
    ...(renames && { renames: renames.map(({ from, to }) => ({ from: to, to: from })).reverse() }),
  }
}

/** The note of several switches in a row: from before the first to after the last. */
export function joined(first: BackupNote, last: ChangeNote): ChangeNote {
  if (!last.default) return last
  const before = first.default ? first.default.before : last.default.before
  return { ...last, default: { before, after: last.default.after } }
}

/** Undefined for anything that is no note. */
export function decodeBackupNote(bytes: Uint8Array<ArrayBuffer>): BackupNote | undefined {
  const parsed = backupNoteSchema.safeParse(jsonOf(bytes))
  return parsed.success ? parsed.data : undefined
}

export function encodeBackupNote(note: ChangeNote): Uint8Array<ArrayBuffer> {
  const versioned: BackupNote = { version: 1, ...note }
  return new TextEncoder().encode(`${JSON.stringify(versioned)}\n`)
}
