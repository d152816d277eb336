/**
 * `signet import` for a window: sign-ins of the AWS CLI, long-term keys into the vault, and keys back into the files.
 *
 * @module
 */

import type { TakeOverItemView, TakeOverKind } from '../../../preload/contract/config-views.ts'
import { inWords } from '../../../preload/contract/said-forms.ts'
import type { FoundSignIn } from '../../actions/import/import-plan.ts'
import type { ImportSessions } from '../../actions/import/import-sessions.ts'
import type { MoveKeys } from '../../actions/import/move-keys.ts'
import type { RestoreKeys } from '../../actions/import/restore-keys.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import type { Handlers } from './handlers.ts'
import type { WindowAsking } from './session-handlers.ts'
import type { TaskBoard } from './task-board.ts'

export interface TakeOverNeeds {
  readonly importSessions: ImportSessions
  readonly moveKeys: MoveKeys
  readonly restoreKeys: RestoreKeys
  readonly tasks: TaskBoard
  readonly asking: () => WindowAsking
}

/** What is there, what would change, and how it ended. */
interface TakenOver {
  readonly items: readonly TakeOverItemView[]
  readonly isReady: boolean
  readonly files: readonly { readonly path: string; readonly diff: readonly string[] }[]
  readonly summary: readonly string[]
}

interface How {
  readonly dryRun: boolean
  readonly prompts: Prompts
  readonly signal: AbortSignal
}

export function takeOverHandlers(
  needs: TakeOverNeeds,
): Pick<Handlers, 'config.previewTakeOver' | 'config.takeOver'> {
  return {
    async 'config.previewTakeOver'({ kind }, { signal }) {
      const { items, isReady, files } = await run[kind](needs, { dryRun: true, prompts: {}, signal })
      return {
        items: [...items],
        isReady,
        files: files.map(({ path, diff }) => ({ path, diff: [...diff] })),
      }
    },
    'config.takeOver'({ kind, typed }) {
      // Keys that leave a file, or come back into it, are no matter of one press.
      if (kind !== 'sign-ins' && typed?.trim().toLowerCase() !== 'yes') {
        throw new InputError('request-malformed', 'Nothing was changed. Type "yes" to go on.', 'none')
      }
      return {
        task: needs.tasks.start({
          kind: 'change',
          title: titles[kind],
          async work({ prompts, signal }) {
            const { files, summary } = await run[kind](needs, { dryRun: false, prompts, signal })
            return { summary, diff: files.flatMap(({ diff }) => diff) }
          },
        }),
      }
    },
  }
}

const titles: Readonly<Record<TakeOverKind, string>> = {
  'sign-ins': inWords('take-over-title-sign-ins'),
  'move-keys': inWords('take-over-title-move-keys'),
  'restore-keys': inWords('take-over-title-restore-keys'),
}

const run: Readonly<Record<TakeOverKind, (needs: TakeOverNeeds, how: How) => Promise<TakenOver>>> = {
  async 'sign-ins'({ importSessions, asking }, { dryRun, prompts }) {
    const request = { ...asking(), only: [], dryRun, isConfirmed: true }
    const { outcome, preview, sessions, copies } = await importSessions(request, prompts, nothing)
    return {
      items: preview.found.map(signInItem),
      isReady: outcome !== 'nothing',
      files: preview.diffs,
      summary: [
        ...(outcome === 'nothing' ? [inWords('take-over-none')] : []),
        ...sessions.map((name) => inWords('take-over-done', { name })),
        ...copies.map(({ path }) => inWords('take-over-copy', { path })),
      ],
    }
  },
  async 'move-keys'({ moveKeys, asking }, { dryRun, prompts, signal }) {
    // Only to look needs no word of AWS, and no network.
    const request = { ...asking(), only: [], dryRun, isConfirmed: true, isOffline: dryRun, signal }
    const { outcome, preview, profiles, sealedBackups } = await moveKeys(request, prompts, nothing)
    return {
      items: preview.found.map(({ profile, accessKeyId, file, principalArn, obstacle }) => ({
        name: profile,
        detail: [accessKeyId, principalArn, file].filter((part) => part !== null).join(' · '),
        obstacle,
      })),
      isReady: outcome !== 'nothing',
      files: preview.diffs,
      summary: [
        ...(outcome === 'nothing' ? [inWords('keys-none-moved')] : []),
        ...preview.found.flatMap(({ profile, obstacle }) =>
          obstacle ? [inWords('take-over-stays', { profile, why: obstacle })] : [],
        ),
        ...profiles.map((profile) => inWords('keys-moved', { profile })),
        ...(sealedBackups > 0 ? [inWords('keys-sealed', { count: sealedBackups })] : []),
      ],
    }
  },
  async 'restore-keys'({ restoreKeys, asking }, { dryRun, prompts }) {
    const request = { ...asking(), only: [], dryRun, isConfirmed: true }
    const { outcome, preview } = await restoreKeys(request, prompts, nothing)
    return {
      items: preview.profiles.map(({ profile, accessKeyId, file }) => ({
        name: profile,
        detail: `${accessKeyId} · ${file}`,
        obstacle: null,
      })),
      isReady: outcome !== 'nothing',
      files: preview.diffs,
      summary:
        outcome === 'nothing'
          ? [inWords('keys-none-back')]
          : preview.profiles.map(({ profile }) => inWords('keys-back', { profile })),
    }
  },
}

const stateWords: Readonly<Record<FoundSignIn['state'], string | null>> = {
  ready: null,
  kept: null,
  ended: inWords('take-over-ended'),
  'principal-unknown': inWords('take-over-whose'),
  'region-unknown': inWords('take-over-region'),
  'start-url-invalid': inWords('take-over-start-url'),
  'name-taken': inWords('take-over-name'),
}

function signInItem({ name, path, profiles, state }: FoundSignIn): TakeOverItemView {
  const stays = profiles.flatMap((each) =>
    each.obstacle === null ? [] : [inWords('take-over-stays', { profile: each.name, why: each.obstacle })],
  )
  return {
    name,
    detail: [...profiles.map((profile) => profile.name), path].join(' · '),
    obstacle: stateWords[state] ?? (stays.join('\n') || null),
  }
}

function nothing(): void {
  // The preview is in the reply.
}
