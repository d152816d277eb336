/**
 * Accounts of Identity Center, and profiles made of their roles, as a window asks for them.
 *
 * @module
 */

import type { CallName, CallRequest } from '../../../preload/contract/calls.ts'
import type { GeneratedEntry } from '../../../preload/contract/calls-accounts.ts'
import { inWords } from '../../../preload/contract/said-forms.ts'
import type { ListAccounts, ListedAccounts } from '../../actions/accounts/list-accounts.ts'
import type { AddProfile } from '../../actions/profiles/add-profile.ts'
import type { AddRoleProfile } from '../../actions/profiles/add-role-profile.ts'
import type {
  GenerateProfiles,
  GenerateProfilesRequest,
  GenerationPreview,
} from '../../actions/profiles/generate-profiles.ts'
import type { Handlers } from './handlers.ts'
import type { WindowAsking } from './session-handlers.ts'
import type { TaskBoard, TaskProgress } from './task-board.ts'

export interface AccountHandlerNeeds {
  readonly listAccounts: ListAccounts
  readonly generateProfiles: GenerateProfiles
  readonly addProfile: AddProfile
  readonly addRoleProfile: AddRoleProfile
  readonly tasks: TaskBoard
  readonly asking: () => WindowAsking
}

type AccountHandlers = Pick<Handlers, Extract<CallName, `accounts.${string}`>>
type Generation = CallRequest<'accounts.generate'>

export function accountHandlers(needs: AccountHandlerNeeds): AccountHandlers {
  const { tasks, asking } = needs
  return {
    'accounts.refresh': ({ session }) => ({
      task: tasks.start({
        kind: 'change',
        title: inWords('accounts-title', { session: session ?? 'IAM Identity Center' }),
        ...(session === null ? {} : { subject: session }),
        work: (progress) => readAnew(needs, session, progress),
      }),
    }),
    async 'accounts.previewProfiles'(request, { signal }) {
      const { preview } = await needs.generateProfiles(
        { ...generationFrom(request, asking(), signal), dryRun: true },
        {},
        nothing,
      )
      return previewView(preview)
    },
    'accounts.generate': (request) => ({
      task: tasks.start({
        kind: 'change',
        title: inWords('generating-title'),
        async work({ prompts, signal }) {
          const asked = generationFrom(request, asking(), signal)
          const { outcome, preview } = await needs.generateProfiles(asked, prompts, nothing)
          if (outcome === 'declined') return undefined
          return {
            summary: [outcome === 'unchanged' ? inWords('generated-nothing') : writtenText(preview)],
            diff: preview.diff.slice(0, mostDiffLines),
          }
        },
      }),
    }),
    async 'accounts.addProfile'({ session, name, region, ...request }, { signal }) {
      const { profile, configPath, diff } = await needs.addProfile(
        {
          ...request,
          ...asking(),
          session: session ?? undefined,
          name: name ?? undefined,
          region: region ?? undefined,
          signal,
        },
        {},
      )
      return { profile, files: [{ path: configPath, diff: [...diff] }] }
    },
    async 'accounts.addRoleProfile'(request) {
      const { profile, configPath, diff } = await needs.addRoleProfile(
        {
          ...request,
          ...asking(),
          name: request.name ?? undefined,
          region: request.region ?? undefined,
          roleSessionName: request.roleSessionName ?? undefined,
          externalId: request.externalId ?? undefined,
          durationSeconds: request.durationSeconds ?? undefined,
          mfaSerial: request.mfaSerial ?? undefined,
        },
        {},
      )
      return { profile, files: [{ path: configPath, diff: [...diff] }] }
    },
  }
}

