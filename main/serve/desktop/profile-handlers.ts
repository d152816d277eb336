/**
 * Profiles one by one, and the default one, as a window asks for them.
 *
 * @module
 */
import type { PolicyView } from '../../../preload/contract/activity-views.ts'
import type { CallName } from '../../../preload/contract/calls.ts'
import { type PackedNames, unpackNames } from '../../../preload/contract/packed-names.ts'
import type { SetPolicies } from '../../actions/activity/set-policies.ts'
import type { ReadPolicy, SetPolicy } from '../../actions/activity/set-policy.ts'
import type { OpenConsole } from '../../actions/console/open-console.ts'
import type { ExplainProfile } from '../../actions/profiles/explain-profile.ts'
import type { MarkProfiles } from '../../actions/profiles/mark-profiles.ts'
import type { ReadDefault } from '../../actions/profiles/read-default.ts'
import type { RemoveProfile } from '../../actions/profiles/remove-profile.ts'
import type { RemoveProfiles } from '../../actions/profiles/remove-profiles.ts'
import type { RenameProfile } from '../../actions/profiles/rename-profile.ts'
import type { RestoreDefault } from '../../actions/profiles/restore-default.ts'
import type { ShowProfile } from '../../actions/profiles/show-profile.ts'
import type { SwitchDefault } from '../../actions/profiles/switch-default.ts'
import { toolWords } from '../../config/precedence.ts'
import { InputError } from '../../kernel/errors.ts'
import type { Prompts } from '../../kernel/ports/prompts.ts'
import { say } from '../../kernel/say.ts'
import type { Handlers } from './handlers.ts'
import type { WindowAsking } from './session-handlers.ts'
import { withoutCommands } from './window-words.ts'

export interface ProfileHandlerNeeds {
  readonly showProfile: ShowProfile
  readonly explainProfile: ExplainProfile
  readonly openConsole: OpenConsole
  readonly switchDefault: SwitchDefault
  readonly restoreDefault: RestoreDefault
  readonly readDefault: ReadDefault
  readonly markProfiles: MarkProfiles
  readonly readPolicy: ReadPolicy
  readonly setPolicy: SetPolicy
  readonly setPolicies: SetPolicies
  readonly renameProfile: RenameProfile
  readonly removeProfile: RemoveProfile
  readonly removeProfiles: RemoveProfiles
  readonly asking: () => WindowAsking
}

/** What a person may look through. */
const mostDiffLines = 400

type ProfileHandlers = Pick<Handlers, Extract<CallName, `profiles.${string}`>>

export function profileHandlers(needs: ProfileHandlerNeeds): ProfileHandlers {
  const { asking } = needs
  return {
    async 'profiles.show'({ profile }) {
      const { settings, sources, policy, ...shown } = await needs.showProfile({ ...asking(), profile })
      return {
        ...shown,
        settings: [...settings],
        sources: [...sources],
        policy: policy && (await policyView(needs, profile)),
      }
    },
    async 'profiles.explain'({ profile }) {
      const { config, signet } = await needs.explainProfile({ ...asking(), profile, pid: undefined })
      const sources = (config?.sources ?? []).map(({ words, isOurs, keys: [key], usedBy }) => ({
        ...{ words, isOurs, file: key?.file ?? null, line: key?.line ?? null },
        usedBy: usedBy.map((family) => toolWords[family]),
      }))
      const said = [
        ...(config?.sources ?? []).map(({ kind: source, words }) =>
          say('source-of-profile', { source }, words),
        ),
        ...(signet.said ? [signet.said] : []),
      ]
      return { sources, isSure: config?.isSure ?? true, served: signet.text, said }
    },
    async 'profiles.openConsole'({ profile, service, typed }, { signal, tab }) {
      const wanted = { profile, service: service ?? undefined, way: 'federation' as const }
      const how = { signOutFirst: false, openBrowser: true, needsBrowser: true, tab, signal }
      const opening = needs.openConsole({ ...asking(), ...wanted, ...how }, typing(typed))
      const { view, inTab = null } = await opening
      return { ...view, inTab }
    },
    async 'profiles.use'({ profile, dryRun, typed }) {
      const request = { ...asking(), profile, dryRun }
      const { files, warnings, ...switched } = await needs.switchDefault(request, typing(typed), nothing)
      return { ...switched, files: plain(files), warnings: warnings.map(withoutCommands) }
    },
    async 'profiles.restoreDefault'({ dryRun }) {
      const request = { ...asking(), dryRun, isConfirmed: true }
      return { files: plain((await needs.restoreDefault(request, {}, nothing)).files) }
    },
    'profiles.readDefault': () => needs.readDefault(asking()),
    async 'profiles.mark'({ profiles, ...marks }) {
      await needs.markProfiles({ ...asking(), profiles: namesOf(profiles), ...marks })
      return {}
    },
    async 'profiles.setPolicy'({ typed, ...request }) {
      return (await needs.setPolicy(request, typing(typed))).after
    },
    async 'profiles.setPolicies'({ profiles, typed, ...wish }) {
      const request = { ...wish, profiles: namesOf(profiles) }
      const { changed, guarded } = await needs.setPolicies(request, typingEach(typed))
      return { changed, guarded: [...guarded] }
    },
    async 'profiles.rename'(request) {
      const asked = { ...asking(), ...request, isConfirmed: true }
      return { files: plain((await needs.renameProfile(asked, {}, nothing)).files) }
    },
    async 'profiles.remove'({ typed, ...request }) {
      const asked = { ...asking(), ...request, isConfirmed: true }
      const { files, idleSession } = await needs.removeProfile(asked, typing(typed), nothing)
      return { files: plain(files), idleSession }
    },
    async 'profiles.removeSeveral'({ profiles, typed, dryRun }) {
      const asked = { ...asking(), profiles: namesOf(profiles), dryRun, isConfirmed: true }
      const removed = await needs.removeProfiles(asked, typingEach(typed), nothing)
      return {
        files: removed.files.map(({ file, path, diff }) => ({
          ...{ file, path },
          diff: diff.slice(0, mostDiffLines),
          lines: diff.length,
        })),
        idleSessions: [...removed.idleSessions],
        guarded: [...removed.guarded],
      }
    },
  }
}

/** What the person typed before, as the answer to the one question that a call may ask. */
function typing(typed: string | null): Prompts {
  return typed === null ? {} : { ask: async () => typed }
}

/** @throws {@link InputError} `request-malformed` for names that nobody packed. */
function namesOf(packed: PackedNames): readonly string[] {
  const names = unpackNames(packed)
  if (names) return names
  throw new InputError(
    'request-malformed',
    'The names of the profiles cannot be read. Nothing was changed.',
    'none',
  )
}

/** The same for one question after another; nothing where the names are used up, which is an answer to none. */
function typingEach(typed: readonly string[]): Prompts {
  const left = [...typed]
  return { ask: async () => left.shift() }
}

function policyView({ readPolicy }: ProfileHandlerNeeds, profile: string): Promise<PolicyView> {
  return readPolicy(profile, {})
}

function plain(files: readonly { readonly path: string; readonly diff: readonly string[] }[]) {
  return files.map(({ path, diff }) => ({ path, diff: [...diff] }))
}

function nothing(): void {
  // The preview is in the reply.
}
