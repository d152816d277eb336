/**
 * Whom the policy is tried against, as a window keeps it for each profile: the break-glass principal, the person's own
 * address, a list of others. A terminal names them each time.
 *
 * @module
 */
import * as z from 'zod/mini'
import { type ViewpointView, viewpointViewSchema } from '../../../preload/contract/calls-console-access.ts'
import { assertAddress, situationsFrom } from '../../console-access/kept-situations.ts'
import { InputError } from '../../kernel/errors.ts'
import { jsonOf } from '../../kernel/json-of.ts'
import type { Files } from '../../kernel/ports/files.ts'
import { writeFileAt } from './console-access-file.ts'

export interface KeptViewpoints {
  /** Nobody and nothing where none was kept. */
  of(profile: string): Promise<ViewpointView>
  /** @throws {@link InputError} `request-malformed` for what could not be tried, or when the file cannot be written. */
  keep(profile: string, viewpoint: ViewpointView): Promise<void>
}

const fileSchema = z.object({ version: z.literal(1), profiles: z.record(z.string(), viewpointViewSchema) })
type Contents = z.infer<typeof fileSchema>['profiles']

const nobody: ViewpointView = { breakGlass: null, myIp: null, situations: [] }

/** @param path - Absolute; its folder is there. */
export function keptViewpoints(files: Pick<Files, 'read' | 'replace'>, path: string): KeptViewpoints {
  let queue: Promise<unknown> = Promise.resolve()
  return {
    async of(profile) {
      const profiles = await readAll(files, path)
      return Object.hasOwn(profiles, profile) ? (profiles[profile] ?? nobody) : nobody
    },
    async keep(profile, viewpoint) {
      assertUsable(viewpoint)
      const done = queue.then(async () => {
        const profiles = { ...(await readAll(files, path)), [profile]: viewpoint }
        await writeFileAt(files, path, `${JSON.stringify({ version: 1, profiles }, undefined, 2)}\n`)
      })
      // One that could not be written does not hold up the next.
      queue = done.catch(() => undefined)
      await done
    },
  }
}

/** What cannot be read is as if nothing was kept: it is quickly typed again, and stands in nobody's way. */
async function readAll(files: Pick<Files, 'read'>, path: string): Promise<Contents> {
  const found = await files.read(path)
  const parsed = fileSchema.safeParse(found && jsonOf(found.bytes))
  return parsed.success ? parsed.data.profiles : {}
}

function assertUsable({ breakGlass, myIp, situations }: ViewpointView): void {
  if (myIp !== null) assertAddress(myIp, 'Your address')
  if (breakGlass !== null && !breakGlass.startsWith('arn:')) {
    throw new InputError(
      'request-malformed',
      'Write the break-glass principal as an ARN, such as arn:aws:iam::111122223333:role/BreakGlass.',
      'none',
    )
  }
  situationsFrom(situations, 'The kept list', '000000000000')
}
