/**
 * Small private files for one program each, in the runtime folder: copies of the AWS files, and a token. They are taken
 * away when the program is gone; what an agent could not take away any more, the next one does.
 *
 * @module
 */

import * as z from 'zod/mini'
import { hex } from '../../kernel/hex.ts'
import { jsonOf } from '../../kernel/json-of.ts'
import type { Clock } from '../../kernel/ports/clock.ts'
import { FileError, type Files } from '../../kernel/ports/files.ts'
import type { Processes } from '../../kernel/ports/processes.ts'
import type { Random } from '../../kernel/ports/random.ts'
import type { Asking } from '../config/aws-files.ts'

export interface ExecFileTexts {
  readonly config?: string | undefined
  readonly credentials?: string | undefined
  readonly token?: string | undefined
}

export interface WrittenExecFiles {
  /** A path for each text. */
  readonly paths: { readonly [K in keyof ExecFileTexts]: string | undefined }
  /** Never rejects. */
  remove(): Promise<void>
}

export interface ExecFiles {
  /**
   * @param asking - Its variables name the person's own files, which a `signet` within the program goes on to use.
   * @param pid - The program's. Unknown: the files stay for twelve hours.
   */
  write(texts: ExecFileTexts, asking: Asking, pid: number | undefined): Promise<WrittenExecFiles>
  /** The variables of whoever asks from within such a program, with the person's own files in place of the copies. */
  ownVariables(env: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>>
  /** Takes away what belongs to programs that are gone. Never rejects. */
  sweep(): Promise<void>
}

export interface ExecFilesDependencies {
  readonly files: Pick<Files, 'read' | 'replace' | 'remove' | 'list' | 'makeFolder'>
  readonly random: Pick<Random, 'bytes'>
  readonly clock: Pick<Clock, 'now'>
  readonly processes: Pick<Processes, 'startedAt'>
  /** In the runtime folder, which is closed to others. */
  readonly folder: string
}

const kinds = ['config', 'credentials', 'token'] as const
const fileVariables = ['AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE'] as const
const longestLifeInMilliseconds = 12 * 60 * 60_000

const consumerSchema = z.object({
  pid: z.nullable(z.number()),
  startedAt: z.nullable(z.string()),
  /** Epoch milliseconds. */
  writtenAt: z.number(),
  own: z.record(z.string(), z.string()),
})
type ConsumerFile = z.infer<typeof consumerSchema>

export function execFiles(dependencies: ExecFilesDependencies): ExecFiles {
  const { files, random, clock, processes, folder } = dependencies
  const place = (id: string, kind: string) => `${folder}/${id}.${kind}`

  async function put(path: string, text: string): Promise<string> {
    await files.replace(path, new TextEncoder().encode(text), { mode: 0o600 })
    return path
  }

  async function remove(id: string): Promise<void> {
    for (const kind of [...kinds, 'json']) await files.remove(place(id, kind)).catch(ignored)
  }

  async function consumerOf(id: string): Promise<ConsumerFile | undefined> {
    const found = await files.read(place(id, 'json')).catch(ignored)
    return found && decoded(found.bytes)
  }

  function isGone({ pid, startedAt, writtenAt }: ConsumerFile): boolean {
    const age = clock.now() - writtenAt
    if (age < 0 || age > longestLifeInMilliseconds) return true
    return pid !== null && startedAt !== null && processes.startedAt(pid) !== startedAt
  }

  return {
    async write(texts, { env }, pid) {
      const id = hex(random.bytes(8))
      const consumer: ConsumerFile = {
        pid: pid ?? null,
        startedAt: (pid === undefined ? undefined : processes.startedAt(pid)) ?? null,
        writtenAt: clock.now(),
        own: chosen(env),
      }
      await files.makeFolder(folder)
      try {
        // First, so that there is never a file that nobody will take away.
        await put(place(id, 'json'), JSON.stringify(consumer))
        const paths: Partial<Record<(typeof kinds)[number], string>> = {}
        for (const kind of kinds) {
          const text = texts[kind]
          if (text !== undefined) paths[kind] = await put(place(id, kind), text)
        }
        return {
          paths: { config: paths.config, credentials: paths.credentials, token: paths.token },
          remove: () => remove(id),
        }
      } catch (thrown) {
        await remove(id)
        throw thrown
      }
    },
    async ownVariables(env) {
      const id = fileVariables.map((name) => idOf(env[name], folder)).find((found) => found !== undefined)
      if (id === undefined) return env
      const consumer = await consumerOf(id)
      if (!consumer) return env
      const kept = Object.entries(env).filter(([name]) => !isFileVariable(name))
      return { ...Object.fromEntries(kept), ...chosen(consumer.own) }
    },
    async sweep() {
      const names = await files.list(folder).catch(() => [])
      for (const id of new Set(names.flatMap((name) => idOf(`${folder}/${name}`, folder) ?? []))) {
        const consumer = await consumerOf(id)
        if (!consumer || isGone(consumer)) await remove(id)
      }
    },
  }
}

function chosen(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => isFileVariable(name)))
}

function isFileVariable(name: string): boolean {
  return fileVariables.some((each) => each === name)
}

/** The id in one of our own paths. */
function idOf(path: string | undefined, folder: string): string | undefined {
  if (!path?.startsWith(`${folder}/`)) return undefined
  return /^([0-9a-f]{16})\.[a-z]+$/.exec(path.slice(folder.length + 1))?.[1]
}

function decoded(bytes: Uint8Array): ConsumerFile | undefined {
  const parsed = consumerSchema.safeParse(jsonOf(bytes))
  return parsed.success ? parsed.data : undefined
}

/** What cannot be read or removed now is the next sweep's. */
function ignored(thrown: unknown): undefined {
  if (thrown instanceof FileError) return undefined
  throw thrown
}
