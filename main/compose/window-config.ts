import { showConfigChange } from '../actions/config/show-config-change.ts'
import { watchProblems } from '../actions/config/watch-problems.ts'
import type { Diagnose } from '../actions/upkeep/diagnose.ts'
import type { DiagnoseConfig } from '../actions/upkeep/diagnose-config.ts'
import { type ConfigHandlerNeeds, configHandlers } from '../serve/desktop/config-handlers.ts'
import type { Rooms } from './rooms.ts'

type Own = Pick<ConfigHandlerNeeds, 'tasks' | 'asking'>

export interface WindowConfigActions
  extends Omit<ConfigHandlerNeeds, keyof Own | 'problems' | 'showConfigChange'> {
  readonly diagnose: Diagnose
  readonly diagnoseConfig: DiagnoseConfig
}

/** What a window does with the AWS files, and what it keeps an eye on. */
export function composeWindowConfig({ host, awsFiles }: Rooms, actions: WindowConfigActions, own: Own) {
  const { diagnose, diagnoseConfig, readDefault } = actions
  const problems = watchProblems({
    awsFiles,
    diagnose,
    diagnoseConfig,
    readDefault,
    now: () => host.clock.now(),
  })
  const backups = { files: host.files, awsFiles, backupFolder: `${host.stateFolder}/backups` }
  return {
    problems,
    handlers: configHandlers({
      ...actions,
      ...own,
      problems,
      showConfigChange: showConfigChange(backups),
    }),
  }
}