async function readAnew(
  { listAccounts }: AccountHandlerNeeds,
  session: string | null,
  { prompts, signal, show }: TaskProgress,
) {
  const request = { session: session ?? undefined, search: undefined, refresh: true, signal }
  // The first answer may be long in coming: what is waited for is said from the start.
  const beginning = 'Asking IAM Identity Center for the accounts.'
  show({ progress: { text: beginning, done: 0, total: null, counts: 'accounts' } })
  const listed = await listAccounts(request, prompts, ({ accountsDone, accountsTotal, rolesFound }) =>
    show({
      progress: {
        ...{ counts: 'accounts', found: rolesFound },
        text: `${accountsOf(accountsDone)} of ${accountsTotal} read, ${rolesOf(rolesFound)}`,
        done: accountsDone,
        total: accountsTotal === 0 ? null : accountsTotal,
      },
    }),
  )
  return { summary: [readText(listed), ...changesText(listed)] }
}

function readText({ session, total }: ListedAccounts): string {
  return inWords('accounts-read', { accounts: accountsOf(total), session })
}

function changesText({ source }: ListedAccounts): readonly string[] {
  if (source.kind !== 'read') return []
  const { changes, unread } = source
  return [
    ...(changes && changes.accountsAdded.length + changes.rolesAdded.length > 0
      ? [inWords('accounts-new', { parts: partsOf(changes.accountsAdded.length, changes.rolesAdded.length) })]
      : []),
    ...(changes && changes.accountsGone.length + changes.rolesGone.length > 0
      ? [inWords('accounts-gone', { parts: partsOf(changes.accountsGone.length, changes.rolesGone.length) })]
      : []),
    ...(unread > 0 ? [inWords('accounts-unread', { accounts: accountsOf(unread) })] : []),
  ]
}

function generationFrom(
  { session, template, filter, region, prune }: Generation,
  asking: WindowAsking,
  signal: AbortSignal,
): GenerateProfilesRequest {
  return {
    session: session ?? undefined,
    template: template ?? undefined,
    filter: filter ?? undefined,
    region: region ?? undefined,
    prune,
    ...asking,
    // The window has shown the plan, and the person has pressed the button under it.
    ...{ dryRun: false, isConfirmed: true, signal },
  }
}

/** What a person reads at once; the counts tell of the rest. */
const mostEntries = 200
const mostDiffLines = 600

function previewView(preview: GenerationPreview) {
  const { added, changed, kept, gone, conflicts, diff } = preview
  const entry =
    (what: GeneratedEntry['what'], note: string | null) =>
    ({ name, accountId, roleName }: Omit<GeneratedEntry, 'what' | 'note'>): GeneratedEntry => ({
      ...{ what, name, accountId, roleName, note },
    })
  const first = <T>(all: readonly T[]) => all.slice(0, mostEntries)
  return {
    session: preview.session,
    counts: {
      added: added.length,
      changed: changed.length,
      kept: kept.length,
      gone: gone.length,
      conflict: conflicts.length,
    },
    entries: [
      ...first(conflicts).map(({ profile, reason }) => entry('conflict', reason)(profile)),
      ...first(changed).map(({ formerRole, ...profile }) =>
        entry('changed', formerRole ? `${formerRole.roleName} in ${formerRole.accountId}` : null)(profile),
      ),
      ...first(gone).map(entry('gone', null)),
      ...first(added).map(entry('added', null)),
      ...first(kept).map(entry('kept', null)),
    ],
    configPath: preview.configPath,
    diff: diff.slice(0, mostDiffLines),
    diffLines: diff.length,
  }
}

function writtenText({ added, changed, gone, prunes }: GenerationPreview): string {
  const parts = [
    inWords('part-added', { count: added.length }),
    ...(changed.length > 0 ? [inWords('part-changed', { count: changed.length })] : []),
    ...(prunes && gone.length > 0 ? [inWords('part-gone', { count: gone.length })] : []),
  ]
  return inWords('generated', { parts: parts.join(', ') })
}

function accountsOf(count: number): string {
  return count === 1 ? inWords('account-one') : inWords('accounts', { count })
}

function rolesOf(count: number): string {
  return count === 1 ? inWords('role-one') : inWords('roles', { count })
}

function partsOf(accounts: number, roles: number): string {
  return `${accountsOf(accounts)}, ${rolesOf(roles)}`
}

function nothing(): void {
  // The preview is in the reply.
}
