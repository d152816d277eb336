/**
 * The AWS files, as a window asks for them: what Signet changed, the way back, what is wrong, what can be taken over.
 *
 * @module
 */
import type { CallName } from '../../../preload/contract/calls.ts'
import type { ListConfigBackups } from '../../actions/config/config-backups.ts'
import type { ShowConfigChange } from '../../actions/config/show-config-change.ts'
import type { UndoConfig } from '../../actions/config/undo-config.ts'
import type { WatchedProblems } from '../../actions/config/watch-problems.ts'
import type { ReadDefault } from '../../actions/profiles/read-default.ts'
import type { Handlers } from './handlers.ts'
import type { WindowAsking } from './session-handlers.ts'
import { type TakeOverNeeds, takeOverHandlers } from './take-over-handlers.ts'
import { withoutCommands } from './window-words.ts'

export interface ConfigHandlerNeeds extends TakeOverNeeds {
  readonly listConfigBackups: ListConfigBackups
  readonly showConfigChange: ShowConfigChange
  readonly undoConfig: UndoConfig
  readonly readDefault: ReadDefault
  readonly problems: WatchedProblems
  readonly asking: () => WindowAsking
}

type ConfigHandlers = Pick<Handlers, Extract<CallName, `config.${string}`>>

export function configHandlers(needs: ConfigHandlerNeeds): ConfigHandlers {
  const { asking } = needs
  return {
    ...takeOverHandlers(needs),
    async 'config.changes'() {
      const [config, credentials] = await Promise.all([
        needs.listConfigBackups({ ...asking(), file: 'config' }),
        needs.listConfigBackups({ ...asking(), file: 'credentials' }),
      ])
      const changes = [
        ...config.backups.map((backup) => ({ file: 'config' as const, backup })),
        ...credentials.backups.map((backup) => ({ file: 'credentials' as const, backup })),
      ]
      return {
        configPath: config.path,
        credentialsPath: credentials.path,
        changes: changes.sort((one, other) => other.backup.at - one.backup.at),
      }
    },
    async 'config.showChange'(request) {
      const { diff, ...shown } = await needs.showConfigChange({ ...asking(), ...request })
      return { ...shown, diff: diff.slice(0, mostDiffLines) }
    },
    async 'config.undo'(request) {
      const asked = { ...asking(), ...request, isConfirmed: true }
      const { outcome, preview } = await needs.undoConfig(asked, {}, nothing)
      return {
        outcome,
        path: preview.path,
        commands: [...preview.commands],
        effects: preview.effects.slice(0, mostEffects),
        diff: preview.diff.slice(0, mostDiffLines),
      }
    },
    async 'config.default'() {
      const { warnings, ...state } = await needs.readDefault(asking())
      return { ...state, warnings: warnings.map(withoutCommands) }
    },
    async 'config.check'(_request, { signal }) {
      await needs.problems.check(asking(), signal)
      return {}
    },
  }
}

/** What a person reads. */
const mostDiffLines = 2_000
const mostEffects = 100

function nothing(): void {
  // The preview is in the reply.
}
